import { Tag } from 'antd';
import { HAZARD_LEVELS, HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import { prose, remaining, timeOf } from '../format.ts';

const TONES: Partial<Record<HazardState, string>> = {
  closed: 'default',
  not_established: 'default',
  merged: 'default',
  verified: 'green',
};

export function StateTag({ state }: { state: HazardState }) {
  return <Tag color={TONES[state] ?? 'geekblue'}>{HAZARD_STATES[state]}</Tag>;
}

export function LevelTag({ level }: { level: 'general' | 'major' }) {
  return level === 'major' ? <Tag color="red">◆ {HAZARD_LEVELS.major}</Tag> : <Tag>{HAZARD_LEVELS.general}</Tag>;
}

/** Due time with what is left, late in red and in words. */
export function Due({ dueAt, open, long }: { dueAt: string | null; open: boolean; long?: boolean }) {
  if (!dueAt) return <span className="muted">—</span>;
  const late = open && Date.parse(dueAt) < Date.now();
  const soon = open && !late && Date.parse(dueAt) - Date.now() < 2 * 86_400_000;
  return (
    <span className={`num ${late ? 'late' : soon ? 'soon' : ''}`} title={timeOf(dueAt)}>
      {long && `${prose(dueAt)} `}
      {open ? remaining(dueAt) : long ? '' : timeOf(dueAt).slice(0, 10)}
    </span>
  );
}

export const isOpen = (state: HazardState): boolean =>
  !['closed', 'not_established', 'merged', 'verified'].includes(state);
