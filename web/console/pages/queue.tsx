import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Modal } from 'antd';
import { useState } from 'react';
import { exportQueue, queue } from '../../../workers/contract/hazards.ts';
import { usePages } from '../data.ts';
import { BulkAssign } from '../parts/bulk-assign.tsx';
import { HazardDetail } from '../parts/hazard-detail.tsx';
import { useCan } from '../parts/person.ts';
import { type QueueFilter, QueueFilters } from '../parts/queue-filters.tsx';
import { type QueueRow, QueueTable, QueueTiles } from '../parts/queue-list.tsx';
import { SavedFilters } from '../parts/saved-filters.tsx';
import { Failed } from '../parts/states.tsx';
import { download, saveAs } from '../session.ts';

type Search = QueueFilter & { open?: string };

/** The queue: filters in the URL, keyset pages, detail beside the list. */
export function Queue() {
  const { open, ...filter } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const can = useCan();
  const screen = Grid.useBreakpoint();
  const wide = screen.xl ?? false;
  const phone = screen.md === false;
  const pages = usePages(queue, { ...filter, limit: 50, counts: 'true' } as never);
  const [chosen, setChosen] = useState<QueueRow[]>([]);
  const [assigning, setAssigning] = useState(false);
  const go = (search: object) => void navigate({ to: '/hazards', search: search as never, replace: true });
  const set = (change: Partial<Search>) => go(clean({ ...filter, open, ...change }));
  const filtered = Object.keys(filter).length > 0;

  const filters = <QueueFilters filter={filter} set={set} totals={pages.data?.pages[0]?.counts} />;
  const list = {
    rows: pages.items as QueueRow[],
    loading: pages.isPending,
    empty: filtered ? '没有符合筛选条件的隐患。' : '还没有隐患。上报或收到举报后会出现在这里。',
    openId: open,
    onOpen: (id: string) => set({ open: id }),
  };
  const close = () => set({ open: undefined });
  const detail = open && <HazardDetail id={open} onClose={wide ? close : undefined} />;
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
          {can('hazard.assign') && !phone && (
            <Button disabled={chosen.length === 0} onClick={() => setAssigning(true)}>
              批量交办{chosen.length > 0 && `（${chosen.length}）`}
            </Button>
          )}
          {can('export.run') && !phone && (
            <Button onClick={() => void saveAs(download(exportQueue, filter as never), '隐患清单.xlsx')}>
              导出当前筛选
            </Button>
          )}
          <SavedFilters page="hazards" current={filter as never} apply={go} />
          {filtered && (
            <Button type="link" onClick={() => go({})}>
              清除筛选
            </Button>
          )}
        </div>
      </div>
      <div className={open && wide ? 'split' : ''}>
        <div className="card" style={{ padding: 0, margin: 0 }}>
          {pages.error && <Failed error={pages.error} retry={() => void pages.refetch()} />}
          {!pages.error && phone && <QueueTiles {...list} />}
          {!pages.error && !phone && (
            <QueueTable
              {...list}
              narrow={!!open && wide}
              chosen={can('hazard.assign') ? { rows: chosen, set: setChosen } : undefined}
            />
          )}
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
      {assigning && (
        <BulkAssign
          rows={chosen}
          onClose={() => {
            setAssigning(false);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}

function clean(search: Search): Search {
  return Object.fromEntries(Object.entries(search).filter(([, v]) => v !== undefined && v !== '')) as Search;
}
