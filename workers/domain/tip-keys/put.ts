import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { importSealPublic } from '../../protocol/keys.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';

/** @throws `bad_request` for what is no point of P-256. */
export async function checkPoint(path: string, key: string): Promise<void> {
  await importSealPublic(key).catch(() => {
    throw new DomainError('bad_request', { fields: [{ path, message: '不是有效的公钥' }] });
  });
}

/**
 * Keeps my public keys and the wrapped private ones. The same key under a new passphrase keeps my shares; with a new key
 * they could not be opened any more, so they go, and I wait for a colleague to seal the role key to me again.
 */
export async function putMyKeys(ctx: Ctx, input: InputOf<typeof contract.putMyKeys>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  await checkPoint('sealPublic', input.sealPublic);
  await checkPoint('signPublic', input.signPublic);
  const o = db.rows.officerKey;
  const [before] = await db.select({ sealPublic: o.sealPublic }).from(o).where(eq(o.personId, me));
  const changed = before !== undefined && before.sealPublic !== input.sealPublic;
  const action = before === undefined ? 'create' : changed ? 'replace' : 'rewrap';
  const { write: event } = nextEvent(ctx, await lastEvent(ctx, 'officer_key', me), {
    entity: 'officer_key',
    entityId: me,
    action,
    from: before ? 'kept' : null,
    to: 'kept',
    data: { sealPublic: input.sealPublic },
  });
  const writes = [
    event,
    db.upsert('officerKey', { personId: me, ...input, createdAt: now }, ['personId'], { ...input, createdAt: now }),
    ...(changed ? [db.remove('roleKeyShare', (s) => eq(s.personId, me))] : []),
  ];
  return db.commit(writes, { ok: true });
}
