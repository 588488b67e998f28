import { and, desc, eq, lt } from 'drizzle-orm';
import type * as contract from '../../contract/criminal-cases.ts';
import type { CaseOrgan, CaseState } from '../../contract/register-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { actionsOf } from '../registers/step.ts';
import { CASE_MACHINE } from './machine.ts';
import { type CaseRow, type Charge, chargesOf, loadCase } from './rows.ts';

type Page = OutputOf<typeof contract.criminalCases>;

export async function listCases(
  ctx: Ctx,
  { state, charge, cursor, limit }: InputOf<typeof contract.criminalCases>,
): Promise<Page> {
  const c = ctx.db.rows.criminalCase;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(c)
    .where(and(state && eq(c.state, state), charge ? eq(c.charge, charge) : undefined, after && lt(c.id, after[0])))
    .orderBy(desc(c.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const [charges, names] = await Promise.all([
    chargesOf(ctx),
    namesOf(
      ctx,
      [],
      items.map((row) => row.unitId),
    ),
  ]);
  return { items: items.map((row) => rowView(row, charges, names[row.unitId ?? ''] ?? '')), next };
}

function rowView(row: CaseRow, charges: readonly Charge[], unit: string): Page['items'][number] {
  const { createdBy: _, createdAt: _at, updatedAt: _up, eventHash: _hash, facts: _facts, outcome: _out, ...rest } = row;
  return {
    ...rest,
    unit,
    chargeName: charges.find((one) => one.key === row.charge)?.name ?? row.charge,
    state: row.state as CaseState,
    organ: row.organ as CaseOrgan | null,
  };
}

export async function oneCase(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.criminalCase>> {
  const row = await loadCase(ctx, id);
  const h = ctx.db.rows.hazard;
  const [charges, names, hazards, actions] = await Promise.all([
    chargesOf(ctx),
    namesOf(ctx, [], [row.unitId]),
    row.hazardId !== null && can(ctx, 'hazard.read_all')
      ? ctx.db
          .select({ id: h.id, number: h.number, title: h.title })
          .from(h)
          .where(and(eq(h.id, row.hazardId), eq(h.restricted, 0)))
      : [],
    actionsOf(ctx, CASE_MACHINE, row),
  ]);
  return {
    ...rowView(row, charges, names[row.unitId ?? ''] ?? ''),
    ...{ facts: row.facts, outcome: row.outcome, actions },
    hazard: hazards[0] ?? null,
  };
}
