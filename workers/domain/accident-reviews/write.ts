import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/accident-reviews.ts';
import type { AccidentState } from '../../contract/register-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { addMonths } from '../clocks/months.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type Done, stepFor, stepWrites } from '../registers/step.ts';
import { ACCIDENT_MACHINE } from './machine.ts';
import { evaluationMonths, loadAccident } from './rows.ts';

type Fields = InputOf<typeof contract.addAccident>;
type Answer = Done<AccidentState>;

/** From here the time to evaluate runs: so many months from the day the report was approved. */
export async function addAccident(ctx: Ctx, input: Fields): Promise<Answer> {
  check(ctx, input);
  const id = ctx.newId();
  const dueDay = addMonths(input.approvedOn, await evaluationMonths(ctx));
  const row = {
    ...{ id, ...input, dueDay, state: 'drafted', createdBy: personId(ctx) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const data = { accidentDay: input.accidentDay, grade: input.grade, approvedOn: input.approvedOn, dueDay };
  const clock = { fresh: true as const, start: [start(input.grade, dueDay)] };
  const writes = [
    ...born(ctx, 'accidentReview', row, { action: 'add', to: 'drafted', data }),
    ...(await clockWrites(ctx, 'accidentReview', id, clock)).writes,
  ];
  return ctx.db.commit(writes, { id, state: 'drafted' as const, version: 1 });
}

/** Another day of approval moves the limit with it. */
export async function editAccident(ctx: Ctx, input: InputOf<typeof contract.editAccident>): Promise<Answer> {
  const { id, version, ...fields } = input;
  const row = await loadAccident(ctx, id);
  const step = await stepFor(ctx, ACCIDENT_MACHINE, row, 'edit', { id, version });
  check(ctx, fields);
  const moved = fields.approvedOn !== row.approvedOn;
  const dueDay = moved ? addMonths(fields.approvedOn, await evaluationMonths(ctx)) : row.dueDay;
  const data = { accidentDay: fields.accidentDay, grade: fields.grade, approvedOn: fields.approvedOn, dueDay };
  const { writes, done } = stepWrites<AccidentState>(ctx, 'accidentReview', row, 'edit', step, {
    set: { ...fields, dueDay },
    data,
  });
  const change = { stop: [{ kind: 'evaluate', outcome: 'moved' }], start: [start(fields.grade, dueDay)] };
  const clocks = moved ? (await clockWrites(ctx, 'accidentReview', id, change)).writes : [];
  return ctx.db.commit([...writes, ...clocks], done);
}

/** All of them as they are to stand: until tasks are made of them they are a list on paper. */
export async function setMeasures(ctx: Ctx, input: InputOf<typeof contract.setMeasures>): Promise<Answer> {
  const { db } = ctx;
  const { measures } = input;
  const row = await loadAccident(ctx, input.id);
  const step = await stepFor(ctx, ACCIDENT_MACHINE, row, 'setMeasures', input);
  await checkUnitsExist(
    ctx,
    measures.map((one, i) => [`measures.${i}.unitId`, one.unitId] as const),
  );
  const rows = measures.map((one, i) => ({ id: ctx.newId(), reviewId: row.id, sort: i + 1, ...one }));
  const { writes, done } = stepWrites<AccidentState>(ctx, 'accidentReview', row, 'setMeasures', step, {
    data: { measures: rows.length, units: rows.filter((one) => one.unitId !== null).length },
  });
  const all = [
    ...writes,
    db.remove('accidentMeasure', (m) => eq(m.reviewId, row.id)),
    ...db.insertMany('accidentMeasure', rows),
  ];
  return db.commit(all, done);
}

const start = (grade: string, dueDay: string) => ({ kind: 'evaluate' as const, facts: { grade }, dueDay });

function check(ctx: Ctx, { accidentDay, approvedOn }: Pick<Fields, 'accidentDay' | 'approvedOn'>): void {
  const bad = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  if (approvedOn > localDay(ctx.now)) bad('approvedOn', '批复日期不能晚于今天');
  if (accidentDay > approvedOn) bad('accidentDay', '事故日期不能晚于报告批复日期');
}
