import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Popconfirm, Select, Tag } from 'antd';
import { useState } from 'react';
import { SEAT_STATES, TIE_KINDS } from '../../../workers/contract/expert-words.ts';
import * as contract from '../../../workers/contract/experts.ts';
import { useCommand } from '../data.ts';
import { DayField } from './day-field.tsx';
import { type Expert, options } from './expert-figure-form.tsx';
import { Nothing } from './states.tsx';

type Tie = Expert['ties'][number];
const touches = ['experts.'];
const must = (message: string) => [{ required: true, message }];
const span = (from: string | null, to: string | null) =>
  from === null && to === null ? '' : `${from ?? ''} 至 ${to ?? '今'}`;

/** Whom the expert must not judge. */
export function Ties({ expert }: { expert: Expert }) {
  const [editing, setEditing] = useState<Tie | 'new'>();
  const [removing, setRemoving] = useState<Tie>();
  const [reason, setReason] = useState('');
  const remove = useCommand(contract.removeTie, { done: '已删去', touches, onDone: () => setRemoving(undefined) });
  return (
    <>
      {expert.ties.length === 0 && <Nothing why="没有登记回避关系" />}
      <ol className="rows">
        {expert.ties.map((t) => (
          <li key={t.id} className="row">
            <div className="grow">
              <Tag>{TIE_KINDS[t.kind]}</Tag>
              {t.enterprise || `本地区工作人员 ${t.personName}`} <span className="muted">{t.note}</span>
            </div>
            <span className="muted num">{span(t.fromDay, t.toDay)}</span>
            {expert.may.edit && (
              <Button size="small" onClick={() => setEditing(t)}>
                修改
              </Button>
            )}
            {expert.may.manage && (
              <Button size="small" onClick={() => setRemoving(t)}>
                删去
              </Button>
            )}
          </li>
        ))}
      </ol>
      {expert.may.edit && <Button onClick={() => setEditing('new')}>登记回避关系</Button>}
      {editing && (
        <TieForm
          expert={expert}
          {...(editing === 'new' ? {} : { tie: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
      {removing && (
        <Modal
          open
          title="删去登记有误的回避关系"
          okText="删去"
          okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
          confirmLoading={remove.isPending}
          onCancel={() => setRemoving(undefined)}
          onOk={() => remove.mutate({ id: removing.id, reason })}
        >
          <p>关系已经结束的，请改填结束日期，不要删去。</p>
          <Input
            value={reason}
            maxLength={100}
            onChange={(e) => setReason(e.target.value)}
            aria-label="删去的原因"
            placeholder="删去的原因"
          />
        </Modal>
      )}
    </>
  );
}

function TieForm({ expert, tie, onClose }: { expert: Expert; tie?: Tie; onClose: () => void }) {
  const [form] = Form.useForm();
  const how = { done: '已保存', touches, onDone: onClose };
  const add = useCommand(contract.addTie, how);
  const edit = useCommand(contract.editTie, how);
  const save = (said: Record<string, unknown>) => {
    const fields = { ...said, personId: tie?.personId ?? null };
    if (tie) edit.mutate({ id: tie.id, ...fields } as never);
    else add.mutate({ expertId: expert.id, ...fields } as never);
  };
  return (
    <Modal
      open
      title="回避关系"
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={{ creditCode: '', note: '', ...tie }} onFinish={save}>
        <Form.Item name="kind" label="关系" rules={must('请选择')}>
          <Select options={options(TIE_KINDS)} />
        </Form.Item>
        <Form.Item name="enterprise" label="单位名称" rules={tie?.personId ? [] : must('请填写单位名称')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="creditCode" label="统一社会信用代码">
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="fromDay" label="开始日期">
          <DayField />
        </Form.Item>
        <Form.Item name="toDay" label="结束日期（还在继续不填）">
          <DayField />
        </Form.Item>
        <Form.Item name="note" label="说明">
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Days on which an expert is not drawn. */
export function Leaves({ expert }: { expert: Expert }) {
  const [adding, setAdding] = useState(false);
  const [form] = Form.useForm();
  const add = useCommand(contract.addLeave, { done: '已登记', touches, onDone: () => setAdding(false) });
  const remove = useCommand(contract.removeLeave, { done: '已取消', touches });
  return (
    <>
      {expert.leaves.length === 0 && <Nothing why="没有请假。请假期间不参加抽取。" />}
      <ol className="rows">
        {expert.leaves.map((l) => (
          <li key={l.id} className="row">
            <span className="grow num">
              {l.fromDay} 至 {l.toDay} <span className="muted">{l.reason}</span>
            </span>
            {expert.may.edit && (
              <Popconfirm title="取消这次请假？" okText="取消请假" onConfirm={() => remove.mutate({ id: l.id })}>
                <Button size="small">取消</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ol>
      {expert.may.edit && <Button onClick={() => setAdding(true)}>登记请假</Button>}
      {adding && (
        <Modal
          open
          title="登记请假"
          okText="保存"
          confirmLoading={add.isPending}
          onCancel={() => setAdding(false)}
          onOk={() => form.submit()}
        >
          <Form form={form} layout="vertical" onFinish={(said) => add.mutate({ expertId: expert.id, ...said })}>
            <Form.Item name="fromDay" label="从哪天" rules={must('请选择日期')}>
              <DayField />
            </Form.Item>
            <Form.Item name="toDay" label="到哪天（含）" rules={must('请选择日期')}>
              <DayField />
            </Form.Item>
            <Form.Item name="reason" label="事由">
              <Input maxLength={100} />
            </Form.Item>
          </Form>
        </Modal>
      )}
    </>
  );
}

/** The places in pools, each with a link to the desk where it is worked on. */
export function Seats({ expert }: { expert: Expert }) {
  if (expert.seats.length === 0) return <Nothing why="没有任职" />;
  return (
    <ol className="rows">
      {expert.seats.map((s) => (
        <li key={s.id} className="row">
          <Link className="grow" to={'/expert-seats/$id' as never} params={{ id: s.id } as never}>
            {s.poolTitle} {s.number && <span className="num">{s.number}</span>}
          </Link>
          {s.passes ? <Tag color="green">符合现行条件</Tag> : <Tag color="orange">不符合现行条件</Tag>}
          {s.doubtful && <Tag>须人工核对</Tag>}
          {s.termTo && <span className="muted num">聘期到 {s.termTo}</span>}
          <Tag color="blue">{SEAT_STATES[s.state]}</Tag>
        </li>
      ))}
    </ol>
  );
}
