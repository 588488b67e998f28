import { expect, test } from 'vitest';
import { type Facts, stepsOf } from '../../workers/domain/tips/steps.ts';

const at = (day: string) => Date.parse(`${day}T09:30:00+08:00`);
const facts = (more: Partial<Facts> = {}): Facts => ({
  state: 'reported',
  reason: '',
  tipEvents: [{ to: 'received', at: at('2026-11-02') }],
  hazardEvents: [{ to: 'reported', at: at('2026-11-02') }],
  clocks: [],
  ...more,
});
const tip = { state: 'opened', day: '2026-11-02' };
const done = (f: Facts, of = tip) =>
  stepsOf(of, f)
    .filter((s) => s.done)
    .map((s) => s.key);

test('each state of the hazard shows as far as it has come, and no further', () => {
  const expected: Record<string, string> = {
    reported: 'received,verifying',
    confirmed: 'received,verifying,confirmed',
    assigned: 'received,verifying,confirmed',
    rectifying: 'received,verifying,confirmed',
    returned: 'received,verifying,confirmed',
    submitted: 'received,verifying,confirmed,rectifying',
    verified: 'received,verifying,confirmed,rectifying',
    closed: 'received,verifying,confirmed,rectifying,closed',
    not_established: 'received,verifying,not_established',
  };
  for (const [state, keys] of Object.entries(expected)) expect(done(facts({ state })).join()).toBe(keys);
});

test('a step done again after a return or a reopening shows its latest day', () => {
  const hazardEvents = ['2026-11-05', '2026-11-09'].map((day) => ({ to: 'submitted', at: at(day) }));
  const steps = stepsOf(tip, facts({ state: 'submitted', hazardEvents }));
  expect(steps.find((s) => s.key === 'rectifying')).toMatchObject({ done: true, day: '2026-11-09', promisedDay: null });
});

test('a promise is a day, and UNKNOWN promises nothing', () => {
  const clocks = [
    { kind: 'verify', dueAt: at('2026-11-20') },
    { kind: 'accept', dueAt: null },
  ];
  const steps = stepsOf({ ...tip, state: 'received' }, facts({ clocks }));
  expect(steps.map((s) => [s.key, s.promisedDay])).toEqual([
    ['received', null],
    ['verifying', null],
    ['confirmed', '2026-11-20'],
    ['rectifying', null],
    ['closed', null],
  ]);
});

test('the day is the day in China', () => {
  const tipEvents = [{ to: 'opened', at: Date.parse('2026-11-02T16:30:00Z') }];
  expect(stepsOf(tip, facts({ tipEvents }))[1]).toMatchObject({ key: 'verifying', day: '2026-11-03' });
});
