import type { confirm as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ClockChange } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { type Done, transition } from './transition.ts';

/** Whether it is a hazard is now settled: the time to accept it, and to look into a tip, is over. */
export const settled = (outcome: string): ClockChange => ({
  stop: [
    { kind: 'accept', outcome },
    { kind: 'verify', outcome },
  ],
});

export function confirm(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { level, sector, title, note } = input;
  return transition(ctx, 'confirm', input, (row) => ({
    set: { level, sector: sector ?? row.sector, ...(title ? { title } : {}) },
    data: { level, sector: sector ?? row.sector, note, ...(title ? { title } : {}) },
    clocks: settled('confirmed'),
  }));
}
