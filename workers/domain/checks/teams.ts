import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/check-teams.ts';
import type { TeamState } from '../../contract/check-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among, covers, scopeOf } from '../units/scope.ts';
import { visibleChecks } from './sight.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.checkTeam);
export type TeamRow = Awaited<ReturnType<typeof everyColumn>>[number];
type TeamView = OutputOf<typeof contract.teams>['items'][number];

export async function listTeams(
  ctx: Ctx,
  { state, cursor, limit }: InputOf<typeof contract.teams>,
): Promise<OutputOf<typeof contract.teams>> {
  const t = ctx.db.rows.checkTeam;
  const before = readCursor(cursor, ['string'])?.[0];
  const rows = await everyColumn(ctx)
    .where(and(state && eq(t.state, state), before === undefined ? undefined : lt(t.id, before)))
    .orderBy(desc(t.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  return { items: await teamViews(ctx, items), next };
}

async function teamViews(ctx: Ctx, rows: readonly TeamRow[]): Promise<TeamView[]> {
  const m = ctx.db.rows.checkTeamMember;
  const ids = rows.map((row) => row.id);
  const [names, counts] = await Promise.all([
    namesOf(
      ctx,
      rows.map((row) => row.leaderId),
    ),
    ctx.db.select({ id: m.teamId, n: sql<number>`COUNT(*)` }).from(m).where(among(m.teamId, ids)).groupBy(m.teamId),
  ]);
  const members = new Map(counts.map((row) => [row.id, row.n]));
  return rows.map(({ id, name, state, leaderId, sectors, units, fromDay, toDay, version }) => ({
    ...{ id, name, state: state as TeamState, leaderId, fromDay, toDay, version },
    leader: leaderId === null ? '' : (names[leaderId] ?? ''),
    members: members.get(id) ?? 0,
    sectors: JSON.parse(sectors) as string[],
    unitIds: JSON.parse(units) as string[],
  }));
}

export async function loadTeam(ctx: Ctx, id: string): Promise<TeamRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.checkTeam.id, id));
  return found(row);
}

/** The roster, and how busy the team was as far as the reader may know. */
export async function oneTeam(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.team>> {
  const { checkTeamMember: m, checkVisit: v } = ctx.db.rows;
  const row = await loadTeam(ctx, id);
  const [[view], members, visits] = await Promise.all([
    teamViews(ctx, [row]),
    ctx.db.select({ personId: m.personId, name: m.name, duty: m.duty }).from(m).where(eq(m.teamId, id)).orderBy(m.sort),
    ctx.db
      .select({ state: v.state, n: sql<number>`COUNT(*)`, found: sql<number>`SUM(${v.findings})` })
      .from(v)
      .where(and(eq(v.teamId, id), await visibleChecks(ctx)))
      .groupBy(v.state),
  ]);
  const shown = view as TeamView;
  return {
    ...shown,
    note: row.note,
    memberList: members,
    visits: Object.fromEntries(visits.map(({ state, n }) => [state, n])),
    findings: visits.reduce((sum, { found: n }) => sum + n, 0),
    mayEdit: can(ctx, 'check.plan') && covers(await scopeOf(ctx, 'check.plan'), row.ownerUnitId),
    names: await namesOf(
      ctx,
      members.map((one) => one.personId),
      shown.unitIds,
    ),
  };
}
