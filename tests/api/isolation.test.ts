import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { type Grant, ROLE_NAMES } from '../../workers/contract/access.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import { pathFields, type Route } from '../../workers/contract/route.ts';
import { consoleRoutes } from '../../workers/routes/console/index.ts';
import { platformRoutes } from '../../workers/routes/platform/index.ts';
import { publicRoutes } from '../../workers/routes/public/index.ts';
import { furnish } from '../support/furnish.ts';
import { FAMILY, FIELDS } from '../support/naming.ts';
import { operator } from '../support/operator.ts';
import { sample } from '../support/sample.ts';
import { type Caller, caller, mintTenant, type World } from '../support/world.ts';

const console_ = ROUTES.filter((r) => r.app === 'console');
const guarded = console_.filter((r) => r.access !== 'public');

test('every route of the contract is bound, once, and nothing else is', async () => {
  const all = [...platformRoutes, ...publicRoutes, ...consoleRoutes];
  const bound = all.map((b) => b.route.id);
  expect(ROUTES.map((r) => r.id).filter((id) => !bound.includes(id))).toEqual([]);
  expect(bound.filter((id, i) => bound.indexOf(id) !== i)).toEqual([]);
  // What is loaded when first asked for binds what it stands for, and no more.
  for (const [load, promised] of Map.groupBy(all, (b) => b.load)) {
    const found = load ? (await load()).map((b) => b.route.id) : promised.map((b) => b.route.id);
    expect(found.sort()).toEqual(promised.map((b) => b.route.id).sort());
  }
});

/** The field's id in the foreign tenant, if the field names anything there. */
function foreignId(route: Route, field: string, ids: Readonly<Record<string, string>>): string | undefined {
  // The id of an upload is drawn by its sender.
  if (route.upload) return undefined;
  const family = route.id.includes('asskey') ? 'passkey' : FAMILY[route.id.split('.')[0] as string];
  return ids[(field === 'id' ? family : FIELDS[field]) ?? ''];
}

type Ids = Readonly<Record<string, string>>;

/** An input that passes the schema: ids in the path from one tenant, ids in the body or query from another. */
function inputFor(
  route: Route,
  inPath: Ids,
  inBody: Ids,
): { input: Record<string, unknown>; path: boolean; body: boolean } {
  const used = { path: false, body: false };
  const fields = pathFields(route.path);
  const input = sample(route.input, (field) => {
    const where = fields.includes(field) ? 'path' : 'body';
    const id = foreignId(route, field, where === 'path' ? inPath : inBody);
    if (id !== undefined) used[where] = true;
    return id;
  }) as Record<string, unknown>;
  expect([route.id, route.input.safeParse(input).error?.issues]).toEqual([route.id, undefined]);
  return { input, ...used };
}

const everything: Grant[] = ROLE_NAMES.map((role) => ({ role, unitId: '' }));

async function twoTenants(): Promise<{ a: World; b: World; ids: Ids; own: Ids; intruder: Caller }> {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const [{ ids }, { ids: own }] = [await furnish(await a.ctx()), await furnish(await b.ctx())];
  return { a, b, ids, own, intruder: await b.person(everything) };
}

async function digests(world: World): Promise<string> {
  const dump = (await world.ctx()).db.dump();
  const found: unknown[] = [];
  for (const shape of await dump.shapes()) found.push([shape.name, await dump.digest(shape)]);
  return JSON.stringify(found);
}

test('tenant B, fully privileged, with an id of tenant A in the path: not found; nothing of A is told or changed', async () => {
  const { a, ids, own, intruder } = await twoTenants();
  const before = await digests(a);
  const wrong: unknown[] = [];
  const cases = guarded.map((route) => ({ route, ...inputFor(route, ids, own) })).filter((c) => c.path);
  expect(cases.length).toBeGreaterThan(25);
  for (const { route, input } of cases) {
    const response = await intruder.send(route, input);
    const text = new TextDecoder().decode(await response.arrayBuffer());
    if (response.status !== 404) wrong.push([route.id, response.status, text.slice(0, 200)]);
    if (Object.values(ids).some((id) => text.includes(id))) wrong.push([route.id, 'tells an id', text.slice(0, 200)]);
  }
  expect(wrong).toEqual([]);
  expect(await digests(a)).toBe(before);
  // The ids are good ones: A's own staff reaches the hazard with them.
  const one = ROUTES.find((r) => r.id === 'hazards.one') as Route;
  expect((await (await a.person(everything)).send(one, { id: ids.hazard as string })).status).toBe(200);
});

test('an id of tenant A in the body or the query is answered exactly as one that never was', async () => {
  const { a, ids, own, intruder } = await twoTenants();
  const before = await digests(a);
  const never = Object.fromEntries(Object.keys(ids).map((name) => [name, uuidv7()]));
  const wrong: unknown[] = [];
  const cases = guarded.map((route) => ({ route, ...inputFor(route, own, ids) })).filter((c) => c.body);
  expect(cases.length).toBeGreaterThan(8);
  for (const { route, input } of cases) {
    const [foreign, unknown] = [
      await intruder.send(route, input),
      await intruder.send(route, inputFor(route, own, never).input),
    ];
    const plain = (text: string): string =>
      [...Object.values(ids), ...Object.values(never)].reduce((t, id) => t.replaceAll(id, '…'), text);
    const read = async (r: Response): Promise<string> => plain(new TextDecoder().decode(await r.arrayBuffer()));
    const [told, expected] = [await read(foreign), await read(unknown)];
    // An Excel file carries the time it was made at.
    const differs = foreign.status !== unknown.status || (!route.download && told !== expected);
    if (differs) wrong.push([route.id, foreign.status, told, expected]);
    // A bulk step tells of each id by itself.
    const bulk = ['hazards.bulkAssign', 'assignments.bulkAcknowledge'].includes(route.id);
    if (route.method !== 'GET' && foreign.status === 200 && !bulk) wrong.push([route.id, told]);
  }
  expect(wrong).toEqual([]);
  expect(await digests(a)).toBe(before);
});

test('a token of tenant A means nothing to tenant B, to the platform, and the other way round', async () => {
  const { a, b, ids } = await twoTenants();
  const person = await a.person(everything);
  const elsewhere = caller(b.slug, person.actor, person.token, '');
  const op = await operator();
  const operatorInside = caller(a.slug, op.actor, op.token, '');
  const nobody = caller(a.slug, { kind: 'public' }, '', '');
  for (const route of guarded) {
    const { input } = inputFor(route, ids, ids);
    for (const who of [elsewhere, operatorInside, nobody]) {
      const response = await who.send(route, input);
      expect([route.id, response.status, ((await response.json()) as { code: string }).code]).toEqual([
        route.id,
        401,
        'not_signed_in',
      ]);
    }
  }
  for (const route of ROUTES.filter((r) => r.access === 'operator')) {
    const response = await person.send(route, { no: 1, id: 'x', name: '00', year: 2026 });
    expect([route.id, response.status]).toEqual([route.id, 401]);
  }
});
