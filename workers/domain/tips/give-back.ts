import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { deskRecipients, myDesks } from './desks.ts';
import { loadSeen } from './rows.ts';
import { tipStep } from './step.ts';
import { endObjection } from './tip-clocks.ts';
import { dropWraps } from './wraps.ts';

/** 「不属本单位」: by the unit itself, within the time it has to say so. The intake reads on: it never gave its wraps away. */
export async function giveBack(ctx: Ctx, input: InputOf<typeof contract.giveBack>): Promise<{ ok: true }> {
  const tip = await loadSeen(ctx, input, ['received', 'opened']);
  if (!myDesks(ctx).verification.includes(tip.desk)) throw new DomainError('wrong_state');
  if (await tooLate(ctx, tip.id)) throw new DomainError('wrong_state');
  const step = tipStep(ctx, tip, {
    action: 'giveBack',
    set: { desk: 'intake', extensionBy: null },
    data: { from: tip.desk, to: 'intake', reason: input.reason },
  });
  const writes = [
    ...step.writes,
    ...(await dropWraps(ctx, tip.id, 'intake')),
    ...(await endObjection(ctx, tip.id, 'given_back')),
    ...(await notifyWrites(ctx, {
      to: deskRecipients('intake'),
      kind: 'tip.given_back',
      title: '单位退回一件移交的举报，请重新确定核查单位',
      body: input.reason,
      link: `/tips/${tip.id}`,
    })),
  ];
  return ctx.db.commit(writes, { ok: true });
}

/** Where no rule gives a time, there is no end to it. */
async function tooLate({ db, now }: Ctx, tipId: string): Promise<boolean> {
  const c = db.rows.clock;
  const rows = await db
    .select({ id: c.id })
    .from(c)
    .where(
      and(
        ...[eq(c.entity, 'tip'), eq(c.entityId, tipId), eq(c.kind, 'objection')],
        ...[isNull(c.stoppedAt), lt(c.dueAt, now)],
      ),
    )
    .orderBy(desc(c.id));
  return rows.length > 0;
}
