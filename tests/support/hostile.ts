import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { ROLE_NAMES } from '../../workers/contract/access.ts';
import { ERRORS } from '../../workers/contract/errors.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import { pathFields, type Route } from '../../workers/contract/route.ts';
import { furnish } from './furnish.ts';
import { FAMILY, FIELDS } from './naming.ts';
import { newSlug, onboarded, operator } from './operator.ts';
import { recordedApp, written } from './recorder.ts';
import { sample } from './sample.ts';
import { ITERATIONS, sendTip, tipClient, tipOffice } from './tips.ts';
import { mintTenant, requestOf, type World } from './world.ts';

/** Stands in every hostile text; no answer that refuses may hold it. */
export const MARK = 'zq9marker';

export const SQL = `'; DROP TABLE hazard;-- ${MARK}`;
export const SCRIPT = `<script>alert("${MARK}")</script>`;
export const HOSTILE: readonly unknown[] = [
  ...[SQL, SCRIPT, `../../../../etc/passwd/${MARK}`, `=HYPERLINK("http://x/","${MARK}")`, `${MARK}\u0000${MARK}`],
  ...[`${MARK}\ud800`, `\u202e${MARK}\u{1f9e8}`, MARK.repeat(11_200), '', ' '],
  ...[null, true, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, [], [[MARK]], {}, { [MARK]: MARK }],
];

/** What is written down though it is refused: one more failure on the lock, a try with wrong recovery codes. */
const COUNTED = ['recovery_wrong', 'sign_in_failed', 'second_factor_failed', 'second_factor_needed', 'locked_out'];

export interface Target {
  readonly world: World;
  readonly slug: string;
  readonly tokens: Readonly<Record<Route['app'], string>>;
  readonly ids: Readonly<Record<string, string>>;
  /** An input that the route's schema takes, naming rows that are there. */
  valid(route: Route): Record<string, unknown>;
}

/** A tenant with rows in every table, somebody who may do everything in it, and an operator with a tenant to play with. */
export async function target(): Promise<Target> {
  const world = await mintTenant();
  await tipOffice(world);
  const sent = await sendTip(world);
  const { payload } = await tipClient(world).prepare({ iterations: ITERATIONS });
  const furnished = await furnish(await world.ctx());
  // A tip that can be handed out: the furnished one has only the size of one.
  const ids: Record<string, string> = { ...furnished.ids, tip: sent.payload.id };
  const person = await world.person(ROLE_NAMES.map((role) => ({ role, unitId: '' })));
  // Who may do everything is the furnished expert too.
  const { db } = await world.ctx();
  const mine = db.update('expert', { personId: person.personId }, (x) => eq(x.id, furnished.ids.expert as string));
  await db.commit([mine], null);
  const op = await operator();
  const { no } = await onboarded(op);
  const idOf = (kind: string | undefined) => (kind === undefined ? undefined : ids[kind]);
  return {
    world,
    ids,
    slug: world.slug,
    tokens: { public: '', console: person.token, platform: op.token },
    valid(route) {
      const family = FAMILY[route.id.split('.')[0] as string];
      const named = (name: string) =>
        name === 'key' ? 'people' : name === 'intoId' ? ids.merged : idOf(name === 'id' ? family : FIELDS[name]);
      const input = sample(route.input, named) as Record<string, unknown>;
      if (route.id === 'tips.send') return structuredClone(payload) as unknown as Record<string, unknown>;
      if ('no' in input) input.no = no;
      if (route.id === 'platform.apply') input.slug = newSlug();
      return input;
    },
  };
}

let keys = 0;
export const nextKey = (): string => `hostile-request-${String(++keys).padStart(8, '0')}`;

export function requestTo(t: Target, route: Route, input: Record<string, unknown>, key = nextKey()): Request {
  return requestOf(route, input, t.slug, t.tokens[route.app], key);
}

/**
 * Sends it and holds the answer to the rules: never 5xx; a refusal is a problem document with a known code and its status,
 * holds nothing of what was sent, and left nothing behind.
 */
export async function answered(route: Route, request: Request, note: unknown = ''): Promise<string> {
  const before = written.count;
  const response = await recordedApp.fetch(request);
  const text = new TextDecoder().decode(await response.arrayBuffer());
  const { status } = response;
  const about = `${route.id} ${String(note).slice(0, 80)} → ${status} ${text.slice(0, 300)}`;
  if (status >= 200 && status < 300) return 'ok';
  expect(status, about).toBeGreaterThanOrEqual(400);
  expect(status, about).toBeLessThan(500);
  expect(response.headers.get('content-type'), about).toContain('application/problem+json');
  const { code } = JSON.parse(text) as { code: keyof typeof ERRORS };
  expect(ERRORS[code]?.[0], about).toBe(status);
  expect(text + JSON.stringify([...response.headers]), about).not.toContain(MARK);
  if (!COUNTED.includes(code)) expect(written.count, `${about} wrote`).toBe(before);
  return code;
}

/** Every place in an input where a value stands: `header.day`, `shares.0.envelope`. */
export function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inner = Object.entries(value).flatMap(([key, v]) => places(v, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

/** Also the optional fields, which a valid input leaves out. */
export function placesOf(route: Route, input: Record<string, unknown>): string[][] {
  const left = Object.keys(route.input.shape).filter((name) => !(name in input));
  return [...places(input), ...left.map((name) => [name])];
}

export function withValue(input: object, path: readonly string[], value: unknown): Record<string, unknown> {
  const copy = structuredClone(input) as Record<string, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
  at[path.at(-1) as string] = value;
  return copy;
}

/** What cannot be written into a path or query at all is no request. */
export function sendable(route: Route, path: readonly string[], value: unknown): boolean {
  if (!pathFields(route.path).includes(path[0] as string)) return true;
  const text = String(value);
  return text !== '' && text.length < 8_000 && text.isWellFormed();
}

export const writing = ROUTES.filter((r) => r.method !== 'GET');
export const withBody = writing.filter((r) => !r.upload);
export const keyed = writing.filter((r) => r.unkeyed === undefined);
