import { useNavigate, useSearch } from '@tanstack/react-router';
import { type Breakpoint, Segmented, Select } from 'antd';
import { useUnits } from './units.ts';

export interface PaperSearch {
  readonly state?: string;
  readonly unitId?: string;
  readonly show?: 'todo' | 'late';
}

/** Columns that a phone leaves out; what they say stands under the title there. */
export const WIDE: Breakpoint[] = ['lg'];

/** The filters of both lists; they stand in the address. */
export function usePaperSearch(): PaperSearch {
  return useSearch({ strict: false }) as PaperSearch;
}

/** The input of a list out of its filters. */
export function listInput({ state, unitId, show }: PaperSearch): Record<string, string | number> {
  return { limit: 50, ...(state ? { state } : {}), ...(unitId ? { unitId } : {}), ...(show ? { [show]: 'true' } : {}) };
}

export function PaperFilters({ path, states }: { path: string; states: Readonly<Record<string, string>> }) {
  const search = usePaperSearch();
  const navigate = useNavigate();
  const units = useUnits();
  const set = (more: Partial<Record<keyof PaperSearch, string | undefined>>) =>
    void navigate({ to: path as '/', search: { ...search, ...more } as never });
  return (
    <>
      <Segmented
        value={search.show ?? ''}
        onChange={(v) => set({ show: v || undefined })}
        options={[
          { value: '', label: '全部' },
          { value: 'todo', label: '待我办理' },
          { value: 'late', label: '已超期' },
        ]}
      />
      <Select
        allowClear
        style={{ width: 140 }}
        placeholder="状态"
        aria-label="状态"
        value={search.state}
        onChange={(v?: string) => set({ state: v })}
        options={Object.entries(states).map(([value, label]) => ({ value, label }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 200 }}
        placeholder="单位"
        aria-label="单位"
        value={search.unitId}
        onChange={(v?: string) => set({ unitId: v })}
        options={units.options}
      />
    </>
  );
}
