import { env as bindings } from 'cloudflare:workers';
import { uuidv7 } from 'uuidv7';
import { createApp } from '../../workers/app.ts';
import type { Grant } from '../../workers/contract/access.ts';
import type { ClientInput, ClientOutput, Route } from '../../workers/contract/route.ts';
import { pathFields } from '../../workers/contract/route.ts';
import type { Actor, Ctx } from '../../workers/domain/context.ts';
import { Opener } from '../../workers/http/opener.ts';
import { type Env, platformOf } from '../../workers/index.ts';
import type { Platform } from '../../workers/platform.ts';
import { faulty } from './faulty.ts';
import { guardD1 } from './guard.ts';
import { interrupting } from './interrupt.ts';

/** 2026-11-18 10:00 in China: a Wednesday, in a year whose calendar is loaded. Tests move `clock.now`. */
export const T0 = Date.parse('2026-11-18T02:00:00Z');
export const clock = { now: T0 };

const raw = platformOf(bindings as unknown as Env);
/** `npm run faults -- --verbs`: every write command of these tests is interrupted at each of its steps first. */
const interrupts = (bindings as { INTERRUPT?: string }).INTERRUPT === '1';
const guarded: Platform = {
  ...raw,
  cells: new Map([...raw.cells].map(([no, c]) => [no, { db: guardD1(c.db), search: c.search }])),
  now: () => clock.now,
  waitUntil: (work) => void work.catch(() => undefined),
  outbox: undefined,
  // Each commit for itself, so that the guard above sees its statements.
  commits: undefined,
};
export const platform = interrupts ? faulty(guarded) : guarded;
export const opener = new Opener(platform);
export const app = interrupts ? interrupting(createApp(opener)) : createApp(opener);

export interface World {
  readonly slug: string;
  readonly no: number;
  /** A context of this tenant for calling verbs directly. */
  ctx(actor?: Actor): Promise<Ctx>;
  /** Inserts a person with these grants and returns a caller signed in as them. */
  person(grants: readonly (Grant | Grant['role'])[], name?: string): Promise<Caller>;
  unit(name: string, kind?: string, parentId?: string): Promise<string>;
  readonly public: Caller;
}

export interface Caller {
  readonly personId: string;
  readonly actor: Actor;
  readonly token: string;
  /** Calls a route and returns its output; throws `Refused` with the problem code otherwise. */
  call<R extends Route>(route: R, input: ClientInput<R>, key?: string): Promise<ClientOutput<R>>;
  /** The raw response. */
  send(route: Route, input: Record<string, unknown>, key?: string): Promise<Response>;
}

export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number) {
    super(`${status} ${code}`);
    this.code = code;
    this.status = status;
  }
}

/** A fresh, empty, active tenant in one of the cells: one a test, because storage is shared by the tests of a file. */
export async function mintTenant(cell: '00' | '01' = '00'): Promise<World> {
  const slug = `t${uuidv7().replaceAll('-', '').slice(6, 22)}`;
  const d1 = platform.directory;
  await d1.prepare("INSERT OR IGNORE INTO cell (name, capacity) VALUES ('00', 100), ('01', 100)").run();
  const row = await d1
    .prepare(
      `INSERT INTO tenant (slug, name, short_name, level, division_code, cell, pack, status, created_at, active_at)
       VALUES (?, ?, '测试区', 'district', '110101', ?, 'national', 'active', ?, ?) RETURNING id`,
    )
    .bind(slug, `测试区${slug}`, cell, T0, T0)
    .first<{ id: number }>();
  const no = row!.id;
  const ctx = async (actor: Actor = { kind: 'system', reason: 'test' }): Promise<Ctx> =>
    opener.openTenant((await opener.tenants.byNo(no))!, actor);
  const db = (await ctx()).db;
  return {
    slug,
    no,
    ctx,
    public: caller(slug, { kind: 'public' }, '', ''),
    async unit(name, kind = 'department', parentId) {
      const id = uuidv7();
      await db.commit([db.insert('unit', { id, kind, name, shortName: name, parentId: parentId ?? null })], null);
      return id;
    },
    async person(grants, name = '测试员') {
      const id = uuidv7();
      const held = grants.map((g) => (typeof g === 'string' ? { role: g, unitId: '' } : g));
      const unitId = held.find((g) => g.unitId)?.unitId ?? null;
      await db.commit(
        [
          db.insert('person', { id, name, username: `u${id}`, status: 'active', unitId, createdAt: clock.now }),
          ...held.map((g) => db.insert('personRole', { personId: id, ...g, grantedAt: clock.now })),
        ],
        null,
      );
      const sessionId = uuidv7();
      const token = await (await ctx()).ports.accessToken(`t${no}`, { subject: id, sessionId, grants: held });
      return caller(slug, { kind: 'person', personId: id, sessionId, grants: held }, token, id);
    },
  };
}

export function caller(slug: string, actor: Actor, token: string, personId: string): Caller {
  const send = (route: Route, input: Record<string, unknown>, key = uuidv7()): Promise<Response> =>
    Promise.resolve(app.fetch(requestOf(route, input, slug, token, key)));
  return {
    personId,
    actor,
    token,
    send,
    async call(route, input, key) {
      const response = await send(route, input as Record<string, unknown>, key);
      const body = (await response.json()) as never;
      if (!response.ok) throw new Refused((body as { code: string }).code, response.status);
      return body;
    },
  };
}

export function requestOf(
  route: Route,
  input: Record<string, unknown>,
  slug: string,
  token: string,
  key: string,
): Request {
  const rest = { ...input };
  let path: string = route.path;
  for (const field of pathFields(route.path)) {
    path = path.replace(`{${field}}`, encodeURIComponent(String(rest[field])));
    delete rest[field];
  }
  const url = new URL(`http://anshao.test${route.app === 'platform' ? '/platform/api' : `/${slug}/api`}${path}`);
  const headers = new Headers({ 'idempotency-key': key });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (route.method === 'GET' || route.upload) {
    for (const [k, v] of Object.entries(rest))
      if (v !== undefined) url.searchParams.set(k, typeof v === 'object' ? JSON.stringify(v) : String(v));
    return new Request(url, { method: route.method, headers });
  }
  headers.set('content-type', 'application/json');
  return new Request(url, { method: route.method, headers, body: JSON.stringify(rest) });
}
