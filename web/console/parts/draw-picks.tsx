import { Button, Input, Modal, Tag } from 'antd';
import { useState } from 'react';
import { callPick, DRAW_LISTS, drawPicks } from '../../../workers/contract/draws.ts';
import { PICK_STATES } from '../../../workers/contract/expert-words.ts';
import type { ClientInput, ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { type Draw, may, PickStateTag } from './draw-bits.tsx';
import { PagedTable } from './list.tsx';

type Pick = ClientOutput<typeof drawPicks>['items'][number];
type To = ClientInput<typeof callPick>['to'];
const NEXT: Partial<Record<Pick['state'], readonly To[]>> = {
  waiting: ['called', 'accepted', 'refused', 'recused'],
  called: ['accepted', 'refused', 'recused'],
  accepted: ['no_show', 'recused'],
};
const OUT: readonly To[] = ['refused', 'no_show', 'recused'];

/** Who came out, and the calls: whoever falls out is replaced at once by the next alternate. */
export function DrawPicks({ draw: d }: { draw: Draw }) {
  const pages = usePages(drawPicks, { id: d.id, limit: 100 } as never);
  const [asking, setAsking] = useState<{ pick: Pick; to: To }>();
  const call = useCommand(callPick, { touches: ['draws'] });
  const open = may(d, 'call')?.allowed === true;
  const press = (pick: Pick, to: To) => {
    if (OUT.includes(to)) setAsking({ pick, to });
    else call.mutate({ id: d.id, version: d.version, list: pick.list, position: pick.position, to });
  };
  const several = d.lists.length > 1;
  return (
    <section className="card" aria-label="结果和通知">
      <h2>结果和通知</h2>
      <PagedTable<Pick>
        rowKey={(one) => `${one.list}${one.position}`}
        pages={pages as never}
        scroll={{ x: 720 }}
        empty="还没有结果。"
        columns={[
          { title: '序', width: 50, className: 'num', dataIndex: 'position' },
          {
            title: '姓名',
            render: (_, p) => (
              <>
                {p.label}
                <div className="muted">
                  {[several ? DRAW_LISTS[p.list] : '', p.stratum].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          {
            title: '名次',
            width: 90,
            render: (_, p) =>
              p.role === 'selected' ? '入选' : `候补${p.standsFor ? `（递补 ${p.standsFor} 号）` : ''}`,
          },
          {
            title: '状态',
            width: 190,
            render: (_, p) => (
              <>
                <PickStateTag state={p.state} role={p.role} /> <span className="muted">{p.reason}</span>
              </>
            ),
          },
          ...(several
            ? [
                {
                  title: '去向',
                  render: (_: unknown, p: Pick) => (
                    <>
                      {p.goesTo} {p.tie && <Tag color="orange">应回避：{p.tie}</Tag>}
                    </>
                  ),
                },
              ]
            : []),
          {
            title: '记录',
            width: 300,
            render: (_, p) =>
              open &&
              (p.role === 'selected' || p.standsFor !== null) &&
              (NEXT[p.state] ?? []).map((to) => (
                <Button
                  key={to}
                  size="small"
                  style={{ marginRight: 6 }}
                  loading={call.isPending}
                  onClick={() => press(p, to)}
                >
                  {PICK_STATES[to]}
                </Button>
              )),
          },
        ]}
      />
      {asking && <OutStep draw={d} {...asking} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

function OutStep({ draw: d, pick, to, onClose }: { draw: Draw; pick: Pick; to: To; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const call = useCommand(callPick, { done: '已记录', touches: ['draws'], onDone: onClose });
  return (
    <Modal
      open
      title={`${pick.label}：${PICK_STATES[to]}`}
      okText="记录，由候补递补"
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={call.isPending}
      onCancel={onClose}
      onOk={() => call.mutate({ id: d.id, version: d.version, list: pick.list, position: pick.position, to, reason })}
    >
      <p>记录后不能撤回，下一名候补随即递补。原因不公开。</p>
      <Input.TextArea
        rows={2}
        maxLength={200}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        aria-label="原因"
      />
    </Modal>
  );
}
