import type { Permission } from '../contract/access.ts';
import type { ErrorCode } from '../contract/errors.ts';

/** One step of a lifecycle, as data: where it leads, who may take it, what it needs, how the button reads. */
export interface Step<S extends string = string> {
  readonly to: S;
  readonly by: Permission;
  readonly label: string;
  /** Fields the command must bring; each is checked by the verb's input schema and shown before the button is pressed. */
  readonly needs?: readonly string[];
  /** The acting person must not be the one in this column of the state row. */
  readonly notBy?: string;
  /** Whose unit scope must hold the row: its owner unit, the place, or none (whole tenant). */
  readonly within?: 'owner' | 'place';
  /** Photos that must lie with the row, or come with the command, before the step. */
  readonly evidence?: readonly ('before' | 'after')[];
}

/** State → action → step. */
export type Machine<S extends string = string> = { readonly [state in S]: { readonly [action: string]: Step<S> } };

/** The step of `action` from `state`, or the code that refuses it. */
export function stepOf(machine: Machine, state: string, action: string): Step | ErrorCode {
  return machine[state]?.[action] ?? 'wrong_state';
}
