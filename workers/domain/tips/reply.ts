import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/receipts.ts';
import type { InputOf } from '../../contract/route.ts';
import { clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { FOLDED, foldCounter, tipCounters } from './counters.ts';
import { deskRecipients } from './desks.ts';
import { addMessage } from './message-add.ts';
import { messageRows } from './message-check.ts';
import { type ReceiptTip, tipOfToken, toTheDay } from './receipt-tip.ts';

type Reply = InputOf<typeof contract.reply>;
/** Messages of the reporter in a row that nobody has answered; more would be a flood. */
const UNANSWERED_MAX = 20;

/** From the reporter, who has shown the receipt. `retaliation` puts the tip at the head of the desk, whatever became of it. */
export async function reply(ctx: Ctx, input: Reply): Promise<{ seq: number }> {
  const { id: tipId } = await tipOfToken(ctx, input.token);
  const done = await addMessage(ctx, { tipId, id: input.id, sender: 'reporter' }, () => once(ctx, input));
  ctx.ports.wakeOutbox();
  return done;
}

async function once(ctx: Ctx, input: Reply): Promise<{ seq: number }> {
  const { db } = ctx;
  const tip = await tipOfToken(ctx, input.token);
  if (tip.mustChange) throw new DomainError('must_change');
  if (tip.shreddedDay !== null) throw new DomainError('shredded');
  await checkUnanswered(ctx, tip.id, input.kind);
  const retaliation = input.kind === 'retaliation';
  const rows = await messageRows(ctx, tip, input, { sender: 'reporter', kind: input.kind, personId: null });
  const state = retaliation && tip.state !== 'received' ? 'opened' : tip.state;
  const seq = tip.messages + 1;
  const { write, head } = nextEvent(toTheDay(ctx), tip, {
    entity: 'tip',
    entityId: tip.id,
    action: retaliation ? 'retaliation' : 'reply',
    from: tip.state,
    to: state === tip.state ? null : state,
    data: { seq, files: input.attachments.length },
  });
  const heard = retaliation || !tip.muted;
  const set = {
    ...{ messages: seq, unread: tip.unread + (heard ? 1 : 0), ...head },
    ...(retaliation ? { state, priority: 1, settledDay: null } : {}),
  };
  const writes: Write[] = [
    write,
    ...rows,
    db.update('tip', set, (t) => eq(t.id, tip.id)),
    ...tipCounters(ctx, tip.state, state),
    ...(retaliation && tip.priority === FOLDED ? [foldCounter(ctx, tip, -1)] : []),
    ...(retaliation ? await retaliationClock(ctx, tip) : []),
    ...(heard ? await notices(ctx, tip, retaliation) : []),
  ];
  return db.commit(writes, { seq });
}

/** @throws `rate_limited`; the first report of retaliation passes in any case. */
async function checkUnanswered({ db }: Ctx, tipId: string, kind: Reply['kind']): Promise<void> {
  const m = db.rows.tipMessage;
  const last = await db
    .select({ sender: m.sender, kind: m.kind })
    .from(m)
    .where(eq(m.tipId, tipId))
    .orderBy(desc(m.seq))
    .limit(UNANSWERED_MAX);
  if (last.length < UNANSWERED_MAX || last.some((row) => row.sender === 'officer')) return;
  if (kind === 'retaliation' && last.every((row) => row.kind !== 'retaliation')) return;
  throw new DomainError('rate_limited', { retryAfter: 86_400 });
}

/** The limit to answer. The first report starts it; further ones must not start it anew while nobody answered. */
async function retaliationClock(ctx: Ctx, tip: ReceiptTip): Promise<Write[]> {
  const c = ctx.db.rows.clock;
  const [running] = await ctx.db
    .select({ id: c.id })
    .from(c)
    .where(and(eq(c.entity, 'tip'), eq(c.entityId, tip.id), eq(c.kind, 'retaliation'), isNull(c.stoppedAt)));
  if (running) return [];
  const start = [{ kind: 'retaliation' as const, facts: { source: 'tip' } }];
  return (await clockWrites(ctx, 'tip', tip.id, { start })).writes;
}

/** Words stay sealed: a notice says that there is something, not what. */
function notices(ctx: Ctx, tip: ReceiptTip, retaliation: boolean): Promise<Write[]> {
  const to = deskRecipients(tip.desk);
  const link = `/tips/${tip.id}`;
  if (!retaliation) return notifyWrites(ctx, { to, kind: 'tip.message', title: '举报人发来新消息', body: '', link });
  return notifyWrites(ctx, {
    to: [...to, { role: 'discipline' }],
    kind: 'tip.retaliation',
    title: '举报人反映受到打击报复，请优先处理',
    body: tip.desk === 'discipline' ? '' : '内容由受理该举报的岗位打开。',
    link,
  });
}
