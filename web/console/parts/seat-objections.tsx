import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Modal, Radio, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { answerObjection, OBJECTION_STATES, objectionContact, objections } from '../../../workers/contract/seats.ts';
import { useCommand, usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { useCan } from './person.ts';
import { TOUCHES } from './seat-bits.tsx';
import { Nothing } from './states.tsx';
import { useRefusal } from './use-refusal.ts';

type Row = ClientOutput<typeof objections>['items'][number];

/** Objections of one case, or of all one may see. */
export function SeatObjections({ seatId }: { seatId?: string }) {
  const can = useCan();
  const [answering, setAnswering] = useState<Row>();
  const pages = usePages(objections, seatId ? { seatId } : {});
  if (!pages.isPending && pages.items.length === 0) return seatId ? null : <Nothing why="没有收到异议。" />;
  return (
    <>
      <ul className="seat-list">
        {pages.items.map((o) => (
          <li key={o.id}>
            <div className="row">
              <Tag color={o.state === 'open' ? 'orange' : o.state === 'upheld' ? 'red' : 'default'}>
                {OBJECTION_STATES[o.state]}
              </Tag>
              {!seatId && (
                <Link to={`/expert-seats/${o.seatId}` as '/'}>
                  {o.name}（{o.poolTitle}）
                </Link>
              )}
              <span className="muted num">{timeOf(o.createdAt)}</span>
            </div>
            <div style={{ whiteSpace: 'pre-wrap' }}>{o.words}</div>
            {o.state !== 'open' && (
              <div className="muted">
                {o.answeredBy} 答复：{o.answer}
              </div>
            )}
            {o.hasContact && can('expert.appoint') && <Contact id={o.id} />}
            {o.state === 'open' && can('expert.appoint') && (
              <Button size="small" type="primary" style={{ marginTop: 6 }} onClick={() => setAnswering(o)}>
                答复
              </Button>
            )}
          </li>
        ))}
      </ul>
      {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>再看一页</Button>}
      {answering && <Answer of={answering} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

/** Opened only when asked for: each look is written into the case's history. */
function Contact({ id }: { id: string }) {
  const [contact, setContact] = useState<string>();
  const run = useCommand(objectionContact, { touches: ['seats.'], onDone: (answer) => setContact(answer.contact) });
  if (contact !== undefined) return <div>联系方式：{contact || '没有留'}</div>;
  return (
    <Button size="small" type="link" style={{ padding: 0 }} loading={run.isPending} onClick={() => run.mutate({ id })}>
      查看联系方式（会记录）
    </Button>
  );
}

function Answer({ of, onClose }: { of: Row; onClose: () => void }) {
  const [form] = Form.useForm();
  const { refusal, refused } = useRefusal();
  const run = useCommand(answerObjection, {
    done: '已答复',
    touches: TOUCHES,
    onDone: onClose,
    onRefused: refused,
  });
  const submit = (values: { uphold: boolean; answer: string }) =>
    run.mutate({ id: of.id, seatVersion: of.seatVersion, ...values });
  return (
    <Modal
      open
      title={`答复异议 · ${of.name}`}
      okText="答复"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <p style={{ whiteSpace: 'pre-wrap' }}>{of.words}</p>
        <Form.Item name="uphold" label="核实结果" rules={[{ required: true, message: '请选择' }]}>
          <Radio.Group
            options={[
              { value: true, label: '成立，不予聘任' },
              { value: false, label: '不成立' },
            ]}
          />
        </Form.Item>
        <Form.Item name="answer" label="理由" rules={[{ required: true, message: '请写明理由' }]}>
          <Input.TextArea rows={4} maxLength={1000} showCount />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
