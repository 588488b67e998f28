import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Descriptions, Input, Modal, Tag } from 'antd';
import { useState } from 'react';
import { closePool, pool as poolRoute, reevaluatePool, reopenPool } from '../../../workers/contract/pools.ts';
import { useCommand, useRoute } from '../data.ts';
import { useInParts } from '../parts/in-parts.ts';
import { PoolFailing } from '../parts/pool-failing.tsx';
import { type Pool, PoolForm } from '../parts/pool-form.tsx';
import { RuleView } from '../parts/rule-view.tsx';
import { Fallible } from '../parts/states.tsx';

export function PoolPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(poolRoute, { id });
  return <Fallible query={query}>{query.data && <PoolView pool={query.data} />}</Fallible>;
}

/** A pool: what it is, the rule in force with its basis, members who hold no longer. */
function PoolView({ pool }: { pool: Pool }) {
  const [editing, setEditing] = useState(false);
  const [closing, setClosing] = useState(false);
  const reopen = useCommand(reopenPool, { done: '已重新启用', touches: ['pools.'] });
  const again = useInParts(reevaluatePool, ['pools.']);
  const { may } = pool;
  return (
    <>
      <div className="card">
        <div className="row">
          <h1 className="grow" style={{ fontSize: 20, margin: 0 }}>
            {pool.title} {pool.state === 'closed' && <Tag>已停用</Tag>}
          </h1>
          {may.edit && <Button onClick={() => setEditing(true)}>修改</Button>}
          {may.close && <Button onClick={() => setClosing(true)}>停用</Button>}
          {may.reopen && (
            <Button loading={reopen.isPending} onClick={() => reopen.mutate({ id: pool.id, version: pool.version })}>
              重新启用
            </Button>
          )}
        </div>
        <Descriptions
          column={{ xs: 1, md: 3 }}
          items={[
            { key: 'field', label: '领域', children: pool.fieldName },
            { key: 'owners', label: '主管单位', children: pool.owners.map((o) => o.name).join('、') },
            { key: 'members', label: '成员', children: `${pool.members} 人（名额 ${pool.quota ?? '不限'}）` },
            { key: 'pending', label: '办理中', children: `${pool.pending} 件` },
            ...(pool.originName ? [{ key: 'origin', label: '共享自', children: pool.originName }] : []),
            ...(pool.duties.length > 0
              ? [{ key: 'duties', label: '主要职责', span: 'filled' as const, children: pool.duties.join('、') }]
              : []),
            ...(pool.notice
              ? [{ key: 'notice', label: '征集说明', span: 'filled' as const, children: pool.notice }]
              : []),
          ]}
        />
        <Link to={'/seats' as '/'} search={{ poolId: pool.id } as never}>
          查看申请与成员
        </Link>
      </div>
      <div className="card">
        <div className="row">
          <h2 className="grow">现行入库条件</h2>
          <Link to={'/expert-pools' as '/'} search={{ tab: 'rules' } as never}>
            历次版本与修订
          </Link>
        </div>
        <RuleView rule={pool.rule} />
      </div>
      <div className="card">
        <div className="row">
          <h2 className="grow">按新条件不再符合的成员</h2>
          {may.reevaluate && (
            <Button loading={again.state === 'busy'} onClick={() => void again.run({ id: pool.id })}>
              立即复核
            </Button>
          )}
        </div>
        {again.sums && (
          <Alert
            style={{ marginBottom: 12 }}
            type="info"
            showIcon
            role="status"
            title={`${again.state === 'busy' ? '正在复核' : '复核完成'}：已核对 ${again.sums.checked ?? 0} 人，结论变动 ${again.sums.changed ?? 0} 人。`}
          />
        )}
        {again.refusal && <Alert type="error" showIcon role="alert" title={again.refusal} />}
        <PoolFailing poolId={pool.id} />
      </div>
      {editing && <PoolForm pool={pool} onClose={() => setEditing(false)} />}
      {closing && <Closing pool={pool} onClose={() => setClosing(false)} />}
    </>
  );
}

function Closing({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const close = useCommand(closePool, { done: '已停用', touches: ['pools.'], onDone: onClose });
  return (
    <Modal
      open
      title={`停用“${pool.title}”`}
      okText="停用"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={close.isPending}
      onCancel={onClose}
      onOk={() => close.mutate({ id: pool.id, version: pool.version, reason })}
    >
      <p>停用后不再受理申请、不再抽取；现有成员和记录都保留，可以重新启用。</p>
      <Input.TextArea
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        placeholder="停用原因"
        aria-label="停用原因"
      />
    </Modal>
  );
}
