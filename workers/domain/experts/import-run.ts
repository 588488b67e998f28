import { and, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type { run as contract } from '../../contract/expert-intake.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { rulesOfPools } from '../eligibility/evaluate.ts';
import { found, refuse } from '../errors.ts';
import { admitWrites, joinWrites } from './admit.ts';
import { type KeptImport, knownBy } from './import-preview.ts';
import { checkKeptPools, recordOf } from './intake-check.ts';

/** Experts in one commit: each is a handful of statements, and the next call goes on where this one ended. */
const CHUNK = 40;

/**
 * The good rows of a preview, from `from` on. Each is looked up again: who came in since, by hand or by an earlier press, is
 * skipped, so that a repeat adds nothing.
 */
export async function importRun(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { poolId, rows } = await keptRows(ctx, input.blobId);
  await checkKeptPools(ctx, [poolId]);
  const slice = rows.slice(input.from, input.from + CHUNK);
  const good = slice.filter((row) => row.errors.length === 0);
  const known = await knownBy(
    ctx,
    poolId,
    good.map((row) => row.mac),
  );
  const rules = await rulesOfPools(ctx, [poolId], localDay(ctx.now));
  const writes: Write[] = [];
  const tally = { added: 0, seats: 0, skipped: slice.length - good.length };
  for (const row of good) {
    const there = known.get(row.mac);
    if (there === 'seated') {
      tally.skipped += 1;
      continue;
    }
    const { name, identityNumber, phone, employer, post, bio, history } = row;
    if (there === 'there') {
      const expert = found(await recordOf(ctx, row.mac));
      writes.push(...(await joinWrites(ctx, expert, history, [poolId])).writes);
      tally.seats += 1;
      continue;
    }
    const expert = { name, identityNumber, phone, employer, post, bio, ...history, source: 'import' as const };
    writes.push(...(await admitWrites(ctx, expert, [poolId], rules)).writes);
    tally.added += 1;
  }
  const done = Math.min(rows.length, input.from + slice.length);
  try {
    return await ctx.db.commit(writes, { ...tally, done, total: rows.length });
  } catch (error) {
    // Somebody wrote one of these people down between the look and the commit: the same call again skips them.
    if (error instanceof ConflictError) return refuse('conflict');
    throw error;
  }
}

async function keptRows(ctx: Ctx, id: string): Promise<KeptImport> {
  const b = ctx.db.rows.blob;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey })
    .from(b)
    .where(and(eq(b.id, id), eq(b.purpose, 'expert_import'), eq(b.createdBy, personId(ctx))));
  const object = found(await ctx.ports.blobs.get(found(row).objectKey));
  const sealed = await new Response(object.body).text();
  return JSON.parse(await ctx.ports.secrets.open('expert-import', `${ctx.tenant.no}|${id}`, sealed)) as KeptImport;
}
