import { Checkbox, Input, Select, Space } from 'antd';
import {
  type counts,
  HAZARD_LEVELS,
  HAZARD_SOURCES,
  HAZARD_STATE_NAMES,
  HAZARD_STATES,
  type queue,
} from '../../../workers/contract/hazards.ts';
import type { ClientInput, ClientOutput } from '../../../workers/contract/route.ts';
import { useUnits } from './units.ts';

export type QueueFilter = Omit<ClientInput<typeof queue>, 'cursor' | 'limit'>;
const URGENCY = { overdue: '已超期', soon: '即将到期', danger: '现场危险' } as const;
const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** Filters of the queue, each with its count; what is chosen stands in the URL. */
export function QueueFilters({
  filter,
  set,
  totals,
}: {
  filter: QueueFilter;
  set: (change: Partial<QueueFilter>) => void;
  totals: ClientOutput<typeof counts> | undefined;
}) {
  const units = useUnits();
  return (
    <Space wrap>
      <Input.Search
        allowClear
        placeholder="编号、标题、地址…"
        defaultValue={filter.q}
        onSearch={(q) => set({ q })}
        style={{ width: 226 }}
      />
      <Select
        mode="multiple"
        allowClear
        placeholder="状态"
        aria-label="状态"
        maxTagCount={2}
        style={{ minWidth: 150 }}
        value={filter.state ? filter.state.split(',') : []}
        onChange={(v: string[]) => set({ state: v.join(',') })}
        options={HAZARD_STATE_NAMES.map((s) => ({
          value: s,
          label: `${HAZARD_STATES[s]} ${totals?.byState[s] ?? ''}`,
        }))}
      />
      <Select
        allowClear
        placeholder="紧急程度"
        aria-label="紧急程度"
        style={{ width: 130 }}
        value={filter.urgency}
        onChange={(urgency) => set({ urgency })}
        options={Object.entries(URGENCY).map(([value, label]) => ({
          value,
          label: `${label} ${totals?.byUrgency[value] ?? ''}`,
        }))}
      />
      <Select
        allowClear
        placeholder="等级"
        aria-label="等级"
        style={{ width: 130 }}
        value={filter.level}
        onChange={(level) => set({ level })}
        options={pick(HAZARD_LEVELS)}
      />
      <Select
        allowClear
        placeholder="来源"
        aria-label="来源"
        style={{ width: 120 }}
        value={filter.source}
        onChange={(source) => set({ source })}
        options={pick(HAZARD_SOURCES)}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="责任单位"
        aria-label="责任单位"
        style={{ width: 180 }}
        value={filter.ownerUnitId}
        onChange={(ownerUnitId) => set({ ownerUnitId })}
        options={units.options}
      />
      <Checkbox checked={filter.mine === 'todo'} onChange={(e) => set({ mine: e.target.checked ? 'todo' : undefined })}>
        等我办
      </Checkbox>
      <Checkbox checked={filter.sort === 'due'} onChange={(e) => set({ sort: e.target.checked ? 'due' : undefined })}>
        按期限排
      </Checkbox>
    </Space>
  );
}
