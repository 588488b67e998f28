import type * as contract from '../../contract/month.ts';
import { type Cadence, type MonthFigures, WORDS } from '../../contract/month-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { figuresOfUnit } from './figures.ts';
import { loadReport, reportLine } from './report-rows.ts';
import { reportActions } from './report-step.ts';
import { reportRules, unitNames } from './settings.ts';

/** A report: while it is not in, with the ledger's figures of now. */
export async function oneReport(
  ctx: Ctx,
  { id }: InputOf<typeof contract.report>,
): Promise<OutputOf<typeof contract.report>> {
  const row = await loadReport(ctx, id);
  const frozen = row.state === 'submitted' || row.state === 'accepted';
  const words = row.words === '' ? {} : (JSON.parse(row.words) as Record<string, string>);
  const people = await personNames(ctx, [row.submittedBy, row.decidedBy]);
  const rules = await reportRules(ctx);
  return {
    ...reportLine(ctx, row, await unitNames(ctx, [row.unitId])),
    figures: frozen ? (JSON.parse(row.figures) as MonthFigures) : await figuresOfUnit(ctx, row.unitId, row.period),
    frozen,
    words: Object.fromEntries(Object.keys(WORDS).map((key) => [key, words[key] ?? ''])) as Record<
      keyof typeof WORDS,
      string
    >,
    reason: row.reason,
    submittedBy: people.get(row.submittedBy ?? '') ?? '',
    decidedBy: people.get(row.decidedBy ?? '') ?? '',
    basis: rules[row.cadence as Cadence]?.basis ?? '',
    actions: await reportActions(ctx, row),
  };
}

export async function personNames(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const p = ctx.db.rows.person;
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await ctx.db.select({ id: p.id, name: p.name }).from(p).where(among(p.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name]));
}
