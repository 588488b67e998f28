import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/expert-intake.ts';
import { SEAT_STATES, type SeatState } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { credentialsOf, periodsOf } from '../seats/figures.ts';
import { PENDING } from '../seats/machine.ts';
import type { SeatRow } from '../seats/rows.ts';
import { stepWrites } from '../seats/step.ts';
import { among } from '../units/scope.ts';
import { type ApplicationRow, applicationOf, poolsOfApplication } from './application.ts';
import { FILE_LIMITS } from './apply-form.ts';
import { fieldLabels } from './record.ts';

type Status = OutputOf<typeof contract.status>;
/** States in which papers may still be added by the applicant. */
export const TAKES_PAPERS: readonly string[] = ['applied', 'supplement'];

/** What number and code show: of a second application its own state alone, as of any that waits. */
export async function applicationStatus(ctx: Ctx, input: InputOf<typeof contract.status>): Promise<Status> {
  const row = await applicationOf(ctx, input);
  const [seats, titles] = await Promise.all([seatsOfApplication(ctx, row), poolTitles(ctx, row)]);
  const shown = row.state === 'open' ? seats.map((seat) => seatView(seat, titles)) : alike(row, titles);
  const supplement = row.state === 'open' && seats.some((seat) => TAKES_PAPERS.includes(seat.state));
  const pending = row.state === 'open' ? seats.some((seat) => PENDING.includes(seat.state)) : row.state === 'held';
  return {
    number: row.number,
    day: localDay(row.createdAt),
    seats: shown,
    words: row.words,
    items: supplement ? await itemsOf(ctx, row.expertId ?? '') : [],
    fields: await fieldLabels(ctx),
    may: { supplement, withdraw: pending },
    limits: FILE_LIMITS,
  };
}

export async function seatsOfApplication(ctx: Ctx, row: ApplicationRow): Promise<SeatRow[]> {
  if (row.state !== 'open' || row.expertId === null) return [];
  const s = ctx.db.rows.expertSeat;
  return ctx.db
    .select()
    .from(s)
    .where(and(eq(s.expertId, row.expertId), among(s.poolId, poolsOfApplication(row))))
    .orderBy(s.id);
}

async function poolTitles(ctx: Ctx, row: ApplicationRow): Promise<Map<string, string>> {
  const p = ctx.db.rows.expertPool;
  const rows = await ctx.db
    .select({ id: p.id, title: p.title })
    .from(p)
    .where(among(p.id, poolsOfApplication(row)));
  return new Map(rows.map((pool) => [pool.id, pool.title]));
}

function seatView(seat: SeatRow, titles: ReadonlyMap<string, string>): Status['seats'][number] {
  const state = seat.state as SeatState;
  const told = ['supplement', 'refused', 'suspended', 'removed'].includes(state);
  return {
    ...{ poolTitle: titles.get(seat.poolId) ?? '', state, label: SEAT_STATES[state], note: told ? seat.note : '' },
    publicisedTo: state === 'publicised' ? seat.publicisedTo : null,
    termTo: state === 'appointed' ? seat.termTo : null,
  };
}

function alike(row: ApplicationRow, titles: ReadonlyMap<string, string>): Status['seats'] {
  const state = row.state === 'held' ? 'applied' : row.state === 'withdrawn' ? 'withdrawn' : 'refused';
  const seat = { state, label: SEAT_STATES[state], note: '', publicisedTo: null, termTo: null } as const;
  return [...titles.values()].map((poolTitle) => ({ poolTitle, ...seat }));
}

async function itemsOf(ctx: Ctx, expertId: string): Promise<Status['items']> {
  const [periods, credentials] = await Promise.all([periodsOf(ctx, expertId), credentialsOf(ctx, expertId)]);
  return [
    ...periods.map((p) => ({
      ...{ kind: 'period' as const, id: p.id, filed: p.blobId !== null },
      label: `${p.fromDay} 至 ${p.toDay ?? '今'}，${p.employer}，${p.post}`,
    })),
    ...credentials.map((c) => ({
      ...{ kind: 'credential' as const, id: c.id, filed: c.blobId !== null },
      label: c.level === '' ? c.name : `${c.name}（${c.level}）`,
    })),
  ];
}

/** Every seat of it that is still on the way; of a second application, the application itself. */
export async function withdrawApplication(ctx: Ctx, input: InputOf<typeof contract.withdraw>): Promise<{ ok: true }> {
  const row = await applicationOf(ctx, input);
  const seats = (await seatsOfApplication(ctx, row)).filter((seat) => PENDING.includes(seat.state));
  if (seats.length === 0 && row.state !== 'held') return refuse('wrong_state');
  const told = { set: { note: '申请人撤回' }, data: { by: 'applicant' } };
  const steps = await Promise.all(seats.map((seat) => stepWrites(ctx, seat, 'withdraw', 'withdrawn', told)));
  const to = row.state === 'held' ? 'withdrawn' : row.state;
  const change = { action: 'withdraw', from: row.state, to, data: { seats: seats.length } };
  const set = { state: to, sealed: '', updatedAt: ctx.now };
  const own = changed(ctx, 'expertApplication', row, change, set);
  return ctx.db.commit([...own, ...steps.flatMap(({ writes }) => writes)], { ok: true as const });
}
