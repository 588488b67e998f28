import { and, eq, gt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/duties.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { covers, scopeOf } from '../units/scope.ts';

type Item = OutputOf<typeof contract.selfChecks>['items'][number]['items'][number];

/** The last self-check of every unit that made one, by unit. */
export async function listSelfChecks(
  ctx: Ctx,
  { templateId, cursor, limit }: InputOf<typeof contract.selfChecks>,
): Promise<OutputOf<typeof contract.selfChecks>> {
  const s = ctx.db.rows.selfCheck;
  const after = readCursor(cursor, ['string']);
  // Ids are in order of time: the greatest of a unit is its last one.
  const last = ctx.db
    .select({ id: sql<string>`MAX(${s.id})`.as('last_id') })
    .from(s)
    .where(and(eq(s.templateId, templateId), after && gt(s.unitId, after[0])))
    .groupBy(s.unitId)
    .orderBy(s.unitId)
    .limit(limit + 1)
    .as('last');
  const rows = await ctx.db
    .select({
      id: s.id,
      templateId: s.templateId,
      title: s.title,
      unitId: s.unitId,
      day: s.day,
      attained: s.attained,
      total: s.total,
      items: s.items,
    })
    .from(last)
    .innerJoin(s, eq(s.id, last.id))
    .orderBy(s.unitId);
  const page = cut(rows, limit, (row) => [row.unitId]);
  return { items: page.items.map((row) => ({ ...row, items: JSON.parse(row.items) as Item[] })), next: page.next };
}

/** A checklist as it stands today, answered by a unit. 不适用 counts neither for nor against. */
export async function addSelfCheck(ctx: Ctx, input: InputOf<typeof contract.addSelfCheck>) {
  const { template: t } = ctx.db.rows;
  const { templateId, unitId, items } = input;
  await checkUnitsExist(ctx, [['unitId', unitId]]);
  if (!covers(await scopeOf(ctx, 'duty.do'), unitId)) refuse('forbidden');
  const [template] = await ctx.db
    .select({ title: t.title, body: t.body })
    .from(t)
    .where(and(eq(t.id, templateId), eq(t.kind, 'checklist')));
  const { title, body } = found(template);
  const asked = (JSON.parse(body) as { items?: string[] }).items ?? [];
  if (asked.length !== items.length) {
    refuse('bad_request', { fields: [{ path: 'items', message: '检查表已有改动，请刷新后重新填写' }] });
  }
  const answered = items.map((item, i) => ({ words: asked[i] as string, ...item }));
  const total = answered.filter((item) => item.answer !== 'na').length;
  const attained = answered.filter((item) => item.answer === 'yes').length;
  const id = ctx.newId();
  const row = {
    ...{ id, templateId, title, unitId, day: localDay(ctx.now), items: JSON.stringify(answered), attained, total },
    ...{ createdBy: personId(ctx), createdAt: ctx.now, version: 0, eventHash: '' },
  };
  const writes = born(ctx, 'selfCheck', row, { action: 'add', to: 'submitted', data: { unitId, attained, total } });
  return ctx.db.commit(writes, { id, attained, total });
}
