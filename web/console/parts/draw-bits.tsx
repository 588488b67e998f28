import { Tag } from 'antd';
import type { draw } from '../../../workers/contract/draws.ts';
import { DRAW_STATES, type DrawState, PICK_STATES, type PickState } from '../../../workers/contract/expert-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';

export type Draw = ClientOutput<typeof draw>;

const STATES: Partial<Record<DrawState, string>> = { committed: 'orange', drawn: 'blue', done: 'green' };
const PICKS: Partial<Record<PickState, string>> = {
  called: 'blue',
  accepted: 'green',
  refused: 'red',
  no_show: 'red',
  recused: 'orange',
};

export const DrawStateTag = ({ state }: { state: DrawState }) => <Tag color={STATES[state]}>{DRAW_STATES[state]}</Tag>;

/** Of somebody selected who was not told yet, "候补" would be wrong. */
export const PickStateTag = ({ state, role }: { state: PickState; role: string }) => (
  <Tag color={PICKS[state]}>{state === 'waiting' && role === 'selected' ? '待通知' : PICK_STATES[state]}</Tag>
);

export const may = (draw: Draw, action: Draw['actions'][number]['action']) =>
  draw.actions.find((one) => one.action === action);

/** A digest in groups, to be read aloud or copied by hand. */
export const Digest = ({ of }: { of: string }) => (
  <code className="num" style={{ wordBreak: 'break-all' }}>
    {of}
  </code>
);
