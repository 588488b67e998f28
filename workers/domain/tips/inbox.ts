import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type * as z from 'zod';
import type { inboxView, inbox as route } from '../../contract/receipts.ts';
import { INBOX_PAGE } from '../../contract/receipts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { rootStatements } from '../tip-keys/chain.ts';
import { activeRoleKeys } from '../tip-keys/role-keys.ts';
import { among } from '../units/scope.ts';
import { rolesOf } from './desks.ts';
import { padTo } from './padded.ts';
import { tipNear } from './receipt-tip.ts';

type View = z.output<typeof inboxView>;

/** A full page of messages with twenty files each, and the desk's key. */
const INBOX_BYTES = 61_440;
/** The root's words are the same for every receipt; they add to the size in steps. */
const STEP = 4096;

/**
 * A page of the conversation, newest first, always as long. Reading it writes nothing at all. A receipt that an officer has
 * seen shows no messages before it is replaced.
 */
export async function inbox(ctx: Ctx, input: InputOf<typeof route>): Promise<{ padded: string }> {
  const { tip, right } = await tipNear(ctx, input.token);
  const view = await pageOf(ctx, tip ?? { id: '', desk: '' }, input.before);
  const { sealTo, roots } = view;
  const bytes = INBOX_BYTES + Math.ceil(Buffer.byteLength(JSON.stringify(JSON.stringify(roots))) / STEP) * STEP;
  const empty = { messages: [], next: null, sealTo: [], roots: [] };
  // Both answers are made before one is chosen.
  const answers = {
    told: padTo(bytes, tip?.mustChange ? { ...empty, sealTo, roots } : view),
    nothing: padTo(bytes, empty),
  };
  return right ? answers.told : answers.nothing;
}

async function pageOf(ctx: Ctx, tip: { id: string; desk: string }, before: number | undefined): Promise<View> {
  const { tipMessage: m, tipAttachment: a } = ctx.db.rows;
  const rows = await ctx.db
    .select({
      id: m.id,
      seq: m.seq,
      sender: m.sender,
      day: m.day,
      body: m.body,
      commit: m.commitment,
      enc: m.reporterEnc,
      ct: m.reporterCt,
    })
    .from(m)
    .where(and(eq(m.tipId, tip.id), before === undefined ? undefined : lt(m.seq, before)))
    .orderBy(desc(m.seq))
    .limit(INBOX_PAGE + 1);
  const page = rows.slice(0, INBOX_PAGE);
  const ids = page.map((row) => row.id);
  const files = await ctx.db
    .select({ id: a.id, messageId: a.messageId })
    .from(a)
    .where(and(eq(a.tipId, tip.id), among(a.messageId, ids)))
    .orderBy(asc(a.id));
  return {
    messages: page.map(({ enc, ct, sender, ...row }) => ({
      ...row,
      sender: sender as View['messages'][number]['sender'],
      toReporter: { enc, ct },
      files: files.filter((file) => file.messageId === row.id).map((file) => file.id),
    })),
    next: rows.length > INBOX_PAGE ? (page.at(-1)?.seq ?? null) : null,
    sealTo: await activeRoleKeys(ctx, rolesOf(tip.desk)),
    roots: await rootStatements(ctx),
  };
}
