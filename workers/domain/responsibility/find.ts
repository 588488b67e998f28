import { and, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { namesOf } from '../hazards/view.ts';

type Found = OutputOf<typeof contract.responsible>['items'][number];
const MOST = 20;

/**
 * Who answers for this: the sector's regulator (三管三必须), the committee, the duty lists in force that speak of it. Every
 * one of them is a short list of the tenant's own; the words are looked for as they are.
 */
export async function responsible(
  ctx: Ctx,
  { q }: InputOf<typeof contract.responsible>,
): Promise<OutputOf<typeof contract.responsible>> {
  const { sectorRegulator: s, committee: c, dutyLine: l, dutyList: d } = ctx.db.rows;
  const holds = (column: unknown) => sql`instr(${column}, ${q}) > 0`;
  const [sectors, committees, lines] = await Promise.all([
    ctx.db
      .select({ id: s.sector, unitId: s.unitId, title: s.label })
      .from(s)
      .where(holds(s.label))
      .orderBy(s.sort)
      .limit(MOST),
    ctx.db
      .select({ id: c.id, unitId: c.leadUnitId, title: c.name, words: c.duties })
      .from(c)
      .where(and(eq(c.active, true), sql`(${holds(c.name)} OR ${holds(c.duties)})`))
      .orderBy(c.sort)
      .limit(MOST),
    ctx.db
      .select({ id: d.id, unitId: d.unitId, title: d.title, words: l.words })
      .from(d)
      .innerJoin(l, eq(l.listId, d.id))
      .where(and(eq(d.state, 'published'), holds(l.words)))
      .orderBy(d.id, l.sort)
      .limit(MOST),
  ]);
  const all = [
    ...sectors.map((row) => ({ kind: 'sector' as const, ...row, words: '行业主管部门负责本行业安全监管' })),
    ...committees.map((row) => ({ kind: 'committee' as const, ...row })),
    ...lines.map((row) => ({ kind: 'duty' as const, ...row })),
  ];
  const names = await namesOf(
    ctx,
    [],
    all.map((row) => row.unitId),
  );
  const items: Found[] = all.map((row) => ({ ...row, unit: row.unitId === null ? '' : (names[row.unitId] ?? '') }));
  return { items };
}
