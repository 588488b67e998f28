import { and, asc, desc, eq, gt, isNotNull, lt, or } from 'drizzle-orm';
import type * as contract from '../../contract/awards.ts';
import type { AwardLevel, AwardState } from '../../contract/register-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { iso, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { clockOf } from '../registers/events.ts';
import { actionsOf } from '../registers/step.ts';
import { among } from '../units/scope.ts';
import { AWARD_MACHINE } from './machine.ts';
import { type AwardRow, awardSight, type Criterion, loadAward, loadProgramme } from './rows.ts';

type Page = OutputOf<typeof contract.awards>;

/** Newest first; those to be looked at again by their day. */
export async function listAwards(ctx: Ctx, input: InputOf<typeof contract.awards>): Promise<Page> {
  const { programmeId, unitId, state, recheck, cursor, limit } = input;
  const { award: a, awardProgramme: p } = ctx.db.rows;
  const [byDay, plain] = recheck
    ? [readCursor(cursor, ['day', 'string']), undefined]
    : [undefined, readCursor(cursor, ['string'])];
  const rows = await ctx.db
    .select()
    .from(a)
    .where(
      and(
        await awardSight(ctx),
        programmeId ? eq(a.programmeId, programmeId) : undefined,
        unitId ? eq(a.unitId, unitId) : undefined,
        state && eq(a.state, state),
        recheck ? isNotNull(a.recheckOn) : undefined,
        byDay && or(gt(a.recheckOn, byDay[0]), and(eq(a.recheckOn, byDay[0]), gt(a.id, byDay[1]))),
        plain && lt(a.id, plain[0]),
      ),
    )
    .orderBy(...(recheck ? [asc(a.recheckOn), asc(a.id)] : [desc(a.id)]))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => (recheck ? [row.recheckOn ?? '', row.id] : [row.id]));
  const [units, programmes] = await Promise.all([
    namesOf(
      ctx,
      [],
      items.map((row) => row.unitId),
    ),
    ctx.db
      .select({ id: p.id, title: p.title, level: p.level })
      .from(p)
      .where(
        among(
          p.id,
          items.map((row) => row.programmeId),
        ),
      ),
  ]);
  const byId = new Map(programmes.map((row) => [row.id, row]));
  return { items: items.map((row) => rowView(ctx, row, byId.get(row.programmeId), units[row.unitId] ?? '')), next };
}

function rowView(
  ctx: Ctx,
  row: AwardRow,
  programme: { title: string; level: string } | undefined,
  unit: string,
): Page['items'][number] {
  const { id, programmeId, unitId, subject, attained, total, score, certificate, awardedOn, validUntil, recheckOn } =
    row;
  const today = localDay(ctx.now);
  const expired = row.state === 'awarded' && validUntil !== null && validUntil < today;
  return {
    ...{ id, programmeId, unitId, unit, subject, attained, total, score, certificate },
    ...{ awardedOn, validUntil, recheckOn, expired },
    programme: programme?.title ?? '',
    level: (programme?.level ?? 'county') as AwardLevel,
    state: row.state as AwardState,
    late: recheckOn !== null && recheckOn < today,
    createdAt: iso(row.createdAt),
    version: row.version,
  };
}

export async function oneAward(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.award>> {
  const row = await loadAward(ctx, id);
  const [programme, names, clock, actions] = await Promise.all([
    loadProgramme(ctx, row.programmeId),
    namesOf(ctx, [], [row.unitId]),
    clockOf(ctx, 'award', id),
    actionsOf(ctx, AWARD_MACHINE, row),
  ]);
  const { words, opinion, recheckedOn, recheckOpinion, reason } = row;
  return {
    ...rowView(ctx, row, programme, names[row.unitId] ?? ''),
    ...{ words, opinion, recheckedOn, recheckOpinion, reason, clock, actions },
    items: JSON.parse(row.items) as Criterion[],
    validMonths: programme.validMonths,
    recheckMonths: programme.recheckMonths,
  };
}
