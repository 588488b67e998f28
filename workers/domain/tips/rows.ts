import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { among } from '../units/scope.ts';
import { myDesks } from './desks.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.tip);
export type TipRow = Awaited<ReturnType<typeof everyColumn>>[number];

/**
 * The one condition on who sees a tip. The tip office: all but discipline inspection's, those it gave to a unit too;
 * discipline inspection: its own; a verifier: those that lie with the unit; the system: all; anybody else: none.
 */
export function visibleTips(ctx: Ctx): SQL | undefined {
  const t = ctx.db.rows.tip;
  const { intake, discipline, verification } = myDesks(ctx);
  if (intake) return discipline ? undefined : sql`${t.desk} <> 'discipline'`;
  const desks = [...(discipline ? ['discipline'] : []), ...verification];
  if (desks.length === 0) return sql`0`;
  return desks.length === 1 ? eq(t.desk, desks[0] as string) : among(t.desk, desks);
}

/** @throws `not_found`, also for a tip of a desk that is not the actor's. */
export async function loadTip(ctx: Ctx, id: string): Promise<TipRow> {
  const [row] = await everyColumn(ctx).where(and(eq(ctx.db.rows.tip.id, id), visibleTips(ctx)));
  return found(row);
}

/** Several at once; what is missing or not the actor's is missing. */
export async function loadTips(ctx: Ctx, ids: readonly string[]): Promise<TipRow[]> {
  return everyColumn(ctx).where(and(among(ctx.db.rows.tip.id, ids), visibleTips(ctx)));
}

/** For what happens to a tip without its being read: a custodian's step, the night's work. No visibility is asked. */
export async function tipRow(ctx: Ctx, id: string): Promise<TipRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.tip.id, id));
  return found(row);
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** Steps that change what the next officer decides on. Looks and messages do not. */
const DECISIVE = [
  'brief',
  'refuse',
  'kind',
  'merge',
  'absorb',
  'handOver',
  'giveBack',
  'moveAway',
  'extend',
  'decideExtension',
  'mute',
];

/**
 * A tip as its officer saw it. A colleague's look or a message since then is no obstacle, though it is an event too; a
 * decision is. @throws `not_found`, `shredded`; `conflict` when somebody decided since; `wrong_state`
 */
export async function loadSeen(ctx: Ctx, seen: Seen, states: readonly string[]): Promise<TipRow> {
  const tip = await loadTip(ctx, seen.id);
  if (tip.shreddedDay !== null) throw new DomainError('shredded');
  if (seen.version > tip.version) throw new DomainError('conflict');
  if (seen.version < tip.version && (await decidedSince(ctx, seen))) throw new DomainError('conflict');
  if (!states.includes(tip.state)) throw new DomainError('wrong_state');
  return tip;
}

async function decidedSince({ db }: Ctx, seen: Seen): Promise<boolean> {
  const e = db.rows.event;
  const newer = and(eq(e.entity, 'tip'), eq(e.entityId, seen.id), gt(e.seq, seen.version));
  const rows = await db
    .select({ seq: e.seq })
    .from(e)
    .where(and(newer, among(e.action, DECISIVE)))
    .limit(1);
  return rows.length > 0;
}

/** The tip an outcome may be given to. */
export const loadOpened = (ctx: Ctx, seen: Seen): Promise<TipRow> => loadSeen(ctx, seen, ['opened']);
