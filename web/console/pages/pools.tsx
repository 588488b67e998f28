import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { pools, poolsFromTemplates } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { ExpertLoans } from '../parts/expert-loans.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { PoolForm } from '../parts/pool-form.tsx';
import { PoolRules } from '../parts/pool-rules.tsx';

type Row = ClientOutput<typeof pools>['items'][number];

/** 专家库: the pools with their members, and the conditions of entry. */
export function Pools() {
  const can = useCan();
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  const reads = can('expert.read');
  return (
    <div className="card">
      <Tabs
        activeKey={reads ? (tab ?? 'pools') : 'rules'}
        onChange={(key) => void navigate({ to: '/expert-pools' as '/', search: { tab: key } as never, replace: true })}
        items={[
          ...(reads ? [{ key: 'pools', label: '专家库', children: <List /> }] : []),
          { key: 'rules', label: '入库条件', children: <PoolRules /> },
          ...(reads ? [{ key: 'loans', label: '借用', children: <ExpertLoans /> }] : []),
        ]}
      />
    </div>
  );
}

function List() {
  const can = useCan();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const pages = usePages(pools, { limit: 50 } as never);
  const [making, setMaking] = useState(false);
  const open = (id: string) => void navigate({ to: '/expert-pools/$id' as '/', params: { id } as never });
  const templates = useCommand(poolsFromTemplates, {
    touches: ['pools.'],
    onDone: ({ added, left }) => {
      const why = left.map((l) => `${l.title}：${l.why}`).join('；');
      void message.info(added.length > 0 ? `已建立 ${added.length} 个专家库。${why}` : `没有可建的专家库。${why}`, 8);
    },
  });
  return (
    <>
      {can('expert.appoint') && (
        <div className="row" style={{ marginBottom: 12 }}>
          <span className="grow" />
          <Button onClick={() => setMaking(true)}>新建专家库</Button>
          <Button type="primary" loading={templates.isPending} onClick={() => templates.mutate({})}>
            按模板建库
          </Button>
        </div>
      )}
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={can('expert.appoint') ? '还没有专家库。可按本地区模板一次建好。' : '没有由您单位管理的专家库。'}
        scroll={{ x: 720 }}
        columns={[
          {
            title: '专家库',
            render: (_, p) => (
              <>
                <Link to={'/expert-pools/$id' as '/'} params={{ id: p.id } as never}>
                  {p.title}
                </Link>{' '}
                {p.state === 'closed' && <Tag>已停用</Tag>}
                <div className="muted">
                  {p.fieldName}
                  {p.originName && ` · 由${p.originName}共享`}
                </div>
              </>
            ),
          },
          { title: '主管单位', render: (_, p) => p.owners.map((o) => o.name).join('、') },
          {
            title: '成员 / 名额',
            width: 110,
            className: 'num',
            render: (_, p) => `${p.members} / ${p.quota ?? '不限'}`,
          },
          { title: '办理中', width: 84, className: 'num', render: (_, p) => p.pending || '—' },
          {
            title: '待核对成员',
            width: 110,
            className: 'num',
            render: (_, p) => (p.failing > 0 ? <strong className="late">{p.failing}</strong> : '—'),
          },
        ]}
      />
      {making && <PoolForm onClose={() => setMaking(false)} onMade={open} />}
    </>
  );
}
