import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { actorKey, type Ctx } from '../context.ts';
import { born } from '../people/chain.ts';
import type { CredentialFigures, PeriodFigures } from './figure-hash.ts';
import { keptIdentity, keptPhone } from './identity.ts';

type WithFile<T> = T & { readonly blobId?: string | null };
export interface NewTie {
  readonly kind: string;
  readonly enterprise: string;
  readonly creditCode: string;
  readonly personId: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly note: string;
}
/** All of a record as it is first written. The identity number is checked before; evidence is claimed by the caller. */
export interface NewExpert {
  /** Drawn beforehand where files are claimed for it. */
  readonly id?: string;
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly employer: string;
  readonly post: string;
  readonly bio: string;
  readonly source: 'public' | 'office' | 'import' | 'lent';
  readonly origin?: string | null;
  readonly periods: readonly WithFile<PeriodFigures>[];
  readonly credentials: readonly WithFile<CredentialFigures>[];
  readonly ties: readonly NewTie[];
}

/** The writes that make an expert with periods, credentials and ties; for one commit together with the seats. */
export async function newExpertWrites(ctx: Ctx, fields: NewExpert): Promise<{ writes: Write[]; expertId: string }> {
  const id = fields.id ?? ctx.newId();
  const { name, employer, post, bio, source, origin, periods, credentials, ties } = fields;
  const row = {
    id,
    name,
    ...(await keptIdentity(ctx, id, fields.identityNumber)),
    ...(await keptPhone(ctx, id, fields.phone)),
    ...{ employer, post, bio, source, origin: origin ?? null },
    ...{ createdBy: actorKey(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now },
  };
  const data = { source, periods: periods.length, credentials: credentials.length, ties: ties.length };
  const writes = [
    ...born(ctx, 'expert', row as NewRow<'expert'> & { id: string }, { action: 'add', to: 'kept', data }),
    ...detailWrites(ctx, id, fields),
  ];
  return { writes, expertId: id };
}

/** Rows of the history; `after`: how many of each stand already. */
export function detailWrites(
  ctx: Ctx,
  expertId: string,
  { periods, credentials, ties }: Pick<NewExpert, 'periods' | 'credentials' | 'ties'>,
  after = { periods: 0, credentials: 0 },
): Write[] {
  const { db } = ctx;
  const declared = { declaredBy: actorKey(ctx.actor), declaredAt: ctx.now };
  return [
    ...db.insertMany(
      'expertPeriod',
      periods.map((p, i) => ({
        id: ctx.newId(),
        expertId,
        sort: after.periods + i + 1,
        ...p,
        blobId: p.blobId ?? null,
      })),
    ),
    ...db.insertMany(
      'expertCredential',
      credentials.map((c, i) => ({
        ...{ id: ctx.newId(), expertId, sort: after.credentials + i + 1 },
        ...{ ...c, blobId: c.blobId ?? null },
      })),
    ),
    ...db.insertMany(
      'expertTie',
      ties.map((t) => ({ id: ctx.newId(), expertId, ...t, ...declared })),
    ),
  ];
}
