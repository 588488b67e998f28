import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { clockWrites } from '../clocks/change.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { officerStatement } from '../tip-keys/chain.ts';
import { addMessage } from './message-add.ts';
import { messageRows } from './message-check.ts';
import { loadTip } from './rows.ts';

type Answer = InputOf<typeof contract.answer>;

/** To the reporter, signed in the officer's browser. @throws `not_vouched` while the root has no word for the officer's key */
export function answer(ctx: Ctx, input: Answer): Promise<{ seq: number }> {
  const message = { tipId: input.id, id: input.messageId, sender: 'officer' as const };
  return addMessage(ctx, message, () => once(ctx, input));
}

async function once(ctx: Ctx, { messageId, ...input }: Answer): Promise<{ seq: number }> {
  const { db } = ctx;
  const me = personId(ctx);
  const tip = await loadTip(ctx, input.id);
  if (tip.shreddedDay !== null) throw new DomainError('shredded');
  if (!(await officerStatement(ctx, me))) throw new DomainError('not_vouched');
  const author = { sender: 'officer', kind: 'message', personId: me } as const;
  const rows = await messageRows(ctx, tip, { ...input, id: messageId }, author);
  const seq = tip.messages + 1;
  const { write, head } = nextEvent(ctx, tip, {
    entity: 'tip',
    entityId: tip.id,
    action: 'answer',
    from: tip.state,
    to: null,
    data: { seq, files: input.attachments.length },
  });
  // The limit that a report of retaliation started is one to answer: the first answer ends it.
  const stop = [{ kind: 'retaliation', outcome: 'answered' }];
  const heard = await clockWrites(ctx, 'tip', tip.id, { stop });
  const writes = [
    write,
    ...rows,
    db.update('tip', { messages: seq, ...head }, (t) => eq(t.id, tip.id)),
    ...heard.writes,
  ];
  return db.commit(writes, { seq });
}
