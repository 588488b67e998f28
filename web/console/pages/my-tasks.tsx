import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Grid, Segmented } from 'antd';
import { myTasks } from '../../../workers/contract/tasks.ts';
import { usePages } from '../data.ts';
import { useCan } from '../parts/person.ts';
import { Failed } from '../parts/states.tsx';
import { CalendarFeed, TaskCalendar } from '../parts/task-calendar.tsx';
import { Acknowledge, type MyRow, MyTable, MyTiles } from '../parts/task-mine.tsx';

type View = 'do' | 'accept' | 'calendar';

/** What waits for me: to do, to accept, and by day. */
export function MyTasks() {
  const { view = 'do' } = useSearch({ strict: false }) as { view?: View };
  const navigate = useNavigate();
  const can = useCan();
  const views: { value: View; label: string }[] = [
    { value: 'do', label: '等我办' },
    ...(can('task.accept') ? [{ value: 'accept' as const, label: '等我认可' }] : []),
    { value: 'calendar', label: '日历' },
  ];
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          options={views}
          value={view}
          onChange={(v) =>
            void navigate({ to: '/tasks/mine', search: (v === 'do' ? {} : { view: v }) as never, replace: true })
          }
        />
        <span className="grow" />
        {view === 'calendar' && <CalendarFeed />}
      </div>
      {view === 'calendar' ? (
        <div className="card">
          <TaskCalendar />
        </div>
      ) : (
        <Waiting key={view} waiting={view} />
      )}
    </>
  );
}

function Waiting({ waiting }: { waiting: 'do' | 'accept' }) {
  const phone = Grid.useBreakpoint().md === false;
  const pages = usePages(myTasks, { waiting, limit: 100 });
  const rows = pages.items as MyRow[];
  if (pages.error && rows.length === 0) return <Failed error={pages.error} retry={() => void pages.refetch()} />;
  const list = {
    rows,
    loading: pages.isPending,
    empty: waiting === 'do' ? '眼下没有等您办理的任务。' : '眼下没有等您认可的报结。',
  };
  return (
    <>
      {waiting === 'do' && <Acknowledge rows={rows} />}
      <div className="card" style={{ padding: 0, margin: 0 }}>
        {phone ? <MyTiles {...list} /> : <MyTable {...list} />}
        {pages.hasNextPage && (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              再看一页
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
