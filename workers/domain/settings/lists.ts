import { and, asc, eq, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { policies, templates } from '../../contract/settings.ts';
import type { Escalation } from '../clocks/policy.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';

/** The newest version of every time limit. */
export async function listPolicies(
  { db }: Ctx,
  { cursor, limit }: InputOf<typeof policies>,
): Promise<OutputOf<typeof policies>> {
  const p = db.rows.slaPolicy;
  const after = readCursor(cursor, ['string']);
  const newest = db
    .select({ newestId: sql<string>`${p.id}`.as('newest_id'), newest: sql<number>`max(${p.version})`.as('newest') })
    .from(p)
    .groupBy(p.id)
    .as('newest');
  const rows = await db
    .select({
      id: p.id,
      entity: p.entity,
      kind: p.kind,
      match: p.match,
      amount: p.amount,
      unit: p.unit,
      warnBefore: p.warnBefore,
      escalateAfter: p.escalateAfter,
      basis: p.basis,
      basisChecked: p.basisChecked,
      effectiveFrom: p.effectiveFrom,
      effectiveTo: p.effectiveTo,
      priority: p.priority,
      version: p.version,
    })
    .from(p)
    .innerJoin(newest, and(eq(newest.newestId, p.id), eq(newest.newest, p.version)))
    .where(after && sql`${p.id} > ${after[0]}`)
    .orderBy(asc(p.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  const items = page.items.map((row) => ({
    ...row,
    unit: row.unit as 'day',
    match: JSON.parse(row.match) as Record<string, string>,
    escalateAfter: JSON.parse(row.escalateAfter) as Escalation[],
  }));
  return { items, next: page.next };
}

export async function listTemplates(
  { db }: Ctx,
  { kind, cursor, limit }: InputOf<typeof templates>,
): Promise<OutputOf<typeof templates>> {
  const t = db.rows.template;
  const after = readCursor(cursor, ['string', 'number', 'string']);
  const rows = await db
    .select()
    .from(t)
    .where(
      and(
        kind === undefined ? undefined : eq(t.kind, kind),
        after && sql`(${t.kind}, ${t.sort}, ${t.id}) > (${after[0]}, ${after[1]}, ${after[2]})`,
      ),
    )
    .orderBy(asc(t.kind), asc(t.sort), asc(t.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.kind, row.sort, row.id]);
  return { items: page.items.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })), next: page.next };
}
