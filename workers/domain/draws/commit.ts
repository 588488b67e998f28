import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/draws.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import {
  entryId,
  type Frozen,
  freeze,
  MAX_ENTRIES,
  MAX_LIST_BYTES,
  type SeedSource,
  STRONG_BITS,
  seedKind,
} from '../../protocol/draw.ts';
import { DAY_MS } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { type Built, buildLists, type Candidate } from './lists.ts';
import { type DrawRow, done, drawFor, step, type WitnessRow } from './rows.ts';

/** Longer than this no list stays true. */
const LONGEST_DAYS = 60;

/** Freezes the lists as they are at this instant; from the same commit on they lie open, and nothing in them can change. */
export async function commitDraw(
  ctx: Ctx,
  input: InputOf<typeof contract.commitDraw>,
): Promise<OutputOf<typeof contract.commitDraw>> {
  const { db } = ctx;
  const row = await drawFor(ctx, input, 'commit');
  const seedSource = checkSource(ctx, input);
  const { lists, teams } = await buildLists(ctx, row);
  const coded = [];
  for (const list of lists) coded.push({ list, entries: await codesOf(row, list) });
  const frozen: Frozen = {
    v: 1,
    tenant: ctx.tenant.slug,
    draw: row.number,
    title: row.title,
    frozenAt: new Date(ctx.now).toISOString(),
    redrawOf: await repeats(ctx, row.redrawOf),
    lists: coded.map(({ list, entries }) => ({
      name: list.name,
      quotas: list.quotas,
      entries: entries.map(({ code, stratum, excluded }) => ({
        id: code,
        stratum,
        ...(excluded === null ? {} : { excluded }),
      })),
    })),
    teams,
    seedSource,
    witnesses: input.witnesses,
  };
  const { text, listHash } = await freeze(frozen);
  const witnesses: WitnessRow[] = input.witnesses.map((one) => ({ ...one, opened: null }));
  const data = { listHash, seedSource, witnesses: witnesses.length, entries: coded.map((one) => one.entries.length) };
  const writes = [
    ...step(ctx, row, 'commit', 'committed', data, {
      seedSource: JSON.stringify(seedSource),
      listHash,
      witnesses: JSON.stringify(witnesses),
      summary: JSON.stringify(lists.map(summaryOf)),
      committedBy: personId(ctx),
      committedAt: ctx.now,
    }),
    db.insert('drawList', { drawId: row.id, body: text }),
    ...coded.flatMap(({ list, entries }) =>
      db.insertMany(
        'drawEntry',
        entries.map((one) => ({ drawId: row.id, list: list.name, ...one })),
      ),
    ),
  ];
  return db.commit(writes, done(row, 'committed'));
}

type Coded = Candidate & { readonly code: string; readonly salt: string };

/** Each candidate's code under a salt of its own. @throws `draw_too_few`, `draw_too_large` */
async function codesOf(row: DrawRow, { name, quotas, candidates }: Built): Promise<Coded[]> {
  const free = candidates.filter((one) => one.excluded === null);
  const short = quotas.some((q) => free.filter((one) => one.stratum === q.stratum).length < q.n);
  if (short) refuse('draw_too_few');
  // An entry takes its code, its stratum and some sixty bytes of names.
  const bytes = candidates.reduce((sum, one) => sum + 140 + 3 * one.stratum.length, 0);
  if (candidates.length > MAX_ENTRIES || bytes > MAX_LIST_BYTES) refuse('draw_too_large');
  const coded: Coded[] = [];
  for (const one of candidates) {
    const salt = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
    coded.push({ ...one, salt, code: await entryId(row.number, name, one.who, salt) });
  }
  return coded;
}

function summaryOf({ name, quotas, candidates }: Built) {
  const excluded: Record<string, number> = {};
  for (const one of candidates) if (one.excluded) excluded[one.excluded] = (excluded[one.excluded] ?? 0) + 1;
  const free = (stratum: string) => candidates.filter((c) => c.excluded === null && c.stratum === stratum).length;
  const counted = quotas.map((q) => ({ ...q, free: free(q.stratum) }));
  return { name, entries: candidates.length, excluded, quotas: counted };
}
export type ListSummary = ReturnType<typeof summaryOf>;
export { summaryOf };

async function repeats({ db }: Ctx, id: string | null): Promise<string> {
  if (id === null) return '';
  const d = db.rows.draw;
  const [before] = await db.select({ number: d.number }).from(d).where(eq(d.id, id));
  return before?.number ?? '';
}

/** A source that nobody can know yet, named so that everybody can look it up. @throws `bad_request`, `draw_witness_needed` */
function checkSource(ctx: Ctx, { seedSource, witnesses }: InputOf<typeof contract.commitDraw>): SeedSource {
  const wrong = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  const kind = seedKind(seedSource.kind);
  if (!kind) return wrong('seedSource.kind', '没有这种来源');
  const id = seedSource.id.trim();
  if (!kind.issue.test(id)) wrong('seedSource.id', kind.issueHint);
  const at = Date.parse(seedSource.notBefore);
  if (at <= ctx.now) wrong('seedSource.notBefore', '须晚于现在');
  if (at > ctx.now + LONGEST_DAYS * DAY_MS) wrong('seedSource.notBefore', `最迟 ${LONGEST_DAYS} 天以后`);
  const earliest = kind.earliest?.(id);
  if (earliest !== undefined && !(earliest >= at)) wrong('seedSource.notBefore', '这一期在此之前已经有结果');
  const named = witnesses.map((one) => one.name);
  if (new Set(named).size < named.length) wrong('witnesses', '同一见证人只能列一次');
  if (kind.bits < STRONG_BITS && witnesses.length === 0) refuse('draw_witness_needed');
  return { kind: seedSource.kind, id, notBefore: new Date(at).toISOString() };
}
