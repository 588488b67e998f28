import { Tag } from 'antd';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { CHANNELS, type Channel, TIP_KINDS, TIP_STATES, type TipState } from '../../../workers/contract/tips.ts';
import { useCan } from './person.ts';
import type { Row } from './tip-sealed.ts';
import { useUnits } from './units.ts';

export const stillOpen = (state: TipState): boolean => state === 'received' || state === 'opened';

export function TipStateTag({ state }: { state: TipState }) {
  return <Tag color={state === 'received' ? 'blue' : 'default'}>{TIP_STATES[state]}</Tag>;
}

/** What must be seen before anything else; each mark has a word and a shape besides its colour. */
export function Marks({ tip }: { tip: { danger: boolean; casualty: boolean; priority: number } }) {
  return (
    <>
      {tip.priority > 0 && <span className="late">■反映打击报复 </span>}
      {tip.danger && <span className="late">▲现场危险 </span>}
      {tip.casualty && <span className="late">◆有伤亡 </span>}
    </>
  );
}

/** For the intake: which of its tips lie with a unit, and which are silent. */
export function Whereabouts({ row }: { row: Row }) {
  const units = useUnits();
  const can = useCan();
  const unit = row.desk.startsWith('verification:') && units.short(row.desk.replace('verification:', ''));
  return (
    <>
      {unit && can('tip.office') && <span className="muted">　已交{unit}核查</span>}
      {row.muted && <span className="muted">　已静音</span>}
    </>
  );
}

export function Category({ row }: { row: Row }) {
  return (
    <>
      <Marks tip={row} />
      {CATEGORIES[row.category]}
      {row.kind !== 'hazard' && <span className="muted">（{TIP_KINDS[row.kind]}）</span>}
      <Whereabouts row={row} />
    </>
  );
}

/** How it came in. What was not sealed in the reporter's own browser says so. */
export function ChannelTag({ channel }: { channel: Channel }) {
  if (channel === 'web') return <Tag>{CHANNELS.web}</Tag>;
  if (channel === 'form') return <Tag color="orange">传输加密，非端到端</Tag>;
  return (
    <Tag>
      {CHANNELS[channel]}
      {channel === 'moved' ? '' : '（代录）'}
    </Tag>
  );
}
