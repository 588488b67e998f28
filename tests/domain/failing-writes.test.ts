import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createApp } from '../../workers/app.ts';
import { ROLE_NAMES } from '../../workers/contract/access.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import type { Route } from '../../workers/contract/route.ts';
import { Opener } from '../../workers/http/opener.ts';
import { faulty, Run, type Step, under } from '../support/faulty.ts';
import { furnish } from '../support/furnish.ts';
import { IN_STEPS, isHarmless } from '../support/in-steps.ts';
import { COMMAND } from '../support/interrupt.ts';
import { FAMILY, FIELDS } from '../support/naming.ts';
import { sample } from '../support/sample.ts';
import { type Caller, mintTenant, platform, requestOf, type World } from '../support/world.ts';

const opener = new Opener(faulty(platform));
opener.security.note = () => undefined;
const app = createApp(opener);
const routes: readonly Route[] = ROUTES.filter(
  (r) => r.app === 'console' && r.method !== 'GET' && IN_STEPS[r.id] === undefined,
);
/** A command that got as far as its commit in a furnished district, without anything being prepared for it. */
const reached: Route[] = [];

interface Furnished {
  readonly world: World;
  readonly ids: Readonly<Record<string, string>>;
  readonly person: Caller;
}

async function furnished(): Promise<Furnished> {
  const world = await mintTenant();
  const { ids } = await furnish(await world.ctx());
  return { world, ids, person: await world.person(ROLE_NAMES.map((role) => ({ role, unitId: '' }))) };
}

function request(route: Route, { world, ids, person }: Furnished): () => Promise<Response> {
  const family = route.id.includes('asskey') ? 'passkey' : FAMILY[route.id.split('.')[0] as string];
  const idOf = (field: string) => (route.upload ? undefined : ids[(field === 'id' ? family : FIELDS[field]) ?? '']);
  const input = sample(route.input, idOf) as Record<string, unknown>;
  const key = `key-of-this-command-${route.id}`.replaceAll('.', '-').slice(0, 64);
  return async () => app.fetch(requestOf(route, input, world.slug, person.token, key));
}

/** What may differ though nothing was done: numbers drawn and not used, a wrong password that counts. */
const COUNTED = ['failed_count', 'locked_until'];

/** Every row of the district, by table. */
async function rows({ world }: Furnished): Promise<Record<string, string>> {
  const shapes = (await (await world.ctx()).db.dump().shapes()).filter(({ name }) => name !== 'sequence');
  const { db } = platform.cells.get('00')!;
  const tables = await db.batch<Record<string, unknown>>(
    shapes.map(({ name }) => db.prepare(`SELECT * FROM "${name}" WHERE tenant_id = ?`).bind(world.no)),
  );
  const text = ({ results }: { results: object[] }) =>
    hash(
      'sha256',
      JSON.stringify(results, (key, value: unknown) => (COUNTED.includes(key) ? undefined : value)),
    );
  return Object.fromEntries(shapes.map(({ name }, i) => [name, text(tables[i]!)]));
}

/** Each step fails in its turn; what would be written fails again and again, so that the command is never done. */
async function failAtEachStep(route: Route, send: () => Promise<Response>): Promise<string[]> {
  const wrong: string[] = [];
  const met = new Set<string>();
  const fate = (step: Step) =>
    met.has(step.key) && (step.kind !== 'write' || isHarmless(step.key.replace(/#\d+$/, ''))) ? undefined : 'fails';
  for (;;) {
    const run = new Run(fate);
    const response = await under(run, send);
    await response.body?.cancel();
    for (const giveBack of run.drawn) await giveBack();
    if (!run.hit) return wrong;
    const stood = run.stood.filter((text) => !isHarmless(text));
    if (stood.length > 0) wrong.push(`${route.id}: stands though it failed: ${stood.join(' | ').slice(0, 200)}`);
    if (response.ok) wrong.push(`${route.id}: answered ${response.status} though it failed: ${run.hit.key}`);
    if (met.has(run.hit.key)) {
      if (COMMAND.test(run.hit.key)) reached.push(route);
      return wrong;
    }
    met.add(run.hit.key);
  }
}

// Two thousand requests: a second or two for each hundred on an idle machine.
const PATIENCE = { timeout: 240_000 };

test('whatever step of whatever command fails, nothing of it stands and nobody is told it does', PATIENCE, async () => {
  const at = await furnished();
  const before = await rows(at);
  const wrong: string[] = [];
  for (const route of routes) wrong.push(...(await failAtEachStep(route, request(route, at))));
  expect(wrong).toEqual([]);
  expect(await rows(at)).toEqual(before);
  expect(reached.length).toBeGreaterThan(80);
});

/** The answer to a command whose commit stands and was not heard of; 0 when it is refused instead. */
async function loseAnswer(send: () => Promise<Response>): Promise<number> {
  const run = new Run((step) => (COMMAND.test(step.key) ? 'lost' : undefined));
  const response = await under(run, send);
  await response.body?.cancel();
  return run.hit && response.status >= 500 ? response.status : 0;
}

test('a command whose answer was lost is done once, and the same key gets the answer', PATIENCE, async () => {
  const wrong: unknown[] = [];
  const families = new Map<string, Furnished>();
  for (const route of reached.filter((r) => !r.secretAnswer)) {
    const family = route.id.split('.')[0] as string;
    let at = families.get(family) ?? (await furnished());
    let status = await loseAnswer(request(route, at));
    if (status === 0) {
      // What was done before in this family leaves nothing to do here: afresh.
      at = await furnished();
      status = await loseAnswer(request(route, at));
    }
    families.set(family, at);
    const after = await rows(at);
    const second = await request(route, at)();
    await second.body?.cancel();
    const replayed = second.headers.get('idempotency-replayed');
    if (status !== 503 || !second.ok || replayed !== 'true') wrong.push([route.id, status, second.status, replayed]);
    const changed = Object.entries(await rows(at)).filter(([name, digest]) => digest !== after[name]);
    if (changed.length > 0) wrong.push([route.id, 'done twice', changed.map(([name]) => name)]);
  }
  expect(wrong).toEqual([]);
});
