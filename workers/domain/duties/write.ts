import { and, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/duties.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type DutyListRow, loadDutyList } from './rows.ts';

type Fields = InputOf<typeof contract.addDutyList>;
interface Done {
  readonly id: string;
  readonly version: number;
}

export async function addDutyList(ctx: Ctx, input: Fields): Promise<Done> {
  await check(ctx, input);
  const { lines, ...fields } = input;
  const id = ctx.newId();
  return draft(ctx, { id, series: id, edition: 1, ...fields }, lines);
}

export async function editDutyList(ctx: Ctx, input: InputOf<typeof contract.editDutyList>): Promise<Done> {
  const { db, now } = ctx;
  const row = await draftOf(ctx, input);
  await check(ctx, input);
  const { id, version: _, lines, ...fields } = input;
  const writes = [
    ...changed(
      ctx,
      'dutyList',
      row,
      { action: 'edit', from: 'draft', to: 'draft', data: { lines: lines.length } },
      { ...fields, updatedAt: now },
    ),
    db.remove('dutyLine', (l) => eq(l.listId, id)),
    ...lineWrites(ctx, id, lines),
  ];
  return db.commit(writes, { id, version: row.version + 1 });
}

/** In force from today; the edition before it stays readable and says that it is superseded. */
export async function publishDutyList(ctx: Ctx, input: InputOf<typeof contract.publishDutyList>): Promise<Done> {
  const { db, now } = ctx;
  const row = await draftOf(ctx, input);
  const d = db.rows.dutyList;
  const [old] = await db
    .select({ id: d.id, version: d.version, eventHash: d.eventHash })
    .from(d)
    .where(and(eq(d.series, row.series), eq(d.state, 'published')));
  const data = { edition: row.edition, before: old?.id ?? null };
  const writes = [
    ...changed(
      ctx,
      'dutyList',
      row,
      { action: 'publish', from: 'draft', to: 'published', data },
      { state: 'published', publishedOn: localDay(now), updatedAt: now },
    ),
    ...(old
      ? changed(
          ctx,
          'dutyList',
          old,
          { action: 'supersede', from: 'published', to: 'superseded', data: { by: row.id } },
          { state: 'superseded', updatedAt: now },
        )
      : []),
  ];
  return db.commit(writes, { id: row.id, version: row.version + 1 });
}

/** A draft of the next edition with the same lines, none of them done. @throws `conflict` while one is being written */
export async function newEdition(ctx: Ctx, { id }: { id: string }): Promise<Done> {
  const { dutyLine: l, dutyList: d } = ctx.db.rows;
  const row = await loadDutyList(ctx, id);
  const [last] = await ctx.db
    .select({ edition: sql<number>`MAX(${d.edition})`, draft: sql<number>`SUM(${d.state} = 'draft')` })
    .from(d)
    .where(eq(d.series, row.series));
  if (last && last.draft > 0) refuse('conflict');
  const lines = await ctx.db
    .select({ words: l.words, basis: l.basis, sector: l.sector, dueDay: l.dueDay })
    .from(l)
    .where(eq(l.listId, id))
    .orderBy(l.sort, l.id);
  const { kind, series, title, unitId, personId: leader, holder, year } = row;
  const fields = { kind, title, unitId, personId: leader, holder, year };
  return draft(ctx, { id: ctx.newId(), series, edition: (last?.edition ?? 0) + 1, ...fields }, lines);
}

type Line = Fields['lines'][number];
type Draft = Pick<DutyListRow, 'id' | 'series' | 'edition' | 'kind' | 'title' | 'unitId' | 'personId'> &
  Pick<DutyListRow, 'holder' | 'year'>;

async function draft(ctx: Ctx, fields: Draft, lines: readonly Line[]): Promise<Done> {
  const { now } = ctx;
  const row = {
    ...fields,
    state: 'draft',
    publishedOn: null,
    createdBy: personId(ctx),
    createdAt: now,
    updatedAt: now,
    version: 0,
    eventHash: '',
  };
  const data = { kind: row.kind, series: row.series, edition: row.edition, lines: lines.length };
  const writes = [
    ...born(ctx, 'dutyList', row, { action: 'add', to: 'draft', data }),
    ...lineWrites(ctx, row.id, lines),
  ];
  return ctx.db.commit(writes, { id: row.id, version: 1 });
}

const lineWrites = (ctx: Ctx, listId: string, lines: readonly Line[]) =>
  ctx.db.insertMany(
    'dutyLine',
    lines.map((line, sort) => ({ id: ctx.newId(), listId, sort, ...line })),
  );

async function draftOf(ctx: Ctx, seen: { id: string; version: number }): Promise<DutyListRow> {
  const row = await loadDutyList(ctx, seen.id);
  sameVersion(row, seen.version);
  return row.state === 'draft' ? row : refuse('wrong_state');
}

async function check(ctx: Ctx, input: Fields): Promise<void> {
  await checkUnitsExist(ctx, [['unitId', input.unitId]]);
  if (input.personId === null) return;
  const p = ctx.db.rows.person;
  const [person] = await ctx.db.select({ id: p.id }).from(p).where(eq(p.id, input.personId));
  if (!person) refuse('bad_request', { fields: [{ path: 'personId', message: '没有这个人' }] });
}
