import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { inbox, readAll, readNotice } from '../../../workers/contract/desk.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { ago } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';

type Notice = ClientOutput<typeof inbox>['items'][number];

export function Inbox() {
  const navigate = useNavigate();
  const pages = usePages(inbox, { limit: 50 } as never);
  const read = useCommand(readNotice, { touches: ['inbox'] });
  const all = useCommand(readAll, { touches: ['inbox'] });
  const open = (n: Notice) => {
    if (!n.readAt) read.mutate({ id: n.id });
    if (n.link) void navigate({ to: n.link as '/' });
  };
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <h2 className="grow" style={{ margin: 0 }}>
          提醒
        </h2>
        <Button size="small" onClick={() => all.mutate({})}>
          全部标为已读
        </Button>
      </div>
      <PagedTable<Notice>
        rowKey="id"
        showHeader={false}
        pages={pages as never}
        empty="没有提醒。交办、临期、超期时会在这里通知您。"
        onRow={(n) => ({
          onClick: () => open(n),
          onKeyDown: (e) => e.key === 'Enter' && open(n),
          tabIndex: 0,
          style: { cursor: 'pointer' },
        })}
        columns={[
          {
            width: 64,
            render: (_, n) =>
              !n.readAt && (
                <span className="late" title="未读">
                  ● 未读
                </span>
              ),
          },
          {
            render: (_, n) => (
              <>
                <strong>{n.title}</strong>
                <div className="muted">{n.body}</div>
              </>
            ),
          },
          { width: 110, className: 'num', render: (_, n) => ago(n.createdAt) },
        ]}
      />
    </div>
  );
}
