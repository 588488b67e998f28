import { and, desc, eq, lte, sql } from 'drizzle-orm';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { ruleBody } from '../eligibility/rule-body.ts';
import { type RuleInForce, settingRule } from '../eligibility/rules.ts';
import { iso } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

type View = OutputOf<typeof contract.expertRules>['items'][number];

/** Who wrote a rule that was in force when it was asked for. */
export async function viewOfRule(
  ctx: Ctx,
  { rule, ruleField, version, basis, effectiveFrom }: RuleInForce,
): Promise<View> {
  const { field: _, ...body } = rule;
  const view = { field: ruleField, version, basis, effectiveFrom, body, inForce: true };
  if (version === 0) return { ...view, setBy: '', setAt: null };
  const r = ctx.db.rows.expertRule;
  const [row] = await ctx.db
    .select({ setBy: r.setBy, setAt: r.setAt })
    .from(r)
    .where(and(eq(r.field, ruleField), eq(r.version, version)));
  const names = await peopleOf(ctx, [row?.setBy ?? '']);
  return { ...view, setBy: names.get(row?.setBy ?? '') ?? '', setAt: row ? iso(row.setAt) : null };
}

/** By field, newest first; behind the last one version 0, unless another field was asked for. */
export async function listExpertRules(
  ctx: Ctx,
  { field, cursor, limit }: InputOf<typeof contract.expertRules>,
): Promise<OutputOf<typeof contract.expertRules>> {
  const r = ctx.db.rows.expertRule;
  const after = readCursor(cursor, ['string', 'number']);
  const rows = await ctx.db
    .select()
    .from(r)
    .where(
      and(
        field === undefined ? undefined : eq(r.field, field),
        after && sql`(${r.field} > ${after[0]} OR (${r.field} = ${after[0]} AND ${r.version} < ${after[1]}))`,
      ),
    )
    .orderBy(r.field, desc(r.version))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.field, row.version]);
  const [names, newest] = await Promise.all([
    peopleOf(
      ctx,
      page.items.map((row) => row.setBy),
    ),
    newestBegun(ctx),
  ]);
  const items: View[] = page.items.map(({ field: of, version, body, basis, effectiveFrom, setBy, setAt }) => ({
    ...{ field: of, version, basis, effectiveFrom },
    body: ruleBody(JSON.parse(body)),
    inForce: newest.get(of) === version,
    setBy: names.get(setBy) ?? '',
    setAt: iso(setAt),
  }));
  if (page.next === null && (field ?? '') === '') {
    const first = await viewOfRule(ctx, await settingRule(ctx, ''));
    items.push({ ...first, inForce: !newest.has('') });
  }
  return { items, next: page.next };
}

/** Field → the newest version that has begun. */
async function newestBegun(ctx: Ctx): Promise<Map<string, number>> {
  const r = ctx.db.rows.expertRule;
  const rows = await ctx.db
    .select({ field: r.field, newest: sql<number>`MAX(${r.version})` })
    .from(r)
    .where(lte(r.effectiveFrom, localDay(ctx.now)))
    .groupBy(r.field);
  return new Map(rows.map((row) => [row.field, row.newest]));
}

async function peopleOf({ db }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { person } = db.rows;
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(among(person.id, new Set(ids)));
  return new Map(rows.map((row) => [row.id, row.name]));
}
