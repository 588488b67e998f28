import { and, asc, eq, notInArray } from 'drizzle-orm';
import type * as z from 'zod';
import type { engagementRow } from '../../contract/engagements.ts';
import type { Ctx } from '../context.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { among } from '../units/scope.ts';
import { FINISHED } from './machine.ts';
import { type EngagementRow, openFindings } from './rows.ts';

export type RowView = z.input<typeof engagementRow>;
const FEW = 6;

/** Rows as lists and pages show them. */
export async function rowsView(ctx: Ctx, rows: readonly EngagementRow[]): Promise<RowView[]> {
  const ids = rows.map((row) => row.id);
  const p = ctx.db.rows.expertPool;
  const [units, pools, experts, open] = await Promise.all([
    namesOf(
      ctx,
      [],
      rows.map((row) => row.unitId),
    ),
    ctx.db
      .select({ id: p.id, title: p.title })
      .from(p)
      .where(
        among(
          p.id,
          rows.flatMap((row) => row.poolId ?? []),
        ),
      ),
    namesByEngagement(ctx, ids),
    openFindings(ctx, ids),
  ]);
  return rows.map((row) => {
    const { id, number, title, unitId, poolId, enterprise, fromDay, toDay, findings, dueAt, version } = row;
    return {
      ...{ id, number, title, unitId, poolId, enterprise, fromDay, toDay, findings, version },
      ...{ kind: row.kind as RowView['kind'], state: row.state as RowView['state'] },
      unitName: units[unitId] ?? '',
      pool: pools.find((pool) => pool.id === poolId)?.title ?? '',
      experts: experts.get(id) ?? [],
      findingsOpen: open.get(id) ?? 0,
      dueAt: isoOrNull(dueAt),
      late: dueAt !== null && dueAt < ctx.now && !(FINISHED as readonly string[]).includes(row.state),
    };
  });
}

/** Names of those who did not decline, a few of each. */
export async function namesByEngagement({ db }: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { engagementExpert: p, expert: x } = db.rows;
  const rows = await db
    .select({ id: p.engagementId, name: x.name })
    .from(p)
    .innerJoin(x, eq(x.id, p.expertId))
    .where(and(among(p.engagementId, ids), notInArray(p.state, ['declined', 'recused', 'absent'])))
    .orderBy(asc(p.id));
  const names = new Map<string, string[]>();
  for (const { id, name } of rows) {
    const own = names.get(id) ?? [];
    if (own.length < FEW) names.set(id, [...own, name]);
  }
  return names;
}
