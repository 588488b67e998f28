import { Grid, Modal } from 'antd';
import { lazy, Suspense } from 'react';
import type { useAll } from './plan-all.ts';
import { Failed } from './states.tsx';
import { TaskDetail } from './task-detail.tsx';
import { type TaskRow, TaskTable, TaskTiles } from './task-list.tsx';

const DraftDrawer = lazy(() => import('./plan-draft.tsx').then((m) => ({ default: m.DraftDrawer })));

/** The drawer for a new draft, loaded when it is asked for. */
export function Drafts({ planId, onClose }: { planId: string; onClose: () => void }) {
  return (
    <Suspense>
      <DraftDrawer planId={planId} onClose={onClose} />
    </Suspense>
  );
}

/** The plan's tasks in its own order, detail beside them. */
export function PlanTable({
  list,
  open,
  onOpen,
}: {
  list: ReturnType<typeof useAll>;
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}) {
  const screen = Grid.useBreakpoint();
  const wide = screen.xl ?? false;
  const rows = list.items as TaskRow[];
  if (list.error && rows.length === 0) return <Failed error={list.error} retry={() => void list.refetch()} />;
  const props = {
    rows,
    loading: list.isPending,
    empty: '这个计划还没有任务。可以逐项新增，或从 Excel 导入。',
    openId: open,
    onOpen: (row: TaskRow) => onOpen(row.id),
  };
  const close = () => onOpen(undefined);
  const detail = open && <TaskDetail id={open} onClose={wide ? close : undefined} />;
  return (
    <>
      <div className={open && wide ? 'split' : ''}>
        {screen.md === false ? <TaskTiles {...props} /> : <TaskTable {...props} plan narrow={!!open && wide} />}
        {wide && detail && <aside className="detail plan-detail">{detail}</aside>}
      </div>
      {!wide && (
        <Modal open={!!open} onCancel={close} footer={null} width={720} destroyOnHidden>
          {detail}
        </Modal>
      )}
    </>
  );
}
