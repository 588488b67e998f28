import { expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import { createApp } from '../../workers/app.ts';
import * as contract from '../../workers/contract/cascade.ts';
import * as plans from '../../workers/contract/plans.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { receive } from '../../workers/domain/cascade/receive.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { Opener } from '../../workers/http/opener.ts';
import { metered } from '../support/metered.ts';
import { type Caller, mintTenant, platform, requestOf, T0, type World } from '../support/world.ts';

const COUNTIES = 64;

/** A city in a cell of its own, linked with counties that live in the other one. */
async function city() {
  const top = await mintTenant('01');
  await loadPack(await top.ctx(), national, { step: 'policies' });
  const counties: World[] = [];
  while (counties.length < COUNTIES) counties.push(await mintTenant('00'));
  const { db } = await top.ctx();
  const units = counties.map(({ slug }, i) => ({
    id: `unit-${slug}`,
    kind: 'county',
    name: `县${i}`,
    shortName: '县',
  }));
  const links = counties.map(({ slug }, i) => ({
    ...{ id: `link-${slug}`, direction: 'down', slug, name: `县${i}`, unitId: `unit-${slug}`, state: 'agreed' },
    ...{ createdAt: T0, updatedAt: T0, version: 0, eventHash: '' },
  }));
  await db.commit([...db.insertMany('unit', units), ...db.insertMany('districtLink', links)], null);
  return { top, counties, office: await top.person(['commission_office']) };
}

/** A plan of one task given to these counties, each of which says how far it is. */
async function given(top: World, office: Caller, counties: readonly World[]): Promise<string> {
  const plan = await office.call(plans.addPlan, { kind: 'manual', year: 2026, title: `要点${counties.length}` });
  const task = await office.call(tasks.addTask, {
    ...{ planId: plan.id, title: '排查燃气隐患', dueDay: '2026-12-20' },
    units: counties.map(({ slug }) => ({ unitId: `unit-${slug}`, role: 'responsible' as const })),
  });
  await office.call(plans.dispatchPlan, { id: plan.id, version: plan.version });
  const { assignments } = await office.call(tasks.task, { id: task.id });
  for (const [i, part] of assignments.entries()) {
    const figures = { stage: 'in_progress', total: 3, finished: i % 3, late: 1, at: T0 + 1 };
    await receive(await top.ctx(), part.unitId.slice('unit-'.length), { type: 'progress', of: part.id, figures });
  }
  return plan.id;
}

test('a city reads how far 64 counties are from its own rows, with the statements it needs for two', async () => {
  const { top, counties, office } = await city();
  const own = { statements: 0, rows: 0 };
  const theirs = { statements: 0, rows: 0 };
  const cells = new Map(
    [...platform.cells].map(([name, cell]) => {
      const seen = name === '01' ? own : theirs;
      return [name, { db: metered(cell.db, seen), search: metered(cell.search, seen) }] as const;
    }),
  );
  const app = createApp(new Opener({ ...platform, cells }));
  const cost = async (id: string) => {
    Object.assign(own, { statements: 0, rows: 0 });
    const answer = await app.fetch(requestOf(contract.below, { id }, top.slug, office.token, crypto.randomUUID()));
    const { items } = (await answer.json()) as { items: { parts: number; late: number }[] };
    return { counties: items.length, parts: items.reduce((sum, i) => sum + i.parts, 0), ...own };
  };

  const few = await given(top, office, counties.slice(0, 2));
  await cost(few);
  const two = await cost(few);
  const many = await given(top, office, counties);
  const all = await cost(many);
  expect([two.counties, all.counties, two.parts, all.parts]).toEqual([2, COUNTIES, 6, COUNTIES * 3]);
  expect(all.statements).toBe(two.statements);
  // A county is its part, its task and its name, each found through an index and read once.
  expect((all.rows - two.rows) / (COUNTIES - 2)).toBeLessThanOrEqual(8);
  // The small plan costs what it cost before there was a large one, but for the row at which its stretch of the index ends.
  const again = await cost(few);
  expect({ ...again, rows: 0 }).toEqual({ ...two, rows: 0 });
  expect(again.rows).toBeLessThanOrEqual(two.rows + 1);
  // Not one question to the cell where the counties live.
  expect(theirs).toEqual({ statements: 0, rows: 0 });
});
