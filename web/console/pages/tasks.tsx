import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Modal } from 'antd';
import { useState } from 'react';
import { taskCounts, tasks } from '../../../workers/contract/tasks.ts';
import { usePages, useRoute } from '../data.ts';
import { useCan } from '../parts/person.ts';
import { SavedFilters } from '../parts/saved-filters.tsx';
import { Failed } from '../parts/states.tsx';
import { TaskDetail } from '../parts/task-detail.tsx';
import { exportTasks } from '../parts/task-export.ts';
import { type TaskFilter, TaskFilters } from '../parts/task-filters.tsx';
import { type TaskRow, TaskTable, TaskTiles } from '../parts/task-list.tsx';
import { useUnits } from '../parts/units.ts';

type Search = TaskFilter & { open?: string };

/** All tasks one may see: filters in the URL, keyset pages, detail beside the list. */
export function Tasks() {
  const { open, ...filter } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const can = useCan();
  const units = useUnits();
  const screen = Grid.useBreakpoint();
  const wide = screen.xl ?? false;
  const phone = screen.md === false;
  const pages = usePages(tasks, { ...filter, limit: 50 } as never);
  const totals = useRoute(taskCounts, { planId: filter.planId }, { refetchInterval: 60_000 });
  const [saving, setSaving] = useState(false);
  const go = (search: object) => void navigate({ to: '/tasks', search: search as never, replace: true });
  const set = (change: Partial<Search>) => go(clean({ ...filter, open, ...change }));
  const filtered = Object.keys(filter).length > 0;
  const save = (as: 'xlsx' | 'csv') => {
    setSaving(true);
    void exportTasks(filter, units.short, as).finally(() => setSaving(false));
  };

  const filters = <TaskFilters filter={filter} set={set} totals={totals.data} />;
  const list = {
    rows: pages.items as TaskRow[],
    loading: pages.isPending,
    empty: filtered ? '没有符合筛选条件的任务。' : '还没有任务。计划交办后，任务会出现在这里。',
    openId: open,
    onOpen: (row: TaskRow) => set({ open: row.id }),
  };
  const close = () => set({ open: undefined });
  const detail = open && <TaskDetail id={open} onClose={wide ? close : undefined} />;
  return (
    <>
      <div className="card" style={{ marginBottom: 12 }}>
        {phone ? (
          <details className="filters">
            <summary>筛选{filtered && '（已选）'}</summary>
            {filters}
          </details>
        ) : (
          filters
        )}
        <div className="row" style={{ marginTop: 8 }}>
          {can('export.run') && !phone && (
            <>
              <Button loading={saving} onClick={() => save('xlsx')}>
                导出当前筛选（Excel）
              </Button>
              <Button type="link" disabled={saving} onClick={() => save('csv')}>
                导出 CSV
              </Button>
            </>
          )}
          <SavedFilters page="tasks" current={filter as never} apply={go} />
          {filtered && (
            <Button type="link" onClick={() => go({})}>
              清除筛选
            </Button>
          )}
        </div>
      </div>
      <div className={open && wide ? 'split' : ''}>
        <div className="card" style={{ padding: 0, margin: 0 }}>
          {pages.error && pages.items.length === 0 && <Failed error={pages.error} retry={() => void pages.refetch()} />}
          {!(pages.error && pages.items.length === 0) &&
            (phone ? <TaskTiles {...list} /> : <TaskTable {...list} narrow={!!open && wide} />)}
          {pages.hasNextPage && (
            <div style={{ padding: 12, textAlign: 'center' }}>
              <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                再看 50 条
              </Button>
            </div>
          )}
        </div>
        {wide && detail && (
          <aside className="detail card" style={{ margin: 0 }}>
            {detail}
          </aside>
        )}
      </div>
      {!wide && (
        <Modal open={!!open} onCancel={close} footer={null} width={720} destroyOnHidden>
          {detail}
        </Modal>
      )}
    </>
  );
}

function clean(search: Search): Search {
  return Object.fromEntries(Object.entries(search).filter(([, v]) => v !== undefined && v !== '')) as Search;
}
