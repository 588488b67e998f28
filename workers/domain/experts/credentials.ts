import { eq, sql } from 'drizzle-orm';
import * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Credential, ExpertFacts } from '../../protocol/eligibility.ts';
import { type Ctx, personId } from '../context.ts';
import { found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { assessWrites } from './assess.ts';
import { claimEvidence } from './evidence.ts';
import { type CredentialFigures, credentialHash } from './figure-hash.ts';
import { checkMayRemove, checkOrder, checkRoom, STALE, step } from './figure-rows.ts';
import { loadKept } from './record.ts';

type Written = { id: string; stale: boolean };

export async function addCredential(ctx: Ctx, input: InputOf<typeof contract.addCredential>): Promise<Written> {
  const expert = await loadKept(ctx, input.expertId, 'expert.manage');
  const { expertId, blobId, ...figures } = input;
  checkOrder(figures.issuedOn, figures.expiresOn, 'expiresOn');
  const c = ctx.db.rows.expertCredential;
  const [held] = await ctx.db
    .select({ n: sql<number>`COUNT(*)`, last: sql<number>`COALESCE(MAX(${c.sort}), 0)` })
    .from(c)
    .where(eq(c.expertId, expertId));
  checkRoom((held?.n ?? 0) + 1, contract.MAX_CREDENTIALS);
  const files = await claimEvidence(ctx, expertId, [blobId]);
  const id = ctx.newId();
  const sort = (held?.last ?? 0) + 1;
  const fact = credentialFact(id, figures, blobId !== null);
  return ctx.db.commit(
    [
      ...files.writes,
      ctx.db.insert('expertCredential', { id, expertId, sort, ...figures, blobId }),
      ...changed(ctx, 'expert', expert, step('credential.add', { credentialId: id }), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expertId, (f) => ({ ...f, credentials: [...f.credentials, fact] }), id)),
    ],
    { id, stale: false },
  );
}

/** Another figure or another file than was confirmed is no longer confirmed. */
export async function editCredential(ctx: Ctx, input: InputOf<typeof contract.editCredential>): Promise<Written> {
  const { row, before } = await loadCredential(ctx, input.id);
  const expert = await loadKept(ctx, row.expertId, 'expert.manage');
  const { id, blobId, ...figures } = input;
  checkOrder(figures.issuedOn, figures.expiresOn, 'expiresOn');
  const files = await claimEvidence(ctx, expert.id, [blobId]);
  if (credentialHash(figures, files.sha256(blobId)) === before) return ctx.db.commit([], { id, stale: false });
  const stale = row.confirmedHash !== null;
  const fact = credentialFact(id, figures, blobId !== null);
  const after = (f: ExpertFacts) => ({ ...f, credentials: f.credentials.map((c) => (c.id === id ? fact : c)) });
  return ctx.db.commit(
    [
      ...files.writes,
      ctx.db.update('expertCredential', { ...figures, blobId, ...(stale ? STALE : {}) }, (t) => eq(t.id, id)),
      ...changed(ctx, 'expert', expert, step('credential.edit', { credentialId: id, stale }), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expert.id, after, id)),
    ],
    { id, stale },
  );
}

export async function removeCredential(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const { row } = await loadCredential(ctx, id);
  const expert = await loadKept(ctx, row.expertId, 'expert.manage');
  checkMayRemove(expert, personId(ctx), row.confirmedHash);
  const after = (f: ExpertFacts) => ({ ...f, credentials: f.credentials.filter((c) => c.id !== id) });
  const data = { credentialId: id, confirmed: row.confirmedHash !== null };
  return ctx.db.commit(
    [
      ctx.db.remove('expertCredential', (t) => eq(t.id, id)),
      ...changed(ctx, 'expert', expert, step('credential.remove', data), { updatedAt: ctx.now }),
      ...(await assessWrites(ctx, expert.id, after, id)),
    ],
    { ok: true as const },
  );
}

async function loadCredential(ctx: Ctx, id: string) {
  const { expertCredential: c, blob: b } = ctx.db.rows;
  const [one] = await ctx.db.select().from(c).where(eq(c.id, id));
  const row = found(one);
  const [file] = row.blobId === null ? [] : await ctx.db.select({ sha: b.sha256 }).from(b).where(eq(b.id, row.blobId));
  return { row, before: credentialHash(row, file?.sha ?? '') };
}

/** As the rule asks for it. */
export function credentialFact(id: string, c: CredentialFigures, evidenced: boolean): Credential {
  return { id, kind: c.kind, name: c.name, level: c.level, expires: c.expiresOn, evidenced };
}
