import { and, eq, gte, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Permission } from '../../contract/access.ts';
import { HAZARD_STATE_NAMES, type queue as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, can, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among, scopeOf, unitsBelow } from '../units/scope.ts';
import { FINISHED } from './machine.ts';
import { readScope, visible } from './rows.ts';
import { SOON_MS } from './view.ts';

export type Filter = Omit<InputOf<typeof route>, 'cursor' | 'limit' | 'counts'>;

/** The WHERE of a filter, visibility included; the words of `q` are looked up by the caller. */
export async function filterWhere(ctx: Ctx, filter: Filter): Promise<SQL | undefined> {
  const h = ctx.db.rows.hazard;
  return and(
    await visible(ctx),
    stateIn(ctx, filter.state),
    filter.level && eq(h.level, filter.level),
    filter.source && eq(h.source, filter.source),
    filter.sector ? eq(h.sector, filter.sector) : undefined,
    filter.ownerUnitId ? eq(h.ownerUnitId, filter.ownerUnitId) : undefined,
    filter.placeUnitId ? eq(h.placeUnitId, filter.placeUnitId) : undefined,
    urgent(ctx, filter.urgency),
    await mine(ctx, filter.mine),
  );
}

function stateIn({ db }: Ctx, states: string | undefined): SQL | undefined {
  if (!states) return undefined;
  const names = states.split(',');
  if (names.some((name) => !(HAZARD_STATE_NAMES as string[]).includes(name))) {
    refuse('bad_request', { fields: [{ path: 'state', message: '没有这个状态' }] });
  }
  const h = db.rows.hazard;
  if (names.length === 1) return eq(h.state, names[0] as string);
  // What is not finished is not closed: said aloud, it lets SQLite take the small index of open rows.
  return and(among(h.state, names), names.some((name) => FINISHED.includes(name)) ? undefined : isNull(h.closedAt));
}

/** Written so that SQLite can prove the partial indexes hazard_by_due and hazard_open. */
export function urgent({ db, now }: Ctx, urgency: Filter['urgency']): SQL | undefined {
  const h = db.rows.hazard;
  const open = and(isNull(h.closedAt), isNotNull(h.dueAt));
  if (urgency === 'overdue') return and(open, lt(h.dueAt, now));
  if (urgency === 'soon') return and(open, gte(h.dueAt, now), lt(h.dueAt, now + SOON_MS));
  return urgency === 'danger' ? and(isNull(h.closedAt), sql`${h.danger} = 1`) : undefined;
}

async function mine(ctx: Ctx, whose: Filter['mine']): Promise<SQL | undefined> {
  if (whose === undefined) return undefined;
  const { hazard: h, person: p } = ctx.db.rows;
  const me = personId(ctx);
  if (whose === 'reported') return eq(h.reportedBy, me);
  if (whose === 'todo') return todo(ctx, me);
  const scope = await readScope(ctx);
  if (scope !== 'all') return among(h.ownerUnitId, scope);
  const [own] = await ctx.db.select({ unitId: p.unitId }).from(p).where(eq(p.id, me));
  return among(h.ownerUnitId, own?.unitId ? await unitsBelow(ctx, own.unitId) : []);
}

/** Which states wait for which permission. Tips without a brief wait at the tip desk, not here. */
const WAITING: readonly { permission: Permission; states: string[] }[] = [
  { permission: 'hazard.confirm', states: ['reported'] },
  { permission: 'hazard.assign', states: ['confirmed'] },
  { permission: 'hazard.rectify', states: ['assigned', 'rectifying', 'returned'] },
  { permission: 'hazard.verify', states: ['submitted'] },
  { permission: 'hazard.close', states: ['verified'] },
];

async function todo(ctx: Ctx, me: string): Promise<SQL | undefined> {
  const h = ctx.db.rows.hazard;
  const everywhere: string[] = [];
  const parts: (SQL | undefined)[] = [];
  for (const { permission, states } of WAITING.filter((w) => can(ctx, w.permission))) {
    const scope = await scopeOf(ctx, permission);
    if (scope === 'all') everywhere.push(...states);
    else if (permission === 'hazard.rectify') {
      parts.push(and(among(h.state, states), or(among(h.ownerUnitId, scope), eq(h.assigneeId, me))));
    } else {
      parts.push(and(among(h.state, states), or(among(h.ownerUnitId, scope), among(h.placeUnitId, scope))));
    }
  }
  if (everywhere.length > 0) parts.push(among(h.state, everywhere));
  if (parts.length === 0) return sql`0`;
  const notOwnWork = or(ne(h.state, 'submitted'), isNull(h.rectifiedBy), ne(h.rectifiedBy, me));
  return and(isNull(h.closedAt), sql`${h.restricted} = 0`, or(...parts), notOwnWork);
}
