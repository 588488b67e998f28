import type * as z from 'zod';
import type { checkRow, findingView } from '../../contract/checks.ts';
import type { Ctx } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { among } from '../units/scope.ts';
import { type CheckRow, type FindingRow, tagsOf } from './rows.ts';

export type RowView = z.input<typeof checkRow>;
export type FindingView = z.input<typeof findingView>;

/** The columns a row of a list is made of: not the record. */
export function listColumns({ db }: Ctx) {
  const v = db.rows.checkVisit;
  return {
    ...{ id: v.id, kind: v.kind, number: v.number, title: v.title, state: v.state, tags: v.tags },
    ...{ unannounced: v.unannounced, hidden: v.hidden, unitId: v.unitId, enterprise: v.enterprise },
    ...{ teamId: v.teamId, planId: v.planId, plannedDay: v.plannedDay, startedAt: v.startedAt },
    ...{ findings: v.findings, sampled: v.sampled, judged: v.judged, reopened: v.reopened, version: v.version },
  };
}
export type ListRow = Pick<CheckRow, keyof ReturnType<typeof listColumns>>;

/** Rows with the names they need: two questions, whatever their number. */
export async function rowViews(ctx: Ctx, rows: readonly ListRow[]): Promise<RowView[]> {
  const [units, teams] = await Promise.all([
    namesOf(
      ctx,
      [],
      rows.map((row) => row.unitId),
    ),
    teamNames(
      ctx,
      rows.map((row) => row.teamId),
    ),
  ]);
  return rows.map(({ enterprise, startedAt, ...row }) => ({
    ...row,
    kind: row.kind as RowView['kind'],
    state: row.state as RowView['state'],
    tags: tagsOf(row),
    target: row.unitId === null ? enterprise : (units[row.unitId] ?? ''),
    team: row.teamId === null ? '' : (teams.get(row.teamId) ?? ''),
    startedAt: isoOrNull(startedAt),
  }));
}

async function teamNames({ db }: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const t = db.rows.checkTeam;
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await db.select({ id: t.id, name: t.name }).from(t).where(among(t.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What was found, with how far its hazard is. */
export async function findingViews(ctx: Ctx, rows: readonly FindingRow[]): Promise<FindingView[]> {
  const h = ctx.db.rows.hazard;
  const ids = rows.map((row) => row.hazardId).filter((id) => id !== null);
  const hazards =
    ids.length === 0
      ? []
      : await ctx.db.select({ id: h.id, number: h.number, state: h.state }).from(h).where(among(h.id, ids));
  const known = new Map(hazards.map((hazard) => [hazard.id, hazard]));
  return rows.map((row) => {
    const hazard = row.hazardId === null ? undefined : known.get(row.hazardId);
    return {
      ...{ id: row.id, checkId: row.checkId, kind: row.kind as FindingView['kind'], title: row.title },
      ...{ description: row.description, item: row.item, dueDay: row.dueDay, unitId: row.unitId },
      ...{ missedByUnitId: row.missedByUnitId, photos: JSON.parse(row.photos) as string[] },
      ...{ hazardId: row.hazardId, hazardNumber: hazard?.number ?? '', taskId: row.taskId, at: iso(row.createdAt) },
      hazardState: (hazard?.state ?? null) as FindingView['hazardState'],
    };
  });
}
