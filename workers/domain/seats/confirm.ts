import { eq } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { confirmFigures as manyRoute, confirmFigure as route } from '../../contract/seats.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { inPool } from '../experts/sight.ts';
import { type Case, caseOf, shutGate } from './gates.ts';
import { PENDING } from './machine.ts';
import { loadSeat } from './rows.ts';
import { type Done, stepWrites } from './step.ts';

type Many = OutputOf<typeof manyRoute>;

/** States in which a figure may still be compared; later a change leads back to here. A member's papers are kept up too. */
const OPEN: readonly string[] = [...PENDING.slice(0, 2), 'appointed', 'suspended'];

/**
 * One period or credential compared with its evidence: pinned to the digest the page showed, with who and when. Without a
 * file it says that the original was seen.
 */
export async function confirmFigure(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { figureId, hash, confirmed } = input;
  const { row, figures } = await openCase(ctx, input);
  const figure = found(figures.find((f) => f.id === figureId));
  if (figure.hash !== hash) refuse('conflict');
  const { writes, done } = await stepWrites(ctx, row, 'confirm', row.state, {
    stays: confirmed ? 'confirm' : 'unconfirm',
    data: { figureId, hash },
    writes: [mark(ctx, figure, confirmed ? hash : null)],
  });
  return ctx.db.commit(writes, done);
}

/** Many at once: all of them or none. Whoever confirmed one of them before stays the one who did. */
export async function confirmFigures(ctx: Ctx, input: InputOf<typeof manyRoute>): Promise<Many> {
  const { row, figures } = await openCase(ctx, input);
  const named = figures.filter((f) => f.id in input.pins);
  const changed = named.some((f) => f.hash !== input.pins[f.id]);
  if (changed || named.length !== Object.keys(input.pins).length) refuse('conflict');
  const unseen = named.filter((f) => f.blobId === null && !input.originals.includes(f.id));
  if (unseen.length > 0) {
    refuse('bad_request', {
      fields: [{ path: 'originals', message: `有 ${unseen.length} 项没有材料，看过原件的才能核验` }],
    });
  }
  const open = named.filter((f) => f.status !== 'confirmed');
  if (open.length === 0) refuse('bad_request', { fields: [{ path: 'pins', message: '没有待核验的项目' }] });
  const { writes, done } = await stepWrites(ctx, row, 'confirm', row.state, {
    stays: 'confirmMany',
    data: { figures: Object.fromEntries(open.map((f) => [f.id, f.hash])) },
    writes: open.map((f) => mark(ctx, f, f.hash)),
  });
  return ctx.db.commit(writes, { ...done, confirmed: open.length });
}

/** The case as the page showed it, by whoever keeps its pool and is not tied to the applicant. */
async function openCase(ctx: Ctx, { id, version }: { id: string; version: number }) {
  const row = await loadSeat(ctx, id);
  if (row.version !== version) refuse('conflict');
  await inPool(ctx, 'expert.manage', row.poolId);
  const seat: Case = caseOf(ctx, row);
  if (!OPEN.includes(row.state)) refuse('wrong_state');
  const tied = await shutGate(ctx, seat, ['clear']);
  if (tied) refuse(tied.code);
  const { periods, credentials } = await seat.figures();
  const figures = [
    ...periods.map((p) => ({ ...p, table: 'expertPeriod' as const })),
    ...credentials.map((c) => ({ ...c, table: 'expertCredential' as const })),
  ];
  return { row, figures };
}

function mark(
  ctx: Ctx,
  { id, table }: { id: string; table: 'expertPeriod' | 'expertCredential' },
  hash: string | null,
) {
  const set =
    hash === null
      ? { confirmedBy: null, confirmedAt: null, confirmedHash: null }
      : { confirmedBy: personId(ctx), confirmedAt: ctx.now, confirmedHash: hash };
  return ctx.db.update(table, set, (t) => eq(t.id, id));
}
