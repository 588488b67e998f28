const DAY_MS = 86_400_000;
const shift = (iso: string): Date => new Date(Date.parse(iso) + 8 * 3_600_000);

/** 2026-11-22 (China). */
export const dayOf = (iso: string): string => shift(iso).toISOString().slice(0, 10);
/** Today in China, wherever the browser stands. */
export const today = (): string => dayOf(new Date().toISOString());
export const thisYear = (): number => Number(today().slice(0, 4));
/** 2026-11-22 09:30 (China). */
export const timeOf = (iso: string): string => shift(iso).toISOString().slice(0, 16).replace('T', ' ');
/** 11月22日（周日）. */
export function prose(iso: string): string {
  const d = shift(iso);
  return `${d.getUTCMonth() + 1}月${d.getUTCDate()}日（周${'日一二三四五六'[d.getUTCDay()]}）`;
}
/** 刚刚 · 5 分钟前 · 3 小时前; a day or more: the date. */
export function ago(iso: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} 小时前` : dayOf(iso);
}
/** 还剩 3 天 · 今天到期 · 超期 2 天. */
export function remaining(dueIso: string, now = Date.now()): string {
  const days = (Date.parse(dayOf(dueIso)) - Date.parse(dayOf(new Date(now).toISOString()))) / DAY_MS;
  if (Date.parse(dueIso) < now) return days >= 0 ? '已超期' : `超期 ${-days} 天`;
  return days === 0 ? '今天到期' : `还剩 ${days} 天`;
}
