import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEAT_STATES, type SeatState } from '../../workers/contract/expert-words.ts';
import { labelOf } from '../../workers/domain/seats/labels.ts';
import {
  FINISHED,
  type Gate,
  PENDING,
  SEAT_MACHINE,
  type SeatStep,
  stepsOf,
} from '../../workers/domain/seats/machine.ts';

const STATES = Object.keys(SEAT_MACHINE) as SeatState[];
const all = STATES.flatMap((from) => Object.entries(stepsOf(from)).map(([action, step]) => ({ from, action, step })));
/** What lies between an application and a seat, in order. */
const GATES: readonly { action: string; gates: readonly Gate[] }[] = [
  { action: 'check', gates: ['clear', 'figures'] },
  { action: 'review', gates: ['clear', 'apart'] },
  { action: 'publicise', gates: ['clear', 'panel', 'pins'] },
  { action: 'appoint', gates: ['clear', 'panel', 'pins', 'period', 'unopposed', 'eligible', 'quota'] },
];
const gatesOf = (step: SeatStep): readonly Gate[] => step.gates ?? [];

test('no walk comes to an appointment without every gate, in order, since the last return to the start', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }), (picks) => {
      let state: SeatState = 'applied';
      let walked: string[] = [];
      for (const pick of picks) {
        const steps: [string, SeatStep][] = Object.entries(stepsOf(state));
        const chosen = steps[pick % Math.max(1, steps.length)];
        if (!chosen) return;
        const [action, step] = chosen;
        const before: SeatState = state;
        state = step.to;
        walked = state === 'applied' ? [] : [...walked, action];
        if (state === 'appointed' && before === 'publicised') {
          expect(walked.filter((one) => GATES.some((g) => g.action === one))).toEqual(GATES.map((g) => g.action));
        }
        // Into office only from publicity, or by those who were in office before.
        if (state === 'appointed') expect(['publicised', 'appointed', 'suspended', 'ended']).toContain(before);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(GATES)('$action stands behind all of its gates', ({ action, gates }) => {
  const steps = all.filter((one) => one.action === action);
  expect(steps).toHaveLength(1);
  expect([...gatesOf(steps[0]!.step)].sort()).toEqual([...gates].sort());
});

test('nobody tied to the applicant decides anything, and whoever comes into office passes the rule of the day', () => {
  const formal = ['withdraw', 'supplemented', 'changed', 'again', 'end'];
  for (const { action, step } of all) {
    if (!formal.includes(action)) expect(gatesOf(step), action).toContain('clear');
    if (step.to === 'appointed') expect(gatesOf(step), action).toContain('eligible');
  }
});

test('every state is reached, has its word, and is of one group; what was removed stays removed', () => {
  const reached = new Set<SeatState>(['applied', ...all.map(({ step }) => step.to)]);
  expect([...reached].sort()).toEqual(Object.keys(SEAT_STATES).sort());
  expect([...PENDING, ...FINISHED, 'appointed', 'suspended'].sort()).toEqual(Object.keys(SEAT_STATES).sort());
  expect(stepsOf('removed')).toEqual({});
  for (const { from, action, step } of all) expect(labelOf(action, from)).toBe(step.label);
  expect(labelOf('confirm', 'applied')).toBe('核验一项材料');
});
