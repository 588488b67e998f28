import { expect, test } from 'vitest';
import { settlementOf } from '../../workers/domain/tips/settlement.ts';
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

const step = (of: { state: string; day: string }, f: Facts, key: string) => stepsOf(of, f).find((s) => s.key === key);

test('the promised day says which rule it comes from, shortened where the rule is long', () => {
  const clocks = [
    { kind: 'accept', dueAt: at('2026-11-03'), basis: '本地规则' },
    { kind: 'verify', dueAt: at('2026-11-20'), basis: '《信访工作条例》第三十四条'.repeat(20) },
  ];
  const steps = stepsOf({ ...tip, state: 'received' }, facts({ clocks }));
  expect(steps[1]).toMatchObject({ promisedDay: '2026-11-03', basis: '本地规则' });
  expect(steps[2]!.basis).toMatch(/^《信访工作条例》.{81}…$/);
  expect(steps[3]).toMatchObject({ promisedDay: null, basis: '' });
});

test('a refusal tells its reason; the office’s own note on a merger is not the reporter’s', () => {
  const refused = facts({ state: 'not_established', reason: '现场已无该隐患' });
  expect(step({ ...tip, state: 'not_established' }, refused, 'not_established')).toMatchObject({
    note: '现场已无该隐患',
  });
  const tipEvents = [
    { to: 'opened', at: at('2026-11-03') },
    { to: 'merged', at: at('2026-11-04') },
  ];
  const hazardEvents = [
    { to: 'confirmed', at: at('2026-11-01') },
    { to: 'closed', at: at('2026-11-09') },
  ];
  const merged = facts({ state: 'closed', tipEvents, hazardEvents });
  expect(stepsOf({ ...tip, state: 'merged' }, merged).map((s) => [s.label, s.day])).toEqual([
    ['已收到', '2026-11-02'],
    ['核查中', '2026-11-03'],
    ['已与其他举报并案办理', '2026-11-04'],
    ['经核查属实', '2026-11-01'],
    ['整改', null],
    ['复查后销号', '2026-11-09'],
  ]);
});

test('an extended limit says by how much and why, while it runs; a wish for it does not', () => {
  const tipEvents = [{ action: 'extend', to: null, at: at('2026-11-05'), data: '{}' }];
  const granted = [{ action: 'decideExtension', to: null, at: at('2026-11-06'), data: '{"approve":true}' }];
  const told = '核查期限延长 30 天，原因：须等检测报告';
  const extended = facts({ tipEvents: [...tipEvents, ...granted], told });
  expect(step(tip, extended, 'confirmed')?.note).toBe(told);
  expect(step(tip, { ...extended, state: 'confirmed' }, 'confirmed')?.note).toBe('');
  const asked = facts({ told, tipEvents });
  expect(step(tip, asked, 'confirmed')?.note).toBe('');
});

test('moved away: the way ends here, and says where to', () => {
  const tipEvents = [{ to: 'moved', at: at('2026-11-04') }];
  const steps = stepsOf({ ...tip, state: 'moved' }, facts({ tipEvents, told: '已移送乙县，由其受理' }));
  expect(steps.map((s) => s.key)).toEqual(['received', 'verifying', 'moved']);
  expect(steps.at(-1)).toMatchObject({ done: true, day: '2026-11-04', note: '已移送乙县，由其受理' });
});

test('retaliation: behind the way so far stands the new look, until there is an outcome again', () => {
  const tipEvents = [
    { action: 'look', to: 'opened', at: at('2026-11-03') },
    { action: 'refuse', to: 'not_established', at: at('2026-11-04') },
    { action: 'retaliation', to: 'opened', at: at('2026-11-06') },
  ];
  const clocks = [{ kind: 'retaliation', dueAt: at('2026-11-09'), basis: '本地规则' }];
  const again = facts({ state: 'not_established', reason: '现场已无', tipEvents, clocks });
  expect(stepsOf(tip, again).map((s) => [s.key, s.done, s.day, s.promisedDay])).toEqual([
    ['received', true, '2026-11-02', null],
    ['verifying', true, '2026-11-03', null],
    ['not_established', true, '2026-11-04', null],
    ['retaliation', true, '2026-11-06', null],
    ['rechecked', false, null, '2026-11-09'],
  ]);
  expect(step(tip, again, 'rechecked')?.label).toBe('先答复您，再重新核查');
  expect(step(tip, { ...again, clocks: [] }, 'rechecked')?.label).toBe('重新核查中');
  expect(settlementOf(tip, again)).toBe(undefined);
  const over = {
    ...again,
    tipEvents: [...tipEvents, { action: 'refuse', to: 'not_established', at: at('2026-11-08') }],
  };
  const settled = { ...tip, state: 'not_established' };
  expect(step(settled, { ...over, told: '未发现调岗' }, 'rechecked')).toMatchObject({
    ...{ label: '已重新办结', done: true, day: '2026-11-08', note: '未发现调岗' },
  });
  const hazardEvents = [{ to: 'not_established', at: at('2026-11-08') }];
  expect(step(settled, { ...over, told: '旧话', hazardEvents }, 'rechecked')?.note).toBe('');
  expect(settlementOf(settled, over)).toEqual({ outcome: 'not_established', day: '2026-11-08' });
});

test('settled: refused, moved away, or its hazard closed, wherever it was merged to', () => {
  const hazardEvents = [{ to: 'closed', at: at('2026-11-09') }];
  const closed = facts({ state: 'closed', hazardEvents });
  const of = (state: string) => settlementOf({ ...tip, state }, closed)?.outcome;
  expect(['received', 'opened', 'confirmed', 'merged', 'moved', 'not_established'].map(of)).toEqual([
    undefined,
    undefined,
    'closed',
    'closed',
    'moved',
    'not_established',
  ]);
  expect(settlementOf({ ...tip, state: 'confirmed' }, closed)?.day).toBe('2026-11-09');
  expect(settlementOf({ ...tip, state: 'confirmed' }, facts({ state: 'verified' }))).toBe(undefined);
});
