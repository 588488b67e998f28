import { calendarEntry } from './calendar.ts';
import { make, newKey } from './dom.ts';

/** Hands the phone a calendar file made here; nothing is asked of the server. Answers what to tell the reader. */
export function remind(days: number, now: Date): string {
  const file = new Blob([calendarEntry(days, now, newKey())], { type: 'text/calendar' });
  const url = URL.createObjectURL(file);
  const link = make('a', { href: url, download: '提醒.ics', hidden: true });
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  // Some phones fetch it only after asking the reader.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `${days} 天后的提醒已交给手机。没有反应的话，请自己在日历里记一笔。`;
}
