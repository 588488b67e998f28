import { expect, test } from 'vitest';
import { calendarEntry } from '../../web/tip/calendar.ts';
import { folded } from '../../workers/protocol/ical.ts';

test('the entry is an all-day one that rings at ten, counted from the day on the phone', () => {
  const lines = calendarEntry(30, new Date(2026, 11, 15, 23, 59), 'abc').split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(lines).toContain('DTSTART;VALUE=DATE:20270114');
  expect(lines).toContain('DTEND;VALUE=DATE:20270115');
  // No hour and minute of making.
  expect(lines).toContain('DTSTAMP:20261215T000000Z');
  expect(lines).toContain('TRIGGER:PT10H');
});

test('long lines are folded at 75 bytes, never inside a letter, and unfold to what they were', () => {
  const line = `SUMMARY:${'查一下办事进度😀'.repeat(20)}`;
  const parts = folded(line).split('\r\n');
  for (const part of parts) {
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
    expect(part).not.toContain('\uFFFD');
  }
  expect(folded(line).replaceAll('\r\n ', '')).toBe(line);
});
