import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import type { DrawListName } from '../../contract/draws.ts';
import type { Exclusion, PickState } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { isoOrNull } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { OUT, picksOfDraw } from './calls.ts';
import type { ListSummary } from './commit.ts';
import { buildLists, type Candidate } from './lists.ts';
import { type DrawRow, loadDraw } from './rows.ts';
import { pickKey, teamsOf } from './teams.ts';

export async function listEntries(
  ctx: Ctx,
  input: InputOf<typeof contract.drawEntries>,
): Promise<OutputOf<typeof contract.drawEntries>> {
  const row = await loadDraw(ctx, input.id, 'expert.read');
  return row.state === 'drafted' ? draftEntries(ctx, row, input) : frozenEntries(ctx, row, input);
}

type Entries = InputOf<typeof contract.drawEntries>;

/** As the list would be now: nothing of it is stored before the freezing. */
async function draftEntries(ctx: Ctx, row: DrawRow, { list, excluded, cursor, limit }: Entries) {
  const after = readCursor(cursor, ['string'])?.[0];
  const { lists } = await buildLists(ctx, row);
  const all = lists.find((one) => one.name === list)?.candidates ?? [];
  const out = all.filter((one) => one.excluded !== null);
  const key = (one: Candidate) => `${one.entry}|${one.stratum}`;
  const wanted = (excluded ? out : [...all]).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const from = after === undefined ? 0 : wanted.findIndex((one) => key(one) > after);
  const page = cut(from < 0 ? [] : wanted.slice(from, from + limit + 1), limit, (one) => [key(one)]);
  const items = page.items.map((one) => ({ ...one, code: '' }));
  return { items, next: page.next, total: all.length, excludedTotal: out.length };
}

async function frozenEntries({ db }: Ctx, row: DrawRow, { list, excluded, cursor, limit }: Entries) {
  const e = db.rows.drawEntry;
  const after = readCursor(cursor, ['string']);
  const rows = await db
    .select({
      ...{ entry: e.entry, code: e.code, label: e.label, stratum: e.stratum },
      ...{ excluded: e.excluded, evidence: e.evidence },
    })
    .from(e)
    .where(
      and(
        ...[eq(e.drawId, row.id), eq(e.list, list), excluded ? isNotNull(e.excluded) : undefined],
        after && sql`${e.code} > ${after[0]}`,
      ),
    )
    .orderBy(e.code)
    .limit(limit + 1);
  const counted = (JSON.parse(row.summary) as ListSummary[]).find((one) => one.name === list);
  const page = cut(rows, limit, (one) => [one.code]);
  return {
    items: page.items.map((one) => ({ ...one, excluded: one.excluded as Exclusion | null })),
    next: page.next,
    total: counted?.entries ?? 0,
    excludedTotal: Object.values(counted?.excluded ?? {}).reduce((sum, n) => sum + n, 0),
  };
}

export async function listPicks(
  ctx: Ctx,
  { id, list, cursor, limit }: InputOf<typeof contract.drawPicks>,
): Promise<OutputOf<typeof contract.drawPicks>> {
  const row = await loadDraw(ctx, id, 'expert.read');
  const after = readCursor(cursor, ['string', 'number']);
  const picks = await picksOfDraw(ctx, id);
  const teams = await teamsOf(ctx, row, picks);
  const wanted = picks.filter(
    (one) =>
      (list === undefined || one.list === list) &&
      (!after || one.list > after[0] || (one.list === after[0] && one.position > after[1])),
  );
  const page = cut(wanted.slice(0, limit + 1), limit, (one) => [one.list, one.position]);
  const items = page.items.map((one) => ({
    ...one,
    list: one.list as DrawListName,
    role: one.role as 'selected' | 'alternate',
    state: one.state as PickState,
    changedAt: isoOrNull(one.changedAt),
    goesTo: OUT.includes(one.state) ? '' : (teams.get(pickKey(one))?.enterprises.join('、') ?? ''),
    tie: teams.get(pickKey(one))?.tie ?? '',
  }));
  return { items, next: page.next };
}
