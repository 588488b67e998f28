import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/criminal-cases.ts';
import type { CaseState } from '../../contract/register-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { loadHazard } from '../hazards/rows.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type Done, type Seen, stepFor, stepWrites } from '../registers/step.ts';
import { CASE_MACHINE } from './machine.ts';
import { type CaseRow, chargesOf, loadCase } from './rows.ts';

type Fields = InputOf<typeof contract.addCase>;
type Answer = Done<CaseState>;

/** The event names the charge and the day: neither the enterprise nor a word of the facts. */
export async function addCase(ctx: Ctx, input: Fields): Promise<Answer> {
  await check(ctx, input);
  const id = ctx.newId();
  const row = {
    ...{ id, ...input, state: 'found', createdBy: personId(ctx) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const data = { charge: input.charge, foundOn: input.foundOn, hazardId: input.hazardId };
  const writes = born(ctx, 'criminalCase', row, { action: 'add', to: 'found', data });
  return numbered(() => ctx.db.commit(writes, { id, state: 'found' as const, version: 1 }));
}

export async function editCase(ctx: Ctx, input: InputOf<typeof contract.editCase>): Promise<Answer> {
  const { id, version, ...fields } = input;
  const row = await loadCase(ctx, id);
  const step = await stepFor(ctx, CASE_MACHINE, row, 'edit', { id, version });
  await check(ctx, fields);
  if (row.referredOn !== null && fields.foundOn > row.referredOn) {
    refuse('bad_request', { fields: [{ path: 'foundOn', message: '不能晚于移送日期' }] });
  }
  const data = { charge: fields.charge, foundOn: fields.foundOn, hazardId: fields.hazardId };
  const { writes, done } = stepWrites<CaseState>(ctx, 'criminalCase', row, 'edit', step, { set: fields, data });
  return numbered(() => ctx.db.commit(writes, done));
}

/** What a step sets, by its action. */
const SETS = {
  refer: 'referredOn',
  file: 'filedOn',
  prosecute: 'prosecutedOn',
  judge: 'judgedOn',
  decline: 'endedOn',
  drop: 'endedOn',
} as const;

const step =
  (action: keyof typeof SETS) =>
  async (ctx: Ctx, input: Seen & { day: string; organ?: string; outcome?: string }): Promise<Answer> => {
    const { day, organ, outcome } = input;
    const row = await loadCase(ctx, input.id);
    const taken = await stepFor(ctx, CASE_MACHINE, row, action, input);
    const bad = (message: string) => refuse('bad_request', { fields: [{ path: 'day', message }] });
    if (day > localDay(ctx.now)) bad('日期不能晚于今天');
    if (day < lastDay(row)) bad('日期不能早于上一步');
    const said = { ...(organ === undefined ? {} : { organ }), ...(outcome === undefined ? {} : { outcome }) };
    const { writes, done } = stepWrites<CaseState>(ctx, 'criminalCase', row, action, taken, {
      set: { [SETS[action]]: day, ...said },
      data: { day, ...(organ === undefined ? {} : { organ }) },
    });
    return ctx.db.commit(writes, done);
  };

export const referCase = step('refer');
export const fileCase = step('file');
export const declineCase = step('decline');
export const prosecuteCase = step('prosecute');
export const dropCase = step('drop');
export const judgeCase = step('judge');

const lastDay = (row: CaseRow): string => row.prosecutedOn ?? row.filedOn ?? row.referredOn ?? row.foundOn;

async function check(ctx: Ctx, { charge, foundOn, unitId, hazardId }: Fields): Promise<void> {
  const bad = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  if (foundOn > localDay(ctx.now)) bad('foundOn', '日期不能晚于今天');
  if (!(await chargesOf(ctx)).some((one) => one.key === charge)) bad('charge', '罪名清单里没有这一项');
  await checkUnitsExist(ctx, [['unitId', unitId]]);
  // A sealed tip's hazard gives its reporter away where it is pointed at.
  if (hazardId !== null && (await loadHazard(ctx, hazardId)).restricted !== 0) refuse('brief_missing');
}

/** @throws `name_taken` for a number that another case has */
async function numbered<A>(work: () => Promise<A>): Promise<A> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConflictError && error.table === 'criminal_case') return refuse('name_taken');
    throw error;
  }
}
