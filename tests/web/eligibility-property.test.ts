import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type EligibilityRule,
  type ExpertFacts,
  evaluate,
  type WorkPeriod,
} from '../../workers/protocol/eligibility.ts';
import { anyDay, anyFacts, anyPeriod, anyRule, plainRule, plus } from '../support/eligibility.ts';

/*
 * The same conditions once more, a day at a time and with nothing shared: a table of days, and every one of them tried as the day
 * from which the years are counted.
 */
const CALENDAR: string[] = [];
for (let day = '1950-01-01'; day < '2070-01-01'; day = plus(day, 1)) CALENDAR.push(day);
const PLACE = new Map(CALENDAR.map((day, i) => [day, i]));
const place = (day: string): number => PLACE.get(day) as number;
const daysOf = (from: string, to: string): string[] => CALENDAR.slice(place(from), place(to));
const isDay = (day: string): boolean => PLACE.has(day);
/** The same day years later; no such day: the last of February. */
const yearsLater = (day: string, years: number): string => {
  const later = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return later.endsWith('02-29') && new Date(Number(later.slice(0, 4)), 2, 0).getDate() === 28
    ? `${later.slice(0, 4)}-02-28`
    : later;
};
const RELATED = ['chemicals', 'pipelines', 'fireworks', 'general'];

function counts(rule: EligibilityRule, p: WorkPeriod): boolean {
  if (!rule.works.includes(p.work)) return false;
  if (rule.needsEvidence && !p.evidenced) return false;
  if (rule.partTime === 'ignore' && p.share < 100) return false;
  if (rule.fields.includes('*')) return true;
  return p.field === 'general' || (rule.fields.length > 0 ? rule.fields : RELATED).includes(p.field);
}

function slowYears(rule: EligibilityRule, facts: ExpertFacts, day: string): boolean {
  const years = rule.special[0]?.minYears ?? rule.minYears;
  if (years === 0) return true;
  const table = new Map<string, number>();
  for (const p of facts.periods) {
    if (!counts(rule, p) || (p.to !== null && p.to < p.from)) continue;
    for (const d of daysOf(p.from, p.to === null || p.to > day ? day : p.to)) {
      table.set(d, Math.min(100, (table.get(d) ?? 0) + (rule.partTime === 'full' ? 100 : p.share)));
    }
  }
  const days = [...table.keys()].sort();
  // From the last day back: what was done from each day on, within its chain.
  let sum = 0;
  let after: string | undefined;
  for (const d of days.toReversed()) {
    const hole = after === undefined ? 0 : place(after) - place(d) - 1;
    if (rule.continuous && hole > rule.maxGapDays) sum = 0;
    sum += table.get(d) as number;
    if (sum >= (place(yearsLater(d, years)) - place(d)) * 100) return true;
    after = d;
  }
  return false;
}

function slow(rule: EligibilityRule, facts: ExpertFacts, day: string): boolean {
  const good = (kind: string, names: string[]) =>
    facts.credentials.some((c) => {
      const holds = (c.expires === null || c.expires >= day) && (c.evidenced || !rule.needsEvidence);
      const senior = c.level === '' ? c.name === '高级工程师' : c.level === '副高级';
      return c.kind === kind && holds && (kind === 'title' ? senior : names.includes(c.name));
    });
  const asked = [
    ...(rule.titles.length > 0 ? [good('title', [])] : []),
    ...(rule.registrations.length > 0 ? [good('registration', ['注册安全工程师'])] : []),
  ];
  const papers = asked.length === 0 || (rule.titlesNeeded === 'any' ? asked.some(Boolean) : asked.every(Boolean));
  const young = rule.maxAge === null || (facts.birthDay !== '' && day < yearsLater(facts.birthDay, rule.maxAge + 1));
  return papers && young && slowYears(rule, facts, day);
}

const passes = (rule: EligibilityRule, facts: ExpertFacts, day: string) => evaluate(rule, facts, day).passes;
const proven = (p: WorkPeriod): WorkPeriod => ({ ...p, work: 'technology', field: 'chemicals', evidenced: true });

test('as the slow way finds, on any day, for anybody, under any rule', () => {
  let yes = 0;
  fc.assert(
    fc.property(anyRule, anyFacts, anyDay, (rule, facts, day) => {
      const fast = passes(rule, facts, day);
      if (fast) yes += 1;
      expect(fast).toBe(slow(rule, facts, day));
    }),
    { numRuns: 1500 },
  );
  expect(yes).toBeGreaterThan(40);
});

test('the day from which it would pass is exact: it fails the day before and passes on it', () => {
  let later = 0;
  fc.assert(
    fc.property(anyRule, anyFacts, anyDay, (rule, facts, day) => {
      const { passes: now, passesOn } = evaluate(rule, facts, day);
      if (now) expect(passesOn).toBe(day);
      if (now) return;
      if (passesOn === null) {
        for (const days of [1, 40, 400, 1500, 4000]) expect(passes(rule, facts, plus(day, days))).toBe(false);
        return;
      }
      later += 1;
      expect(passesOn > day).toBe(true);
      expect(slow(rule, facts, passesOn)).toBe(true);
      expect(slow(rule, facts, plus(passesOn, -1))).toBe(false);
    }),
    { numRuns: 500 },
  );
  expect(later).toBeGreaterThan(15);
});

test('another proven period never takes days or an answer away', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, anyPeriod, anyDay, (given, facts, more, day) => {
      const rule = { ...given, continuous: false };
      const before = evaluate(rule, facts, day);
      const after = evaluate(rule, { ...facts, periods: [...facts.periods, proven(more)] }, day);
      expect(after.days).toBeGreaterThanOrEqual(before.days);
      // Without any work the bar is the one from today, and may be a day lower than the one from a first day of work.
      if (before.periods.some((p) => p.counted)) expect(after.missingDays).toBeLessThanOrEqual(before.missingDays);
      if (before.passes) expect(after.passes).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test('order, repetition and splitting change nothing', () => {
  const figures = (rule: EligibilityRule, facts: ExpertFacts, day: string) => {
    const { passes: ok, days, neededDays, missingDays, passesOn, gaps } = evaluate(rule, facts, day);
    return { ok, days, neededDays, missingDays, passesOn, gaps };
  };
  fc.assert(
    fc.property(anyRule, anyFacts, anyDay, anyDay, fc.nat(), (rule, facts, day, cut, pick) => {
      const same = figures(rule, facts, day);
      expect(figures(rule, { ...facts, periods: facts.periods.toReversed() }, day)).toEqual(same);
      const one = facts.periods[pick % Math.max(1, facts.periods.length)];
      if (!one) return;
      if (one.share === 100) expect(figures(rule, { ...facts, periods: [...facts.periods, one] }, day)).toEqual(same);
      if (cut <= one.from || (one.to !== null && cut >= one.to)) return;
      const rest = facts.periods.filter((p) => p !== one);
      const halves = [
        { ...one, to: cut },
        { ...one, id: 'second', from: cut },
      ];
      expect(figures(rule, { ...facts, periods: [...rest, ...halves] }, day)).toEqual(same);
    }),
    { numRuns: 600 },
  );
});

test('who passes, passes tomorrow too: unless a paper or the age ends it', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, anyDay, (rule, facts, day) => {
      if (!passes(rule, facts, day)) return;
      const lasting = { ...rule, maxAge: null };
      const credentials = facts.credentials.map((c) => ({ ...c, expires: null }));
      expect(passes(lasting, { ...facts, credentials }, plus(day, 1))).toBe(true);
      if (rule.maxAge === null && rule.titles.length + rule.registrations.length === 0) {
        expect(passes(rule, facts, plus(day, 1))).toBe(true);
      }
    }),
    { numRuns: 600 },
  );
});

test('one unbroken period is complete on its anniversary and not a day before', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, minYears) => {
      const facts = { birthDay: '', credentials: [], periods: [proven({ ...PERIOD, from })] };
      const rule = { ...plainRule, minYears };
      const full = yearsLater(from, minYears);
      expect(isDay(full)).toBe(true);
      expect(passes(rule, facts, plus(full, -1))).toBe(false);
      expect(evaluate(rule, facts, full)).toMatchObject({ passes: true, years: minYears, restDays: 0 });
      expect(evaluate(rule, facts, from)).toMatchObject({ days: 0, passesOn: full });
    }),
    { numRuns: 400 },
  );
});

const PERIOD: WorkPeriod = {
  ...{ id: 'p', employer: '', post: '', work: 'technology', field: 'chemicals' },
  ...{ from: '', to: null, share: 100, evidenced: true },
};
