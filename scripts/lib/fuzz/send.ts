import { Agent, request as httpRequest } from 'node:http';
import { Raw } from './hostile.ts';
import type { Operation, Plan } from './plan.ts';
import { CANARY } from './schema.ts';
import { ALL, type Who, type World } from './world.ts';

export interface Sent {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: string;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const PLACEHOLDER = /^id-of:(\w+):(\d+)$/;
const SLUGS = ['', '__proto__', '%00', 'nowhere', CANARY];

/** The plan with ids that the server knows in the places of ids. */
export function build(plan: Plan, op: Operation, world: World, people: readonly Who[]): Sent {
  const real = resolve(plan, world, op.id.split('.')[0] ?? '');
  const inPath = op.parameters.filter((p) => p.in === 'path').map((p) => p.name);
  const [values, body] = [{ ...real.values }, real.body as unknown];
  for (const [at, value] of real.extra) spoil(Number(at), value, values, body);
  // A district that the fuzzer works in is not suspended, moved or erased by it.
  if ('no' in values) values.no = world.neighbourNo;
  let path = op.path.replace('{slug}', [...world.slugs, ...SLUGS][plan.slug] ?? '');
  for (const name of inPath) path = path.replace(`{${name}}`, encoded(values[name]));
  const query = Object.entries(values).filter(([name]) => !inPath.includes(name));
  if (query.length > 0) path += `?${query.map(([name, v]) => `${encodeURIComponent(name)}=${encoded(v)}`).join('&')}`;
  const bytes = bodyBytes(body);
  const right = op.path.startsWith('/platform') ? 'operator' : ALL;
  const who = plan.who < 0 ? people.find(({ name }) => name === right) : people[plan.who % people.length];
  const token = who?.token ?? '';
  const keyText = typeof plan.key === 'number' ? `reused-key-of-the-fuzzer-${plan.key}` : plan.key;
  const headers = {
    ...(bytes ? { 'content-length': String(bytes.byteLength) } : {}),
    ...(bytes ? { 'content-type': op.bytes ? 'application/octet-stream' : 'application/json' } : {}),
    ...(keyText === undefined ? {} : { 'idempotency-key': keyText }),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...plan.headers,
  };
  return { line: `${plan.method ?? op.method} ${path}`, headers, body: bytes };
}

const encoded = (value: unknown): string =>
  encodeURIComponent((typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()).slice(
    0,
    60_000,
  );

function bodyBytes(body: unknown): Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return body;
  return Buffer.from(body instanceof Raw ? body.text : JSON.stringify(body));
}

function resolve(plan: Plan, { pool }: World, family: string): Plan {
  const real = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const [, name, n] = PLACEHOLDER.exec(value) ?? [];
      if (name === undefined) return value;
      const known = pool.get(name === 'id' ? `${family}Id` : name) ?? pool.get('id') ?? [];
      return known[Number(n) % Math.max(1, known.length)] ?? '018f4f6e-0000-7000-8000-000000000000';
    }
    if (Array.isArray(value)) return value.map(real);
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array || value instanceof Raw)
      return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, real(v)]));
  };
  return { ...plan, values: real(plan.values) as Plan['values'], body: real(plan.body) };
}

/** Puts a value into the field of that number, counted over parameters and body. */
function spoil(at: number, value: unknown, values: Record<string, unknown>, body: unknown): void {
  const open = typeof body === 'object' && body !== null && !(body instanceof Uint8Array) && !(body instanceof Raw);
  const inBody = open ? (body as Record<string, unknown>) : {};
  const places = [
    ...Object.keys(values).map((name) => [values, name] as const),
    ...Object.keys(inBody).map((name) => [inBody, name] as const),
  ];
  const [where, name] = places[at % Math.max(1, places.length)] ?? [];
  if (where && name !== undefined) where[name] = value;
}

export function send(url: string, { line, headers, body }: Sent): Promise<Answer> {
  const [method = 'GET', path = '/'] = line.split(/ (.*)/s);
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const type = response.headers['content-type'] ?? '';
        const text = Buffer.concat(parts).toString();
        done({ status: response.statusCode ?? 0, type, headers: JSON.stringify(response.headers), text });
      });
    });
    request.setTimeout(60_000, () => request.destroy(new Error('no answer within a minute')));
    request.on('error', fail);
    request.end(body);
  });
}
