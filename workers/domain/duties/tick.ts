import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/duties.ts';
import type { InputOf } from '../../contract/route.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { loadDutyList, mayTick } from './rows.ts';

/** A line of a list in force done, with what shows it; without a day it is open again. An event of the list each time. */
export async function tickLine(ctx: Ctx, input: InputOf<typeof contract.tickLine>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const { id, doneOn, evidence, blobId } = input;
  const l = db.rows.dutyLine;
  const [line] = await db.select().from(l).where(eq(l.id, id));
  const row = await loadDutyList(ctx, found(line).listId);
  if (!(await mayTick(ctx, row))) refuse(row.state === 'published' ? 'forbidden' : 'wrong_state');
  const bad = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  if (doneOn !== null && doneOn > localDay(now)) bad('doneOn', '完成日期不能晚于今天');
  if (doneOn !== null && evidence === '' && blobId === null) bad('evidence', '请写明做了什么，或附上材料');
  const fresh = blobId !== null && blobId !== line?.blobId ? [blobId] : [];
  const claimed = await claimBlobs(ctx, fresh, `duty_line:${id}`);
  const set = { doneOn, doneBy: doneOn === null ? null : personId(ctx), evidence, blobId };
  const change = { action: 'tick', from: row.state, to: row.state, data: { line: id, doneOn, file: blobId } };
  const writes = [
    ...changed(ctx, 'dutyList', row, change, { updatedAt: now }),
    db.update('dutyLine', set, (t) => eq(t.id, id)),
    ...claimed.writes,
  ];
  return db.commit(writes, { ok: true as const });
}
