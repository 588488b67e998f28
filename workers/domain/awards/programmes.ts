import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/awards.ts';
import type { AwardLevel } from '../../contract/register-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { among } from '../units/scope.ts';
import { loadProgramme } from './rows.ts';

export async function listProgrammes(
  ctx: Ctx,
  { open, cursor, limit }: InputOf<typeof contract.programmes>,
): Promise<OutputOf<typeof contract.programmes>> {
  const { awardProgramme: p, award: a } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(p)
    .where(and(open ? eq(p.state, 'open') : undefined, after && lt(p.id, after[0])))
    .orderBy(desc(p.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const ids = items.map((row) => row.id);
  const counts = await ctx.db
    .select({ programmeId: a.programmeId, state: a.state, n: sql<number>`COUNT(*)`.as('n') })
    .from(a)
    .where(and(among(a.programmeId, ids), among(a.state, ['applied', 'reviewed', 'awarded'])))
    .groupBy(a.programmeId, a.state);
  const count = (id: string, ...states: string[]) =>
    counts.reduce((sum, row) => sum + (row.programmeId === id && states.includes(row.state) ? row.n : 0), 0);
  return {
    items: items.map(
      ({ id, title, level, basis, validMonths, recheckMonths, templateId, criteria, state, version }) => ({
        ...{ id, title, basis, validMonths, recheckMonths, templateId, version },
        level: level as AwardLevel,
        criteria: JSON.parse(criteria) as string[],
        state: state as 'open' | 'closed',
        waiting: count(id, 'applied', 'reviewed'),
        awarded: count(id, 'awarded'),
      }),
    ),
    next,
  };
}

/** The criteria are taken from the checklist now: a change of it later is for the next programme. */
export async function addProgramme(ctx: Ctx, input: InputOf<typeof contract.addProgramme>) {
  const { template: t } = ctx.db.rows;
  const { templateId, ...fields } = input;
  check(fields);
  const [template] = await ctx.db
    .select({ body: t.body })
    .from(t)
    .where(and(eq(t.id, templateId), eq(t.kind, 'checklist')));
  const asked = (JSON.parse(found(template).body) as { items?: string[] }).items ?? [];
  if (asked.length === 0) refuse('bad_request', { fields: [{ path: 'templateId', message: '这份检查表没有条目' }] });
  const id = ctx.newId();
  const row = {
    ...{ id, templateId, criteria: JSON.stringify(asked), ...fields, state: 'open', createdBy: personId(ctx) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const data = { level: fields.level, validMonths: fields.validMonths, recheckMonths: fields.recheckMonths };
  return ctx.db.commit(born(ctx, 'awardProgramme', row, { action: 'add', to: 'open', data }), { id, version: 1 });
}

/** What was granted keeps its days; what is granted from here on has the new ones. */
export async function editProgramme(ctx: Ctx, input: InputOf<typeof contract.editProgramme>) {
  const { id, version, state, ...fields } = input;
  check(fields);
  const row = await loadProgramme(ctx, id);
  sameVersion(row, version);
  const data = { level: fields.level, validMonths: fields.validMonths, recheckMonths: fields.recheckMonths };
  const change = { action: 'edit', from: row.state, to: state, data };
  const set = { ...fields, state, updatedAt: ctx.now };
  return ctx.db.commit(changed(ctx, 'awardProgramme', row, change, set), { id, version: version + 1 });
}

function check({ validMonths, recheckMonths }: { validMonths: number; recheckMonths: number }): void {
  if (recheckMonths > validMonths) {
    refuse('bad_request', { fields: [{ path: 'recheckMonths', message: '“回头看”间隔不能长于有效期' }] });
  }
}
