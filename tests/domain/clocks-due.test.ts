import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Calendar, dueAt, isWorkingDay, UNKNOWN } from '../../workers/domain/clocks/due.ts';
import { plan } from '../../workers/domain/clocks/schedule.ts';
import { DAYS_2026 } from '../support/clocks.ts';

const at = (local: string): number => Date.parse(`${local}+08:00`);
const endOf = (day: string): number => at(`${day}T23:59:59.999`);
const only2026: Calendar = (year) => (year === 2026 ? new Map(Object.entries(DAYS_2026)) : undefined);

test('the day of the start is day 0; the limit ends with the n-th day in China', () => {
  expect(dueAt(at('2026-11-18T10:00:00'), 15, 'day', only2026)).toBe(endOf('2026-12-03'));
  expect(dueAt(at('2026-11-18T00:00:00'), 1, 'day', only2026)).toBe(endOf('2026-11-19'));
  expect(dueAt(at('2026-11-18T23:59:59'), 1, 'day', only2026)).toBe(endOf('2026-11-19'));
  expect(dueAt(at('2028-02-28T09:00:00'), 1, 'day', only2026)).toBe(endOf('2028-02-29'));
  expect(dueAt(at('2027-02-28T09:00:00'), 1, 'day', only2026)).toBe(endOf('2027-03-01'));
});

test('minutes and hours run from the moment itself, over midnight and year', () => {
  expect(dueAt(at('2026-12-31T23:50:00'), 20, 'minute', only2026)).toBe(at('2027-01-01T00:10:00'));
  expect(dueAt(at('2026-12-31T23:00:00'), 2, 'hour', only2026)).toBe(at('2027-01-01T01:00:00'));
});

test('working days leave out weekends and holidays and count the make-up Saturday', () => {
  expect(dueAt(at('2026-09-30T16:00:00'), 1, 'working_day', only2026)).toBe(endOf('2026-10-08'));
  expect(dueAt(at('2026-10-09T16:00:00'), 1, 'working_day', only2026)).toBe(endOf('2026-10-10'));
  expect(dueAt(at('2026-10-10T16:00:00'), 1, 'working_day', only2026)).toBe(endOf('2026-10-12'));
  expect(dueAt(at('2026-12-30T09:00:00'), 1, 'working_day', only2026)).toBe(endOf('2026-12-31'));
});

test('a year without a calendar is unknown, never guessed from the weekday', () => {
  expect(dueAt(at('2026-12-31T09:00:00'), 1, 'working_day', only2026)).toBe(UNKNOWN);
  expect(dueAt(at('2026-12-25T09:00:00'), 5, 'working_day', only2026)).toBe(UNKNOWN);
  expect(dueAt(at('2025-12-30T09:00:00'), 2, 'working_day', only2026)).toBe(UNKNOWN);
  // Day 0 is not asked about: a limit that begins on the last day before a loaded year is known.
  expect(dueAt(at('2025-12-31T09:00:00'), 1, 'working_day', only2026)).toBe(endOf('2026-01-04'));
});

/** A second, slow reading of the rule: walks the calendar hour by hour with the time zone of the platform. */
function slowly(anchor: number, amount: number, calendar: Calendar): number | typeof UNKNOWN {
  const local = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
  });
  const read = (ms: number) => {
    const part = Object.fromEntries(local.formatToParts(ms).map((p) => [p.type, p.value]));
    return { day: `${part.year}-${part.month}-${part.day}`, year: Number(part.year), weekday: part.weekday ?? '' };
  };
  let { day } = read(anchor);
  let counted = 0;
  for (let ms = anchor; counted < amount; ms += 3_600_000) {
    const here = read(ms);
    if (here.day === day) continue;
    day = here.day;
    const special = calendar(here.year);
    if (!special) return UNKNOWN;
    if (special.get(day) ?? !['Sat', 'Sun'].includes(here.weekday)) counted += 1;
  }
  return Date.parse(`${day}T23:59:59.999+08:00`);
}

const dayIn = fc
  .integer({ min: Date.parse('2023-06-01'), max: Date.parse('2026-12-31') })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));
const calendars = fc
  .tuple(fc.array(fc.tuple(dayIn, fc.boolean()), { maxLength: 60 }), fc.subarray([2023, 2024, 2025, 2026]))
  .map(([days, years]): Calendar => {
    return (year) => {
      if (!years.includes(year)) return undefined;
      return new Map(days.filter(([day]) => day.startsWith(String(year))));
    };
  });
const anchors = fc.integer({ min: Date.parse('2023-06-01T00:00:00Z'), max: Date.parse('2026-12-31T23:59:59Z') });

test('property: working days agree with a slow second implementation', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: 1, max: 40 }), calendars, (anchor, amount, calendar) => {
      expect(dueAt(anchor, amount, 'working_day', calendar)).toBe(slowly(anchor, amount, calendar));
    }),
    { numRuns: 150 },
  );
});

test('property: a longer limit is never due earlier, and the due day is a working day', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: 1, max: 200 }), calendars, (anchor, amount, calendar) => {
      const [one, more] = [
        dueAt(anchor, amount, 'working_day', calendar),
        dueAt(anchor, amount + 1, 'working_day', calendar),
      ];
      if (one === UNKNOWN) {
        expect(more).toBe(UNKNOWN);
        return;
      }
      expect(isWorkingDay(Math.floor((one + 8 * 3_600_000) / 86_400_000), calendar)).toBe(true);
      if (more !== UNKNOWN) expect(more).toBeGreaterThan(one);
    }),
  );
});

test('warning, lateness and escalation stand in order of time', () => {
  const policy = {
    amount: 5,
    unit: 'working_day',
    warnBefore: 1,
    escalateAfter: [
      { after: 0, unit: 'working_day', to: 'owner_lead' },
      { after: 2, unit: 'working_day', to: 'leader' },
    ],
  } as const;
  const { dueAt: due, warnAt, steps } = plan(policy, at('2026-09-28T10:00:00'), null, only2026);
  expect([due, warnAt]).toEqual([endOf('2026-10-10'), endOf('2026-10-09')]);
  expect(steps.map((s) => [s.name, s.at])).toEqual([
    ['warn', endOf('2026-10-09')],
    ['overdue', endOf('2026-10-10')],
    ['escalate-1', endOf('2026-10-10')],
    ['escalate-2', endOf('2026-10-13')],
  ]);
  expect(plan(policy, at('2026-09-28T10:00:00'), '2026-10-15', only2026).dueAt).toBe(endOf('2026-10-15'));
  expect(plan(policy, at('2026-12-28T10:00:00'), null, only2026)).toEqual({ dueAt: null, warnAt: null, steps: [] });
});

test('the warning is never before the start', () => {
  const anchor = at('2026-11-18T10:00:00');
  const policy = { amount: 2, unit: 'hour', warnBefore: 5, escalateAfter: [] } as const;
  expect(plan(policy, anchor, null, only2026).warnAt).toBe(anchor);
});
