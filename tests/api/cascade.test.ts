import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import * as assignments from '../../workers/contract/assignments.ts';
import * as contract from '../../workers/contract/cascade.ts';
import * as plans from '../../workers/contract/plans.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { receive } from '../../workers/domain/cascade/receive.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { clock, mintTenant, T0, type World } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const drain = async (world: World) => drainOutbox(await world.ctx());

/** A city, and two counties that took its offer. */
async function city() {
  const [top, left, right] = [await mintTenant(), await mintTenant('01'), await mintTenant()];
  for (const world of [top, left, right]) await loadPack(await world.ctx(), national, { step: 'policies' });
  const admin = await top.person(['tenant_admin']);
  const office = await top.person(['commission_office']);
  const units = [await top.unit('左县', 'county'), await top.unit('右县', 'county')] as const;
  for (const [i, county] of [left, right].entries()) {
    await admin.call(contract.offerLink, { unitId: units[i] as string, slug: county.slug });
    await drain(top);
    const keeper = await county.person(['tenant_admin']);
    const [offer] = (await keeper.call(contract.links, {})).items;
    expect(offer).toMatchObject({ direction: 'up', slug: top.slug, state: 'offered' });
    await keeper.call(contract.answerLink, { id: offer!.id, version: offer!.version, accept: true });
    await drain(county);
  }
  expect((await admin.call(contract.links, {})).items.map((l) => l.state)).toEqual(['agreed', 'agreed']);
  return { top, left, right, admin, office, units };
}

async function dispatched({ office, units }: Pick<Awaited<ReturnType<typeof city>>, 'office' | 'units'>) {
  const plan = await office.call(plans.addPlan, { kind: 'work_points', year: 2026, title: '全市年度要点' });
  const task = await office.call(tasks.addTask, {
    planId: plan.id,
    title: '排查老旧小区燃气隐患',
    content: '逐户排查。',
    dueDay: '2026-12-20',
    milestones: [{ title: '摸清底数', dueDay: '2026-12-01' }],
    units: units.map((unitId) => ({ unitId, role: 'responsible' as const })),
  });
  await office.call(plans.dispatchPlan, { id: plan.id, version: plan.version });
  return { plan, task };
}

test('a plan goes down to both counties once; progress comes back into the city’s own rows; neither sees the other', async () => {
  const all = await city();
  const { top, left, right, office } = all;
  const { plan, task } = await dispatched(all);
  await drain(top);

  const clerk = await left.person(['commission_office']);
  const [inbound] = (await clerk.call(plans.plans, {})).items;
  expect(inbound).toMatchObject({ kind: 'inbound', title: '全市年度要点', state: 'drafted', upstream: top.slug });
  const [draft] = (await clerk.call(tasks.tasks, { planId: inbound!.id })).items;
  expect(draft).toMatchObject({ title: '排查老旧小区燃气隐患', stage: 'drafted', dueDay: '2026-12-20', units: [] });
  const full = await clerk.call(tasks.task, { id: draft!.id });
  expect(full.steps.map((s) => [s.title, s.dueDay])).toEqual([['摸清底数', '2026-12-01']]);

  // The county says which of its own streets do it, and gives it out.
  const street = await left.unit('城关镇', 'street');
  const { itemNo, title, content, kind, recurrence, deadlineText, startDay, dueDay, sector, tag } = full;
  await clerk.call(tasks.editTask, {
    ...{ id: full.id, version: full.version, itemNo, title, content, kind, recurrence, deadlineText },
    ...{ startDay, dueDay, sector, tag, milestones: [{ title: '摸清底数', dueDay: '2026-12-01' }] },
    units: [{ unitId: street, role: 'responsible' }],
  });
  clock.now += 1000;
  await clerk.call(plans.dispatchPlan, { id: inbound!.id, version: inbound!.version });
  await drain(left);
  const part = async (unitId: string) =>
    (await office.call(tasks.task, { id: task.id })).assignments.find((a) => a.unitId === unitId)!;
  expect((await part(all.units[0])).state).toBe('acknowledged');
  expect((await part(all.units[1])).state).toBe('dispatched');

  // Done below, closed there: handed in above, for the city to accept.
  const doer = await left.person([{ role: 'unit_handler', unitId: street }]);
  const own = (await clerk.call(tasks.task, { id: full.id })).assignments[0]!;
  clock.now += 1000;
  const signed = await doer.call(assignments.acknowledge, { id: own.id, version: own.version });
  const sent = await doer.call(assignments.submit, { id: own.id, version: signed.version, note: '全部排查完毕' });
  await drain(left);
  expect((await part(all.units[0])).state).toBe('in_progress');
  clock.now += 1000;
  await clerk.call(assignments.acceptPart, { id: own.id, version: sent.version });
  const done = await clerk.call(tasks.task, { id: full.id });
  clock.now += 1000;
  await clerk.call(tasks.closeTask, { id: done.id, version: done.version });
  await drain(left);
  const handedIn = await part(all.units[0]);
  expect(handedIn).toMatchObject({ state: 'submitted', progress: 100, below: { total: 1, finished: 1, late: 0 } });
  await office.call(assignments.acceptPart, { id: handedIn.id, version: handedIn.version });
  expect((await office.call(contract.below, { id: plan.id })).items).toMatchObject([
    { name: '左县', tasks: 1, parts: 1, finished: 1 },
  ]);

  // The other county has its own inbound plan and nothing of this one's.
  const other = await right.person(['commission_office']);
  const [theirs] = (await other.call(plans.plans, {})).items;
  expect(theirs!.id).not.toBe(inbound!.id);
  await expect(other.call(plans.plan, { id: inbound!.id })).rejects.toMatchObject({ code: 'not_found' });
  for (const world of [top, left, right]) expect((await auditEvents(await world.ctx(), {})).broken).toBeNull();
});

test('the same plan again, and older figures, change nothing', async () => {
  const all = await city();
  const { top, left } = all;
  await dispatched(all);
  const ctx = await top.ctx();
  const o = ctx.db.rows.outbox;
  const rows = await ctx.db.select({ payload: o.payload }).from(o).where(eq(o.channel, 'cascade'));
  expect(rows).toHaveLength(2);
  await drain(top);
  await ctx.db.commit(
    rows.map((row, i) =>
      ctx.db.insert('outbox', {
        id: `again-${i}`,
        channel: 'cascade',
        payload: row.payload,
        createdAt: T0,
        nextAt: T0,
      }),
    ),
    null,
  );
  await drain(top);
  const below = await left.ctx();
  const { plan: p, task: t } = below.db.rows;
  expect(await below.db.select({ id: p.id }).from(p)).toHaveLength(1);
  expect(await below.db.select({ id: t.id }).from(t)).toHaveLength(1);

  const a = ctx.db.rows.assignment;
  const [mine] = await ctx.db.select().from(a).where(eq(a.unitId, all.units[0]));
  const figures = { stage: 'in_progress', total: 2, finished: 1, late: 0, at: T0 + 5 };
  await receive(ctx, left.slug, { type: 'progress', of: mine!.id, figures });
  await receive(ctx, left.slug, { type: 'progress', of: mine!.id, figures: { ...figures, finished: 0, at: T0 + 4 } });
  const [after] = await ctx.db.select({ below: a.below, state: a.state }).from(a).where(eq(a.id, mine!.id));
  expect([JSON.parse(after!.below), after!.state]).toEqual([figures, 'in_progress']);
});

test('nobody is heard without a link: no plan from a stranger, no progress for another county’s part, none after the end', async () => {
  const all = await city();
  const { top, left, right, admin } = all;
  await dispatched(all);
  await drain(top);
  const stranger = await mintTenant();
  const plan = { id: 'x', title: '假计划', year: 2026, docNo: '', issuer: '', issuedOn: null, tag: '' };
  await receive(await left.ctx(), stranger.slug, { type: 'plan', plan, tasks: [] });
  const ctx = await top.ctx();
  const a = ctx.db.rows.assignment;
  const [mine] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.unitId, all.units[0])));
  const figures = { stage: 'closed', total: 1, finished: 1, late: 0, at: T0 + 5 };
  await receive(ctx, right.slug, { type: 'progress', of: mine!.id, figures });
  await receive(ctx, stranger.slug, { type: 'progress', of: mine!.id, figures });
  const state = async () => (await ctx.db.select({ state: a.state }).from(a).where(eq(a.id, mine!.id)))[0]?.state;
  expect(await state()).toBe('dispatched');

  const link = (await admin.call(contract.links, {})).items.find((l) => l.slug === left.slug)!;
  await admin.call(contract.endLink, { id: link.id, version: link.version });
  await drain(top);
  const keeper = await left.person(['tenant_admin']);
  expect((await keeper.call(contract.links, {})).items.map((l) => l.state)).toEqual(['ended']);
  await receive(await top.ctx(), left.slug, { type: 'progress', of: mine!.id, figures });
  expect(await state()).toBe('dispatched');
});
