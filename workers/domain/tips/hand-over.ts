import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { adjustFromTip } from '../hazards/from-tip.ts';
import { hazardOfTip } from '../hazards/rows.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { type CheckedWrap, checkWrap } from './check.ts';
import { deskTargets } from './desk-targets.ts';
import { deskRecipients, sealedFor, unitOf } from './desks.ts';
import { loadSeen, type TipRow } from './rows.ts';
import { tipStep } from './step.ts';
import { endObjection, startObjection } from './tip-clocks.ts';
import { dropWraps } from './wraps.ts';

const MOVABLE = ['received', 'opened', 'confirmed', 'not_established'];

/**
 * To another desk: every part comes wrapped to its key, and the wraps of the desks that are to see it no more go in the same
 * commit. Handed to discipline inspection, the tip office has lost sight of it with that.
 */
export async function handOver(ctx: Ctx, input: InputOf<typeof contract.handOver>): Promise<{ ok: true }> {
  const { db } = ctx;
  const { to, reason } = input;
  const tip = await loadSeen(ctx, input, MOVABLE);
  const target = (await deskTargets(ctx, tip)).find((key) => key.role === to);
  if (!target) return refuse('bad_request', { fields: [{ path: 'to', message: '不能移交到这里' }] });
  const wraps = await checkWraps(ctx, tip, target.id, input.wraps);
  const unitId = unitOf(to);
  const hazard = await hazardOfTip(ctx, tip.hazardId);
  const moves = hazard.restricted !== 0 && hazard.restricted !== sealedFor(to);
  const step = tipStep(ctx, tip, {
    action: 'handOver',
    set: { desk: to, extensionBy: null },
    data: { from: tip.desk, to, reason, parts: wraps.length },
  });
  const writes = [
    ...step.writes,
    ...(await dropWraps(ctx, tip.id, to)),
    ...wraps.map((w) => {
      const { enc, ct } = w;
      return db.upsert('tipWrap', { tipId: tip.id, ...w }, ['tipId', 'part', 'roleKeyId'], { enc, ct });
    }),
    ...(moves ? await adjustFromTip(ctx, hazard, 'desk', { restricted: sealedFor(to) }) : []),
    ...(unitId === undefined
      ? await endObjection(ctx, tip.id, 'handed_over')
      : await startObjection(ctx, tip.id, unitId)),
    ...(await notifyWrites(ctx, {
      to: deskRecipients(to),
      kind: 'tip.handed_over',
      title: '一件举报已移交到您的岗位',
      body: '',
      link: `/tips/${tip.id}`,
    })),
  ];
  return db.commit(writes, { ok: true });
}

/**
 * Exactly the words and the messages, each to the key of the desk; halves of an identity stay with their custodians.
 * @throws `envelope_invalid`; `conflict` when the reporter wrote something since
 */
async function checkWraps(
  { db }: Ctx,
  tip: TipRow,
  roleKeyId: string,
  given: InputOf<typeof contract.handOver>['wraps'],
): Promise<CheckedWrap[]> {
  const m = db.rows.tipMessage;
  const messages = await db.select({ id: m.id }).from(m).where(eq(m.tipId, tip.id));
  const parts = new Set(['body', ...messages.map((row) => row.id)]);
  const named = new Set(given.map(({ part }) => part));
  const strange = given.some(({ part, wrap }) => !parts.has(part) || wrap.roleKeyId !== roleKeyId);
  if (strange || named.size !== given.length || !named.has('body')) throw new DomainError('envelope_invalid');
  if (named.size !== parts.size) throw new DomainError('conflict');
  return Promise.all(given.map(({ part, wrap }) => checkWrap(part, wrap)));
}
