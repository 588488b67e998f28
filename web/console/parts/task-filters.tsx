import { Checkbox, Input, Select, Space } from 'antd';
import { plans } from '../../../workers/contract/plans.ts';
import type { ClientInput, ClientOutput } from '../../../workers/contract/route.ts';
import { TASK_KINDS, TASK_STAGE_NAMES, TASK_STAGES } from '../../../workers/contract/task-words.ts';
import type { taskCounts, tasks } from '../../../workers/contract/tasks.ts';
import { useRoute } from '../data.ts';
import { useUnits } from './units.ts';

export type TaskFilter = Omit<ClientInput<typeof tasks>, 'cursor' | 'limit'>;
const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** Filters of the list of tasks, with their counts; what is chosen stands in the URL. */
export function TaskFilters({
  filter,
  set,
  totals,
}: {
  filter: TaskFilter;
  set: (change: Partial<TaskFilter>) => void;
  totals: ClientOutput<typeof taskCounts> | undefined;
}) {
  const units = useUnits();
  const list = useRoute(plans, { limit: 100 });
  return (
    <Space wrap>
      <Input.Search
        allowClear
        key={filter.q ?? ''}
        placeholder="编号、任务名称…"
        aria-label="编号、任务名称"
        defaultValue={filter.q}
        onSearch={(q) => set({ q })}
        style={{ width: 210 }}
      />
      <Select
        mode="multiple"
        allowClear
        placeholder="进度"
        aria-label="进度"
        maxTagCount={2}
        style={{ minWidth: 150 }}
        value={filter.stage ? filter.stage.split(',') : []}
        onChange={(v: string[]) => set({ stage: v.join(',') })}
        options={TASK_STAGE_NAMES.map((s) => ({
          value: s,
          label: `${TASK_STAGES[s]} ${totals?.byStage[s] ?? ''}`,
        }))}
      />
      <Select
        allowClear
        placeholder="紧急程度"
        aria-label="紧急程度"
        style={{ width: 136 }}
        value={filter.urgency}
        onChange={(urgency) => set({ urgency })}
        options={[
          { value: 'overdue', label: `已超期 ${totals?.overdue ?? ''}` },
          { value: 'soon', label: `即将到期 ${totals?.soon ?? ''}` },
        ]}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="所属计划"
        aria-label="所属计划"
        style={{ width: 230 }}
        popupMatchSelectWidth={false}
        value={filter.planId}
        onChange={(planId) => set({ planId })}
        options={(list.data?.items ?? []).map((p) => ({ value: p.id, label: p.title }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="责任单位"
        aria-label="责任单位"
        style={{ width: 180 }}
        value={filter.unitId}
        onChange={(unitId) => set({ unitId })}
        options={units.options}
      />
      <Select
        allowClear
        placeholder="类别"
        aria-label="类别"
        style={{ width: 120 }}
        value={filter.kind}
        onChange={(kind) => set({ kind })}
        options={pick(TASK_KINDS)}
      />
      <Checkbox checked={filter.sort === 'due'} onChange={(e) => set({ sort: e.target.checked ? 'due' : undefined })}>
        按期限排
      </Checkbox>
    </Space>
  );
}
