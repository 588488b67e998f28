import { folded } from '../../workers/protocol/ical.ts';

const compact = (date: Date, days: number): string => {
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
  return `${day.getFullYear()}${`0${day.getMonth() + 1}`.slice(-2)}${`0${day.getDate()}`.slice(-2)}`;
};

/** An all-day entry that rings at ten. Whoever finds it learns no district, no address, no receipt, and no hour of making. */
export function calendarEntry(days: number, now: Date, uid: string): string {
  const title = '查一下办事进度';
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reminder//ZH', 'BEGIN:VEVENT'],
    `UID:${uid}`,
    `DTSTAMP:${compact(now, 0)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(now, days)}`,
    `DTEND;VALUE=DATE:${compact(now, days + 1)}`,
    ...[`SUMMARY:${title}`, 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT'],
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${title}`, 'TRIGGER:PT10H', 'END:VALARM'],
    ...['END:VEVENT', 'END:VCALENDAR'],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
