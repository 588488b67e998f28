import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { SUITE, toBase64 } from '../../protocol/bytes.ts';
import { COMMIT_SIZE, WRAP_SIZE } from '../../protocol/envelope.ts';
import { MESSAGE_BODY_SIZE, MESSAGE_FILES_MAX } from '../../protocol/messages.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { activeRoleKeys } from '../tip-keys/role-keys.ts';
import { checkWrap, point, sized } from './check.ts';
import { rolesOf } from './desks.ts';
import { claimUploads } from './uploads.ts';

/** A sealed message as either side sends it. */
export type Incoming = Omit<InputOf<typeof contract.answer>, 'messageId'>;

export interface Author {
  readonly sender: 'officer' | 'reporter';
  readonly kind: 'message' | 'retaliation';
  readonly personId: string | null;
}

/**
 * Sizes, points, and that it is sealed to the reporter and to exactly the keys the desk now uses; then the rows of the message,
 * its wraps and its files. @throws `envelope_invalid`, `no_role_key`, `too_large`
 */
export async function messageRows(
  ctx: Ctx,
  tip: { readonly id: string; readonly desk: string; readonly messages: number },
  message: Incoming,
  author: Author,
): Promise<Write[]> {
  const { db } = ctx;
  if (message.attachments.length > MESSAGE_FILES_MAX) throw new DomainError('too_large');
  const keys = (await activeRoleKeys(ctx, rolesOf(tip.desk))).map((k) => k.id);
  if (keys.length === 0) throw new DomainError('no_role_key');
  const body = sized(message.body, (n) => n === MESSAGE_BODY_SIZE);
  const to = message.wraps.map((w) => w.roleKeyId);
  const exactly = to.length === keys.length && keys.every((id) => to.includes(id));
  if (body[0] !== SUITE || !exactly) throw new DomainError('envelope_invalid');
  const wraps = await Promise.all(message.wraps.map((w) => checkWrap(message.id, w)));
  const { enc, ct } = message.toReporter;
  const row = {
    ...{ tipId: tip.id, seq: tip.messages + 1, id: message.id, ...author },
    ...{ body: toBase64(body), commitment: toBase64(sized(message.commit, (n) => n === COMMIT_SIZE)) },
    ...{ reporterEnc: await point(enc), reporterCt: toBase64(sized(ct, (n) => n === WRAP_SIZE)) },
    day: localDay(ctx.now),
  };
  const claimed = await claimUploads(ctx, message.attachments, { tipId: tip.id, messageId: message.id });
  return [db.insert('tipMessage', row), ...wraps.map((w) => db.insert('tipWrap', { tipId: tip.id, ...w })), ...claimed];
}
