import { and, eq, inArray } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { DAY_MS } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { loadTip } from '../tips/rows.ts';
import { identityTerms } from '../tips/settings.ts';
import { ALL_CUSTODIANS, noticeOf, onTip } from './rows.ts';

/** A wish to read a name: one at a time for a tip, with a reason, for some days. Both custodians have to answer it. */
export async function requestIdentity(
  ctx: Ctx,
  { id: tipId, requestId: id, reason }: InputOf<typeof contract.requestIdentity>,
): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const tip = await loadTip(ctx, tipId);
  if (tip.shreddedDay !== null) throw new DomainError('shredded');
  const { tipIdentity: i, identityRequest: r, officerKey: k } = db.rows;
  const [identity] = await db.select({ tipId: i.tipId }).from(i).where(eq(i.tipId, tipId));
  const [running] = await db
    .select({ id: r.id })
    .from(r)
    .where(and(eq(r.tipId, tipId), inArray(r.state, ['open', 'ready'])));
  if (!identity || running) throw new DomainError('wrong_state');
  // The halves are sealed to this key: without it nobody could ever answer.
  const [key] = await db.select({ personId: k.personId }).from(k).where(eq(k.personId, me));
  if (!key) throw new DomainError('no_officer_key');
  const { days } = await identityTerms(ctx);
  const { write, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'identity_request',
    entityId: id,
    action: 'request',
    from: null,
    to: 'open',
    data: { tipId },
  });
  const row = { id, tipId, state: 'open', reason, requestedBy: me, createdAt: now, expiresAt: now + days * DAY_MS };
  const writes = [
    write,
    db.insert('identityRequest', { ...row, ...head }),
    ...(await onTip(ctx, row, { action: 'request' })),
    ...(await notifyWrites(ctx, noticeOf(ALL_CUSTODIANS, '有人申请调取封存的举报人姓名，请核对理由'))),
  ];
  return db.commit(writes, { ok: true });
}
