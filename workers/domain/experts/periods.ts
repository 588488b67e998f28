import { eq, sql } from 'drizzle-orm';
import * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ExpertFacts, WorkPeriod } from '../../protocol/eligibility.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { assessWrites } from './assess.ts';
import { claimEvidence } from './evidence.ts';
import { type PeriodFigures, periodHash } from './figure-hash.ts';
import { checkMayRemove, checkOrder, checkRoom, STALE, step } from './figure-rows.ts';
import { fieldLabels, loadKept } from './record.ts';

type Written = { id: string; stale: boolean };

export async function addPeriod(ctx: Ctx, input: InputOf<typeof contract.addPeriod>): Promise<Written> {
  const expert = await loadKept(ctx, input.expertId, 'expert.manage');
  const { expertId, blobId, ...figures } = input;
  checkOrder(figures.fromDay, figures.toDay, 'toDay');
  await checkFields(ctx, [figures.field], () => 'field');
  const [held] = await countOf(ctx, expertId);
  checkRoom((held?.n ?? 0) + 1, contract.MAX_PERIODS);
  const files = await claimEvidence(ctx, expertId, [blobId]);
  const id = ctx.newId();
  const sort = (held?.last ?? 0) + 1;
  const fact = factOf(id, figures, blobId !== null);
  return ctx.db.commit(
    [
      ...files.writes,
      ctx.db.insert('expertPeriod', { id, expertId, sort, ...figures, blobId }),
      ...changed(ctx, 'expert', expert, step('period.add', { periodId: id }), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expertId, (f) => ({ ...f, periods: [...f.periods, fact] }), id)),
    ],
    { id, stale: false },
  );
}

/** Another figure or another file than was confirmed is no longer confirmed. */
export async function editPeriod(ctx: Ctx, input: InputOf<typeof contract.editPeriod>): Promise<Written> {
  const { row, before } = await loadPeriod(ctx, input.id);
  const expert = await loadKept(ctx, row.expertId, 'expert.manage');
  const { id, blobId, ...figures } = input;
  checkOrder(figures.fromDay, figures.toDay, 'toDay');
  await checkFields(ctx, [figures.field], () => 'field');
  const files = await claimEvidence(ctx, expert.id, [blobId]);
  const hash = periodHash(figures, files.sha256(blobId));
  if (hash === before) return ctx.db.commit([], { id, stale: false });
  const stale = row.confirmedHash !== null;
  const fact = factOf(id, figures, blobId !== null);
  const after = (f: ExpertFacts) => ({ ...f, periods: f.periods.map((p) => (p.id === id ? fact : p)) });
  return ctx.db.commit(
    [
      ...files.writes,
      ctx.db.update('expertPeriod', { ...figures, blobId, ...(stale ? STALE : {}) }, (t) => eq(t.id, id)),
      ...changed(ctx, 'expert', expert, step('period.edit', { periodId: id, stale }), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expert.id, after, id)),
    ],
    { id, stale },
  );
}

export async function removePeriod(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const { row } = await loadPeriod(ctx, id);
  const expert = await loadKept(ctx, row.expertId, 'expert.manage');
  checkMayRemove(expert, personId(ctx), row.confirmedHash);
  const after = (f: ExpertFacts) => ({ ...f, periods: f.periods.filter((p) => p.id !== id) });
  const data = { periodId: id, confirmed: row.confirmedHash !== null };
  return ctx.db.commit(
    [
      ctx.db.remove('expertPeriod', (t) => eq(t.id, id)),
      ...changed(ctx, 'expert', expert, step('period.remove', data), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expert.id, after, id)),
    ],
    { ok: true as const },
  );
}

async function loadPeriod(ctx: Ctx, id: string) {
  const { expertPeriod: p, blob: b } = ctx.db.rows;
  const [one] = await ctx.db.select().from(p).where(eq(p.id, id));
  const row = found(one);
  const [file] = row.blobId === null ? [] : await ctx.db.select({ sha: b.sha256 }).from(b).where(eq(b.id, row.blobId));
  return { row, before: periodHash(row, file?.sha ?? '') };
}

const countOf = (ctx: Ctx, expertId: string) => {
  const p = ctx.db.rows.expertPeriod;
  return ctx.db
    .select({ n: sql<number>`COUNT(*)`, last: sql<number>`COALESCE(MAX(${p.sort}), 0)` })
    .from(p)
    .where(eq(p.expertId, expertId));
};

/** As the rule asks for it. */
export function factOf(id: string, p: PeriodFigures, evidenced: boolean): WorkPeriod {
  const { employer, post, work, field, fromDay, toDay, share } = p;
  return { id, employer, post, work, field, from: fromDay, to: toDay, share, evidenced };
}

/** @throws `bad_request` at the first field that is no sector here. */
export async function checkFields(ctx: Ctx, keys: readonly string[], path: (n: number) => string): Promise<void> {
  const known = new Set((await fieldLabels(ctx)).map((f) => f.key));
  const wrong = keys.findIndex((key) => !known.has(key));
  if (wrong >= 0) refuse('bad_request', { fields: [{ path: path(wrong), message: '请从列表中选择专业领域' }] });
}
