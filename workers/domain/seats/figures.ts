import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { confirmation, credentialHash, periodHash } from '../experts/figure-hash.ts';

export async function periodsOf({ db }: Ctx, expertId: string) {
  const { expertPeriod: p, blob: b } = db.rows;
  const rows = await db
    .select({
      ...{ id: p.id, employer: p.employer, post: p.post, work: p.work, field: p.field, fromDay: p.fromDay },
      ...{ toDay: p.toDay, share: p.share, blobId: p.blobId, confirmedBy: p.confirmedBy, confirmedAt: p.confirmedAt },
      ...{ confirmedHash: p.confirmedHash, sha256: b.sha256, mediaType: b.mediaType },
    })
    .from(p)
    .leftJoin(b, eq(b.id, p.blobId))
    .where(eq(p.expertId, expertId))
    .orderBy(asc(p.sort), asc(p.id));
  return rows.map((row) => {
    const hash = periodHash(row, row.sha256 ?? '');
    return { ...row, hash, status: confirmation(row.confirmedHash, hash) };
  });
}

export async function credentialsOf({ db }: Ctx, expertId: string) {
  const { expertCredential: c, blob: b } = db.rows;
  const rows = await db
    .select({
      ...{ id: c.id, kind: c.kind, name: c.name, level: c.level, number: c.number, issuedOn: c.issuedOn },
      ...{ expiresOn: c.expiresOn, blobId: c.blobId, confirmedBy: c.confirmedBy, confirmedAt: c.confirmedAt },
      ...{ confirmedHash: c.confirmedHash, sha256: b.sha256, mediaType: b.mediaType },
    })
    .from(c)
    .leftJoin(b, eq(b.id, c.blobId))
    .where(eq(c.expertId, expertId))
    .orderBy(asc(c.sort), asc(c.id));
  return rows.map((row) => {
    const hash = credentialHash(row, row.sha256 ?? '');
    return { ...row, hash, status: confirmation(row.confirmedHash, hash) };
  });
}

export interface Figures {
  readonly periods: Awaited<ReturnType<typeof periodsOf>>;
  readonly credentials: Awaited<ReturnType<typeof credentialsOf>>;
}

/** All that an expert says of work and papers, each with the digest of figure and file as they are now. */
export async function figuresOf(ctx: Ctx, expertId: string): Promise<Figures> {
  const [periods, credentials] = await Promise.all([periodsOf(ctx, expertId), credentialsOf(ctx, expertId)]);
  return { periods, credentials };
}

/** What a reviewer pins: every figure there is, by its digest. */
export const pinsOf = ({ periods, credentials }: Figures): Record<string, string> =>
  Object.fromEntries([...periods, ...credentials].map((f) => [f.id, f.hash]));

/** Is what was pinned still exactly what there is? One more or one less is a change too. */
export function samePins(pinned: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): boolean {
  const ids = Object.keys(now);
  return Object.keys(pinned).length === ids.length && ids.every((id) => pinned[id] === now[id]);
}

export const readPins = (text: string): Record<string, string> => JSON.parse(text) as Record<string, string>;

/** Everybody who compared a figure with its evidence. */
export const confirmersOf = ({ periods, credentials }: Figures): Set<string> =>
  new Set([...periods, ...credentials].map((f) => f.confirmedBy).filter((id) => id !== null));
