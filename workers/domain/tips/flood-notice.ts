import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { deskRecipients } from './desks.ts';

/** In a flood the desk is told once an hour, not once a tip. */
export async function floodNotice(ctx: Ctx, desk: string): Promise<Write[]> {
  const hour = new Date(ctx.now).toISOString().slice(0, 13);
  const c = ctx.db.rows.counter;
  const [told] = await ctx.db
    .select({ value: c.value })
    .from(c)
    .where(and(eq(c.name, 'tip.flood'), eq(c.bucket, hour)));
  const counted = ctx.db.count('tip.flood', hour, 1);
  if (told) return [counted];
  const notices = await notifyWrites(ctx, {
    to: deskRecipients(desk),
    kind: 'tip.flood',
    title: '举报量突然增多',
    body: '系统已自动提高提交难度，受理没有关闭。同类举报在受理台折叠显示，请留意其中的真实线索。',
    link: '/tips',
  });
  return [counted, ...notices];
}
