import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarText } from '../../workers/domain/feeds/ics.ts';

const NAMES =
  /^(BEGIN|VERSION|PRODID|CALSCALE|METHOD|X-WR-CALNAME|REFRESH-INTERVAL|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|URL|TRANSP|END)[:;]/;
const entry = { uid: 'a@b', day: '2026-11-18', url: 'https://a.example/1' };
const hurting = fc.constantFrom(
  '\r',
  '\n',
  '\r\n',
  '\v',
  '\f',
  '\u0085',
  '\u2028',
  '\u0000',
  '\u001b',
  ';',
  ',',
  '\\',
  '\ud800',
);

test('no text of a task ends a line of the calendar, or starts one of its own', () => {
  const text = fc.array(fc.oneof(hurting, fc.string({ unit: 'binary' }), fc.constant('END:VEVENT')), { maxLength: 30 });
  fc.assert(
    fc.property(text, text, (name, title) => {
      const whole = calendarText(name.join(''), [{ ...entry, title: title.join('') }], 0);
      const lines = whole.split('\r\n');
      expect(lines.pop()).toBe('');
      expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
      expect(lines.filter((line) => !line.startsWith(' ') && !NAMES.test(line))).toEqual([]);
      expect(lines.filter((line) => line === 'END:VEVENT' || line === 'END:VCALENDAR')).toHaveLength(2);
      expect(/[\p{Cc}\u2028\u2029]/u.test(whole.replaceAll('\r\n', ''))).toBe(false);
    }),
    { numRuns: 500 },
  );
});
