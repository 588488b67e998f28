import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConflictError } from '../../db/errors.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import type { Actor, Ctx } from '../../workers/domain/context.ts';
import { DomainError } from '../../workers/domain/errors.ts';
import { eventHash } from '../../workers/domain/events.ts';
import { acknowledge } from '../../workers/domain/tasks/acknowledge.ts';
import { addUnit } from '../../workers/domain/tasks/add-unit.ts';
import { bulkAcknowledge } from '../../workers/domain/tasks/bulk-acknowledge.ts';
import { recountTasks, TASK_COUNTERS } from '../../workers/domain/tasks/counters.ts';
import { dispatch } from '../../workers/domain/tasks/dispatch.ts';
import { arbitrate, dispute } from '../../workers/domain/tasks/dispute.ts';
import { edit } from '../../workers/domain/tasks/edit.ts';
import { close, withdraw } from '../../workers/domain/tasks/end.ts';
import { accept, sendBack } from '../../workers/domain/tasks/judge.ts';
import { ASSIGNMENT_MACHINE, TASK_MACHINE } from '../../workers/domain/tasks/machine.ts';
import { progress } from '../../workers/domain/tasks/progress.ts';
import { reopen } from '../../workers/domain/tasks/reopen.ts';
import { reschedule } from '../../workers/domain/tasks/reschedule.ts';
import { partsOf, type TaskRow } from '../../workers/domain/tasks/rows.ts';
import { setSteps } from '../../workers/domain/tasks/set-steps.ts';
import { split } from '../../workers/domain/tasks/split.ts';
import { stageFrom } from '../../workers/domain/tasks/stage.ts';
import { submit } from '../../workers/domain/tasks/submit.ts';
import { planned } from '../support/plans.ts';

interface Given {
  readonly id: string;
  readonly version: number;
  readonly unitId: string;
  readonly childId: string;
}
const reason = '理由说明';
const note = '情况说明';
const none = { evidence: [], toUnitId: null, proposedUnitId: null, dueDay: null, personId: null };
const PART_VERBS: Record<string, (ctx: Ctx, g: Given) => Promise<unknown>> = {
  acknowledge: (ctx, g) => acknowledge(ctx, { ...g, ...none }),
  progress: (ctx, g) => progress(ctx, { ...g, progress: 50, note }),
  submit: (ctx, g) => submit(ctx, { ...g, ...none, note }),
  dispute: (ctx, g) => dispute(ctx, { ...g, ...none, reason }),
  arbitrate: (ctx, g) => {
    const uphold = g.version % 2 === 0;
    return arbitrate(ctx, { ...g, uphold, toUnitId: uphold || g.version % 3 === 0 ? null : g.unitId, reason });
  },
  accept: (ctx, g) => accept(ctx, { ...g, opinion: '' }),
  return: (ctx, g) => sendBack(ctx, { ...g, reason }),
  split: (ctx, g) =>
    split(ctx, { ...g, ...none, title: '分解任务', content: '', units: [{ unitId: g.childId, role: 'lead' }] }),
};
const TASK_VERBS: Record<string, (ctx: Ctx, g: Given) => Promise<unknown>> = {
  edit: (ctx, g) =>
    edit(
      ctx,
      tasks.editTask.input.parse({ ...g, title: '改过的任务', units: [{ unitId: g.unitId, role: 'support' }] }),
    ),
  dispatch: (ctx, g) => dispatch(ctx, g),
  reschedule: (ctx, g) => reschedule(ctx, { ...g, assignmentId: null, dueDay: '2026-12-30', reason }),
  addUnit: (ctx, g) => addUnit(ctx, { ...g, role: 'support', dueDay: null }),
  close: (ctx, g) => close(ctx, { ...g, outcome: '完成', force: g.version % 2 === 0 }),
  withdraw: (ctx, g) => withdraw(ctx, { ...g, reason }),
  reopen: (ctx, g) => reopen(ctx, { ...g, reason }),
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      if (error instanceof ConflictError) return 'conflict';
      throw error;
    },
  );

test('every step of the machines has its verb, and every verb its step', () => {
  const actions = (machine: object) =>
    new Set((Object.values(machine) as object[]).flatMap((steps) => Object.keys(steps)));
  expect(actions(ASSIGNMENT_MACHINE)).toEqual(new Set(Object.keys(PART_VERBS)));
  expect(actions(TASK_MACHINE)).toEqual(new Set(Object.keys(TASK_VERBS)));
});

test('whatever people do in whatever order: stages and counters equal a recount, chains are whole', async () => {
  const d = await planned();
  const child = await d.unit('城东社区', 'village', d.street);
  const units = [d.bureau, d.street, await d.unit('城管局')];
  const actors: Actor[] = [
    d.office.actor,
    (await d.person(['commission_office', 'unit_handler'])).actor,
    d.handler.actor,
    d.streetHandler.actor,
    (await d.person([{ role: 'committee_lead', unitId: d.street }])).actor,
  ];
  const step = fc.record({
    /** A step of the task, or, more often, of one of its parts. */
    own: fc.constantFrom(true, false, false, false, false, false, false, false, false),
    part: fc.nat(5),
    any: fc.nat(20),
    fitting: fc.constantFrom(true, true, true, true, false),
    who: fc.constantFrom(0, 0, 1, 1, 1, 1, 2, 3, 4),
    which: fc.nat(1),
    unit: fc.nat(2),
    stale: fc.constantFrom(false, false, false, false, false, false, true),
  });
  const reached = new Set<string>();
  const plan = await d.plan();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 35, maxLength: 45 }), async (steps) => {
      const first = await d.ctx(d.office.actor);
      const ids: string[] = [];
      for (const some of [units.slice(0, 2), units.slice(1)]) {
        const made = await d.task(plan.id, { units: some.map((unitId) => ({ unitId, role: 'lead' as const })) });
        ids.push(made.id);
        if (ids.length === 1) await dispatch(first, { id: made.id, version: 1 });
      }
      for (const s of steps) {
        const ctx = await d.ctx(actors[s.who]);
        const task = await taskOf(first, ids[s.which] as string);
        const parts = await partsOf(first, [task.id]);
        const part = parts[s.part % Math.max(parts.length, 1)];
        const own = s.own || task.state !== 'dispatched' || !part;
        const [row, verbs, machine] = own ? [task, TASK_VERBS, TASK_MACHINE] : [part, PART_VERBS, ASSIGNMENT_MACHINE];
        const can = Object.keys((machine as Record<string, object>)[row.state] ?? {});
        const all = s.fitting && can.length > 0 ? can : Object.keys(verbs);
        const action = all[s.any % all.length] as string;
        const version = row.version - (s.stale ? 1 : 0);
        const given = { id: row.id, version, unitId: units[s.unit] as string, childId: child };
        const code = await codeOf((verbs[action] as (typeof verbs)[string])(ctx, given));
        reached.add(`${action}:${code}`);
        if (s.stale) expect(code).not.toBe('done');
      }
      await whole(first);
    }),
    { numRuns: 5, seed: 20261118 },
  );
  expect([...reached].filter((r) => r.endsWith(':done')).length).toBeGreaterThan(11);
});

async function taskOf({ db }: Ctx, id: string): Promise<TaskRow> {
  const [row] = await db.select().from(db.rows.task).where(eq(db.rows.task.id, id));
  return row as TaskRow;
}

/** Counters, stages and counts of every task, and every chain of the tenant's tasks and parts. */
async function whole(ctx: Ctx): Promise<void> {
  const { task: t, assignment: a, counter: c } = ctx.db.rows;
  const kept = (await ctx.db.select().from(c)).filter((r) => (TASK_COUNTERS as readonly string[]).includes(r.name));
  const real = [...(await recountTasks(ctx))];
  const flat = (pairs: [string, number][]) => Object.fromEntries(pairs.filter(([, n]) => n !== 0));
  expect(flat(kept.map((r) => [`${r.name}\n${r.bucket}`, r.value]))).toEqual(flat(real));
  const parts = await ctx.db.select().from(a);
  for (const row of await ctx.db.select().from(t)) {
    const its = parts.filter((p) => p.taskId === row.id);
    const count = (state: string) => its.filter((p) => p.state === state).length;
    const counts = {
      parts: its.length - count('released'),
      acknowledged: count('acknowledged'),
      inProgress: count('in_progress'),
      submitted: count('submitted'),
      returned: count('returned'),
      accepted: count('accepted'),
    };
    expect(row).toMatchObject(counts);
    expect(row.stage).toBe(stageFrom({ ...counts, state: row.state }));
    const open = its.filter((p) => p.finishedAt === null && p.dueAt !== null).map((p) => p.dueAt as number);
    expect(row.dueAt).toBe(row.state !== 'dispatched' || open.length === 0 ? null : Math.min(...open));
    await wholeChain(ctx, row);
  }
  for (const part of parts) await wholeChain(ctx, part);
}

async function wholeChain({ db }: Ctx, row: { id: string; version: number; eventHash: string; state: string }) {
  const e = db.rows.event;
  const events = await db.select().from(e).where(eq(e.entityId, row.id)).orderBy(asc(e.seq));
  let before = '';
  let state: string | null = null;
  for (const event of events) {
    const { seq, fromState: from, toState: to, data, ...rest } = event;
    expect([event.prevHash, from]).toEqual([before, state]);
    before = eventHash(before, { ...rest, version: seq, from, to, data: JSON.parse(data) as Record<string, unknown> });
    expect(event.hash).toBe(before);
    state = to;
  }
  expect([row.version, row.eventHash, row.state]).toEqual([events.length, before, state]);
}

test('sixty units that sign at once all succeed, and the counts are right', async () => {
  const d = await planned();
  const units = await Promise.all(Array.from({ length: 60 }, (_, i) => d.unit(`单位${i}`)));
  const plan = await d.plan();
  const { id } = await d.task(plan.id, { units: units.map((unitId) => ({ unitId, role: 'support' as const })) });
  const office = await d.ctx(d.office.actor);
  await dispatch(office, { id, version: 1 });
  const parts = await partsOf(office, [id]);
  const codes = await Promise.all(
    parts.map(async (part) => codeOf(acknowledge(await d.ctx(d.office.actor), { ...none, id: part.id, version: 2 }))),
  );
  expect(new Set(codes)).toEqual(new Set(['done']));
  expect(await taskOf(office, id)).toMatchObject({ stage: 'acknowledged', acknowledged: 60, parts: 60 });
  await whole(office);
});

test('what moves while a task is being closed is not lost: one of the two is a conflict', async () => {
  const d = await planned();
  const plan = await d.plan();
  for (let n = 0; n < 4; n++) {
    const { id } = await d.task(plan.id, { units: [{ unitId: d.bureau, role: 'lead' }] });
    const ctx = () => d.ctx(d.office.actor);
    await dispatch(await ctx(), { id, version: 1 });
    const [part] = await partsOf(await ctx(), [id]);
    const at = { id: part!.id, ...none };
    await acknowledge(await ctx(), { ...at, version: 2 });
    await submit(await d.ctx(d.handler.actor), { ...at, version: 3, note });
    await accept(await ctx(), { ...at, version: 4, opinion: '' });
    const both = [
      close(await ctx(), { id, version: 2, outcome: '', force: false }),
      sendBack(await ctx(), { ...at, version: 5, reason }),
    ];
    const codes = await Promise.all(both.map(codeOf));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(['conflict', 'wrong_state', 'parts_open']).toContain(codes.find((code) => code !== 'done'));
    await whole(await ctx());
  }
});

test('many are signed at once; each may be refused alone', async () => {
  const d = await planned();
  const plan = await d.plan();
  const items: { id: string; version: number }[] = [];
  for (const unitId of [d.bureau, d.bureau, d.street]) {
    const { id } = await d.task(plan.id, { units: [{ unitId, role: 'lead' }] });
    await dispatch(await d.ctx(d.office.actor), { id, version: 1 });
    const [part] = await partsOf(await d.ctx(), [id]);
    items.push({ id: part!.id, version: 2 });
  }
  const ctx = await d.ctx(d.handler.actor);
  const outcome = await bulkAcknowledge(ctx, { items });
  expect(outcome.done).toEqual([items[0]!.id, items[1]!.id]);
  expect(outcome.failed).toEqual([{ id: items[2]!.id, code: 'not_found' }]);
  await setSteps(await d.ctx(d.handler.actor), {
    id: items[0]!.id,
    steps: [{ title: '摸底', personId: null, who: '张三', startDay: null, dueDay: '2026-12-01' }],
  });
  await whole(await d.ctx());
});
