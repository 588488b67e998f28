import { and, eq, isNull } from 'drizzle-orm';
import { checkEntries } from '../checks/feed.ts';
import { dayNumber, dayText } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { engagementEntries } from '../engagements/feed.ts';
import { found } from '../errors.ts';
import { grantsOf } from '../sessions/grants.ts';
import { randomToken, sha256 } from '../sessions/refresh-token.ts';
import { calendar } from '../tasks/calendar.ts';
import { calendarText, type Entry } from './ics.ts';

const BACK = 30;
const AHEAD = 70;
/** A feed is a page of one's nearest days, not the ledger. */
const MOST = 300;

/** A new address for the phone's calendar; the one before ends in the same commit. Only its hash is kept. */
export async function makeFeed(ctx: Ctx): Promise<{ path: string }> {
  const { db, now } = ctx;
  const me = personId(ctx);
  const token = randomToken();
  const row = { id: ctx.newId(), personId: me, tokenHash: sha256(token), createdAt: now };
  const path = `/${ctx.tenant.slug}/api/feeds/${token}`;
  return db.commit([ended(ctx, me), db.insert('calendarFeed', row)], { path });
}

export function endFeed(ctx: Ctx): Promise<{ ok: true }> {
  return ctx.db.commit([ended(ctx, personId(ctx))], { ok: true as const });
}

const ended = ({ db, now }: Ctx, me: string) =>
  db.update('calendarFeed', { endedAt: now }, (f) => and(eq(f.personId, me), isNull(f.endedAt)));

/**
 * Due days of what the owner of the address sees now: roles taken away are gone here too. @throws `not_found` for an ended
 * address, one that never was, and one whose owner left
 */
export async function readFeed(ctx: Ctx, { token }: { token: string }, origin: string): Promise<string> {
  const { calendarFeed: f, person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ personId: f.personId })
    .from(f)
    .innerJoin(p, eq(p.id, f.personId))
    .where(and(eq(f.tokenHash, sha256(token)), isNull(f.endedAt), eq(p.status, 'active')));
  const owner = found(row).personId;
  const actor = { kind: 'person', personId: owner, sessionId: '', grants: await grantsOf(ctx, owner) } as const;
  const own = { ...ctx, actor };
  const today = dayNumber(ctx.now);
  const span = { from: dayText(today - BACK), to: dayText(today + AHEAD) };
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await calendar(own, { ...span, limit: 100, cursor });
    for (const { id, taskId, day, title, unit, done, late } of page.items) {
      const mark = done ? '✓ ' : late ? '【超期】' : '';
      const url = `${origin}/${ctx.tenant.slug}/console/tasks/${taskId}`;
      entries.push({ uid: `${id}@anshao`, day, title: `${mark}${title}${unit ? `（${unit}）` : ''}`, url });
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && entries.length < MOST);
  const checkLink = (id: string): string => `${origin}/${ctx.tenant.slug}/console/checks/${id}`;
  entries.push(...(await checkEntries(own, span, MOST, checkLink)));
  const linkOf = (path: string): string => `${origin}/${ctx.tenant.slug}/console${path}`;
  entries.push(...(await engagementEntries(own, span, MOST, linkOf)));
  return calendarText(`${ctx.tenant.shortName}安全生产任务`, entries, ctx.now);
}
