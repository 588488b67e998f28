import { expect, test } from 'vitest';
import { CALENDAR } from '../../seeds/calendar.ts';
import { national } from '../../seeds/national.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { spawnKeyPeriods } from '../../workers/domain/templates/key-periods.ts';
import { dayOf } from '../../workers/domain/templates/period.ts';
import { forgetCalendar } from '../../workers/http/calendar.ts';
import { clock, mintTenant, platform, T0 } from '../support/world.ts';

const holidays = (year: number) =>
  new Map(CALENDAR.find((c) => c.year === year)!.days.flatMap((d) => (d.working ? [] : [[d.day, d.name] as const])));

test('the words of a period become days by the calendar that is loaded, and by nothing else', () => {
  const read = (words: string, year: number, side: 'from' | 'to' = 'from') => dayOf(words, year, side, holidays(year));
  expect(read('04-28', 2026)).toBe('2026-04-28');
  expect(read('02-30', 2026)).toBeNull();
  expect(read('99-99', 2026)).toBeNull();
  expect([read('劳动节', 2026), read('五一', 2026, 'to')]).toEqual(['2026-05-01', '2026-05-05']);
  expect([read('中秋前三日', 2026), read('中秋后一日', 2026, 'to')]).toEqual(['2026-09-22', '2026-09-28']);
  expect([read('春节前10日', 2026), read('春节后十二日', 2026)]).toEqual(['2026-02-05', '2026-03-07']);
  expect([read('农历腊月二十三', 2026), read('农历正月十五', 2026)]).toEqual(['2026-02-10', '2026-03-03']);
  expect([read('农历腊月廿三', 2025), read('农历正月初七', 2025)]).toEqual(['2025-01-22', '2025-02-04']);
  expect(read('某某节前三日', 2026)).toBeNull();
  for (const words of ['劳动节', '中秋前三日', '农历正月十五'])
    expect(dayOf(words, 2026, 'from', undefined)).toBeNull();
  // A loaded calendar that does not bear the lunar one out is not believed.
  expect(dayOf('农历正月十五', 2026, 'from', new Map([['2026-03-17', '春节']]))).toBeNull();
});

async function district() {
  const world = await mintTenant();
  await platform.directory
    .prepare(
      "INSERT OR IGNORE INTO calendar_day (day, working, name, source) SELECT value ->> 0, 0, value ->> 1, 't' FROM json_each(?)",
    )
    .bind(JSON.stringify([...holidays(2026)]))
    .run();
  forgetCalendar();
  for (const step of ['policies', 'templates', 'settings'] as const)
    await loadPack(await world.ctx(), national, { step });
  await world.unit('城东街道', 'street');
  const office = await world.person(['commission_office']);
  const night = async (day: string) => {
    clock.now = Date.parse(`${day}T00:30:00+08:00`);
    try {
      return await spawnKeyPeriods(await world.ctx());
    } finally {
      clock.now = T0;
    }
  };
  const { db } = await world.ctx();
  const { plan: p, task: t, notification: n, assignment: a } = db.rows;
  const all = {
    plans: () => db.select().from(p),
    tasks: () => db.select().from(t),
    parts: () => db.select().from(a),
    notices: async () => (await db.select().from(n)).filter((row) => row.personId === office.personId),
  };
  return { ...world, ...all, night };
}

test('some days before a period its plan of checks is drafted, once, and the office is told', async () => {
  const d = await district();
  expect((await d.night('2026-04-12')).spawned).toEqual([]);
  expect((await d.night('2026-04-13')).spawned).toEqual(['2026 五一']);
  expect((await d.night('2026-04-14')).spawned).toEqual([]);
  const [plan, ...others] = await d.plans();
  expect(others).toEqual([]);
  expect(plan).toMatchObject({ kind: 'campaign', state: 'drafted', title: '2026年五一安全检查', year: 2026 });
  expect(plan).toMatchObject({ fromDay: '2026-04-28', toDay: '2026-05-05', ownerUnitId: null });
  const tasks = await d.tasks();
  expect(tasks.map((t) => [t.title, t.dueDay])).toEqual([
    ['旅游', '2026-05-05'],
    ['道路交通', '2026-05-05'],
    ['大型活动', '2026-05-05'],
  ]);
  expect(await d.parts()).toHaveLength(3);
  const [notice] = await d.notices();
  expect(notice).toMatchObject({ title: '“2026年五一安全检查”计划已起草，请核对后交办', link: `/plans/${plan!.id}` });
  expect(notice!.body).toContain('本地区还没有“负有安全监管职责的部门”');
});

test('a period across the year, and lunar days; two runs at once make one plan', async () => {
  const d = await district();
  const runs = await Promise.all([d.night('2026-01-26'), d.night('2026-01-26')]);
  expect(runs.flatMap((run) => run.spawned)).toEqual(['2026 春节']);
  expect((await d.plans()).map((p) => [p.fromDay, p.toDay])).toEqual([['2026-02-10', '2026-03-03']]);
  expect((await d.night('2026-11-30')).spawned).toEqual(['2026 岁末年初']);
  expect((await d.plans()).at(-1)).toMatchObject({ fromDay: '2026-12-15', toDay: '2027-01-15' });
});

test('days that nobody knows are said once, and spawn nothing', async () => {
  const d = await district();
  expect((await d.night('2026-12-01')).unknown).toEqual(['2027 春节', '2027 中秋']);
  expect((await d.night('2026-12-02')).unknown).toEqual(['2027 春节', '2027 中秋']);
  const told = (await d.notices()).filter((n) => n.kind === 'plan.key_period_unknown');
  expect(told.map((n) => n.title)).toEqual(['2027 年有重点时段的日期还不能确定']);
  expect(told[0]!.body).toContain('春节、中秋');
});
