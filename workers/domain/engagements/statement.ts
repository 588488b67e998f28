import { hash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { Write } from '../../../db/tenant-db.ts';
import type { statementView } from '../../contract/engagements.ts';
import { TIE_KINDS, type TieKind } from '../../contract/expert-words.ts';
import { localDay } from '../clocks/days.ts';
import { actorKey, type Ctx, personId } from '../context.ts';
import { ruleInForce } from '../eligibility/rules.ts';
import { found, refuse } from '../errors.ts';
import { canonical } from '../events.ts';
import { changed } from '../people/chain.ts';
import type { EngagementRow, PartRow } from './rows.ts';

export interface Declared {
  readonly ties: readonly { readonly kind: TieKind; readonly has: boolean }[];
  readonly words: string;
}
type View = z.input<typeof statementView>;

/** Field of the engagement's pool; '' for one without a pool. */
export async function fieldOf({ db }: Ctx, poolId: string | null): Promise<{ field: string; title: string }> {
  if (poolId === null) return { field: '', title: '' };
  const p = db.rows.expertPool;
  const [row] = await db.select({ field: p.field, title: p.title }).from(p).where(eq(p.id, poolId));
  return row ?? { field: '', title: '' };
}

/** The kinds of ties the field's rule forbids: these are asked about, one by one. */
export async function askedKinds(ctx: Ctx, field: string): Promise<TieKind[]> {
  const { rule } = await ruleInForce(ctx, field, localDay(ctx.now));
  return (Object.keys(TIE_KINDS) as TieKind[]).filter((kind) => rule.recusal.includes(kind));
}

const unsound = (message: string): never => refuse('bad_request', { fields: [{ path: 'statement', message }] });

/** The statement as it is kept, with its digest for the ledger. @throws `bad_request` unless it fits the answer */
export async function statementOf(
  ctx: Ctx,
  row: EngagementRow,
  answer: 'accept' | 'recuse',
  said: Declared | undefined,
  byOffice: boolean,
): Promise<{ body: string; digest: string }> {
  if (!said) return unsound('请先签署利益冲突声明');
  const { ties, words } = said;
  if (answer === 'recuse') {
    if (!ties.some((tie) => tie.has)) unsound('请勾选需要回避的情形');
  } else {
    const asked = await askedKinds(ctx, (await fieldOf(ctx, row.poolId)).field);
    const cleared = new Set(ties.filter((tie) => !tie.has).map((tie) => tie.kind));
    if (ties.some((tie) => tie.has)) unsound('与受检单位有利害关系的，请申报回避');
    if (asked.some((kind) => !cleared.has(kind))) unsound('请逐项声明有无利害关系');
  }
  const body = canonical({ ties, words, at: ctx.now, by: personId(ctx), byOffice });
  return { body, digest: hash('sha256', body) };
}

/** As it is shown; null where none was given. */
export function statementShown(part: PartRow): View | null {
  if (part.statement === '') return null;
  const { ties, words, at, byOffice } = JSON.parse(part.statement) as Declared & { at: number; byOffice: boolean };
  return { ties: ties.map((tie) => ({ ...tie })), words, at: new Date(at).toISOString(), byOffice };
}

/** What an expert declared stays on the record: the next draw leaves this expert out for this enterprise. */
export async function tieWrites(ctx: Ctx, row: EngagementRow, part: PartRow, said: Declared): Promise<Write[]> {
  const x = ctx.db.rows.expert;
  const [expert] = await ctx.db.select().from(x).where(eq(x.id, part.expertId));
  const { enterprise, creditCode } = row;
  const by = { declaredBy: actorKey(ctx.actor), declaredAt: ctx.now };
  const ties = [...new Set(said.ties.filter((tie) => tie.has).map((tie) => tie.kind))].map((kind) => ({
    ...{ id: ctx.newId(), expertId: part.expertId, kind, enterprise, creditCode, personId: null },
    ...{ fromDay: null, toDay: null, note: said.words.slice(0, 200), ...by },
  }));
  const data = { ties: ties.map(({ id, kind }) => ({ tieId: id, kind })), partId: part.id };
  const event = { action: 'tie.add', from: null, to: null, data };
  return [
    ...ties.map((tie) => ctx.db.insert('expertTie', tie)),
    ...changed(ctx, 'expert', found(expert), event, { updatedAt: ctx.now }),
  ];
}
