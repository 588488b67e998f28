import { eq, sql } from 'drizzle-orm';
import * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import { actorKey, type Ctx, can } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { checkOrder, checkRoom, step } from './figure-rows.ts';
import { loadExpert, loadKept } from './record.ts';

type Tie = Omit<InputOf<typeof contract.editTie>, 'id'>;

/** A relation to an enterprise, or kin among the staff; declared by the experts themselves or by the office. */
export async function addTie(ctx: Ctx, input: InputOf<typeof contract.addTie>): Promise<{ id: string }> {
  const { expertId, ...tie } = input;
  const expert = await loadKept(ctx, expertId, 'expert.manage');
  await checkTie(ctx, tie);
  const t = ctx.db.rows.expertTie;
  const [held] = await ctx.db.select({ n: sql<number>`COUNT(*)` }).from(t).where(eq(t.expertId, expertId));
  checkRoom((held?.n ?? 0) + 1, contract.MAX_TIES);
  const id = ctx.newId();
  const declared = { declaredBy: actorKey(ctx.actor), declaredAt: ctx.now };
  return ctx.db.commit(
    [
      ctx.db.insert('expertTie', { id, expertId, ...tie, ...declared }),
      ...changed(ctx, 'expert', expert, step('tie.add', { tieId: id, kind: tie.kind }), { updatedAt: ctx.now }),
    ],
    { id },
  );
}

export async function editTie(ctx: Ctx, input: InputOf<typeof contract.editTie>): Promise<{ id: string }> {
  const { id, ...tie } = input;
  const t = ctx.db.rows.expertTie;
  const [row] = await ctx.db.select({ expertId: t.expertId, personId: t.personId }).from(t).where(eq(t.id, id));
  const expert = await loadKept(ctx, found(row).expertId, 'expert.manage');
  await checkTie(ctx, tie, row?.personId);
  return ctx.db.commit(
    [
      ctx.db.update('expertTie', tie, (r) => eq(r.id, id)),
      ...changed(ctx, 'expert', expert, step('tie.edit', { tieId: id, kind: tie.kind }), { updatedAt: ctx.now }),
    ],
    { id },
  );
}

/** By the office alone, and with a reason: it is what keeps an expert out of a case. */
export async function removeTie(ctx: Ctx, { id, reason }: InputOf<typeof contract.removeTie>): Promise<{ ok: true }> {
  const t = ctx.db.rows.expertTie;
  const [row] = await ctx.db.select({ expertId: t.expertId }).from(t).where(eq(t.id, id));
  const expert = await loadExpert(ctx, found(row).expertId, 'expert.manage');
  return ctx.db.commit(
    [
      ctx.db.remove('expertTie', (r) => eq(r.id, id)),
      ...changed(ctx, 'expert', expert, step('tie.remove', { tieId: id, reason }), { updatedAt: ctx.now }),
    ],
    { ok: true as const },
  );
}

async function checkTie(ctx: Ctx, tie: Tie, before: string | null = null): Promise<void> {
  checkOrder(tie.fromDay, tie.toDay, 'toDay');
  if (tie.enterprise === '' && tie.personId === null) {
    refuse('bad_request', {
      fields: [{ path: 'enterprise', message: '请填写单位名称，或选择本地区工作人员中的亲属' }],
    });
  }
  if (tie.personId === null || tie.personId === before) return;
  // Who works here is no business of an applicant.
  if (!can(ctx, 'expert.manage')) refuse('forbidden');
  const p = ctx.db.rows.person;
  const [row] = await ctx.db.select({ id: p.id }).from(p).where(eq(p.id, tie.personId));
  if (!row) refuse('bad_request', { fields: [{ path: 'personId', message: '没有这个人员' }] });
}
