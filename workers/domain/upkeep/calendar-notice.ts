import { lastEvent } from '../audit/head.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';

/** From November on, once: next year's working days are not loaded, so that limits reaching there stay unknown. */
export async function warnOfMissingCalendar(ctx: Ctx): Promise<boolean> {
  const [year, month] = localDay(ctx.now).split('-').map(Number) as [number, number];
  if (month < 11 || (await ctx.ports.calendar(year + 1))) return false;
  const entityId = `calendar-${year + 1}`;
  if ((await lastEvent(ctx, 'reminder', entityId)).version > 0) return false;
  const { write } = nextEvent(ctx, NO_EVENTS, {
    entity: 'reminder',
    entityId,
    action: 'calendar_missing',
    from: null,
    to: null,
    data: { year: year + 1 },
  });
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'tenant_admin' }],
    kind: 'calendar.missing',
    title: `${year + 1} 年放假安排尚未导入`,
    body: `按工作日计算、落在 ${year + 1} 年的期限暂标为“待定”。国务院办公厅公布放假安排后，请平台运维人员导入，期限会自动重算。`,
    link: '/settings',
  });
  return ctx.db.commit([write, ...notice], true);
}
