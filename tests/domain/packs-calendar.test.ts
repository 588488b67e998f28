import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { DirectoryDb } from '../../db/directory-db.ts';
import days2025 from '../../node_modules/chinese-days/dist/years/2025.json';
import days2026 from '../../node_modules/chinese-days/dist/years/2026.json';
import { CALENDAR } from '../../seeds/calendar.ts';
import { ensureCalendars, loadCalendarYear } from '../../workers/domain/calendar/load.ts';
import type { PlatformCtx } from '../../workers/domain/context.ts';
import { platform, T0 } from '../support/world.ts';

const ctx = (): PlatformCtx =>
  ({
    directory: new DirectoryDb(platform.directory),
    actor: { kind: 'system', reason: 'test' },
    now: T0,
    newId: uuidv7,
    forget: () => undefined,
  }) as unknown as PlatformCtx;

const stored = async (year: number) =>
  (
    await platform.directory
      .prepare('SELECT day, working FROM calendar_day WHERE day LIKE ? ORDER BY day')
      .bind(`${year}-%`)
      .all<{ day: string; working: number }>()
  ).results;

const logged = async () =>
  (await platform.directory.prepare("SELECT id FROM operator_event WHERE action = 'calendar.load'").all()).results
    .length;

test.each([
  [2025, days2025],
  [2026, days2026],
] as const)('%i stands as the library has it, every day in its year', (year, library) => {
  const { days, source } = CALENDAR.find((c) => c.year === year)!;
  expect(days.filter((d) => !d.working).map((d) => d.day)).toEqual(Object.keys(library.holidays).sort());
  expect(days.filter((d) => d.working).map((d) => d.day)).toEqual(Object.keys(library.workdays).sort());
  expect(source).toMatch(new RegExp(`${year}年.*国办发明电`));
});

test('2026 as the notice reads: 33 days off, six weekends worked', () => {
  const { days } = CALENDAR.find((c) => c.year === 2026)!;
  const off = days.filter((d) => !d.working);
  const count = (name: string) => off.filter((d) => d.name === name).length;
  expect(['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节'].map(count)).toEqual([3, 9, 3, 5, 3, 3, 7]);
  const worked = days.filter((d) => d.working).map((d) => d.day.slice(5));
  expect(worked).toEqual(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);
  for (const d of days.filter((w) => w.working)) expect([0, 6]).toContain(new Date(`${d.day}T00:00:00Z`).getUTCDay());
});

test('2027 is not known', () => {
  expect(CALENDAR.some((c) => c.year >= 2027)).toBe(false);
});

test('loading twice changes nothing the second time; a corrected notice replaces the year alone', async () => {
  expect(await ensureCalendars(ctx())).toEqual([2025, 2026]);
  const [logs, other] = [await logged(), await stored(2025)];
  const { days, source } = CALENDAR.find((c) => c.year === 2026)!;
  expect(await loadCalendarYear(ctx(), 2026, days, source)).toEqual({ days: 39, changed: 0 });
  expect(await logged()).toBe(logs);

  const corrected = days
    .filter((d) => d.day !== '2026-10-10')
    .map((d) => (d.day === '2026-10-07' ? { ...d, working: true } : d));
  expect(await loadCalendarYear(ctx(), 2026, corrected, source)).toEqual({ days: 38, changed: 2 });
  expect(await stored(2026)).toHaveLength(38);
  expect(await stored(2025)).toEqual(other);
  expect(await ensureCalendars(ctx())).toEqual([]);
  expect(await stored(2026)).toHaveLength(38);
});

test('a day of another year, or the same day twice, is refused whole', async () => {
  const day = { day: '2029-01-01', working: false, name: '元旦' };
  await expect(loadCalendarYear(ctx(), 2028, [day], '试')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(loadCalendarYear(ctx(), 2029, [day, day], '试')).rejects.toMatchObject({ code: 'bad_request' });
  expect(await stored(2029)).toEqual([]);
});
