import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { findPayout, pay, payouts } from '../../../workers/contract/rewards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { parsePayCode } from '../../../workers/protocol/pay-code.ts';
import { sentence, useCommand, usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { yuan } from '../parts/money.ts';

type Paid = ClientOutput<typeof payouts>['items'][number];
type Found = ClientOutput<typeof findPayout> & { code: string };

/** 发放奖励: a code, an amount, a number. What it was for is not known here, and nobody should ask. */
export function Payouts() {
  const pages = usePages(payouts, { limit: 50 } as never);
  const waiting = pages.data?.pages[0]?.waiting ?? 0;
  return (
    <>
      <div className="card">
        <h2>凭码领奖</h2>
        <PayDesk />
      </div>
      <div className="card">
        <h2>已发放</h2>
        <p className="muted">{waiting > 0 ? `还有 ${waiting} 笔已生成领奖码、等人来领。` : '眼下没有等人来领的。'}</p>
        <PagedTable<Paid>
          rowKey="number"
          pages={pages as never}
          empty="还没有发放过奖励。"
          scroll={{ x: 560 }}
          columns={[
            { title: '发放编号', dataIndex: 'number', width: 130, className: 'num' },
            { title: '金额（元）', width: 130, className: 'num', render: (_, r) => yuan(r.amount) },
            { title: '凭证号', dataIndex: 'reference' },
            { title: '日期', dataIndex: 'paidDay', width: 120, className: 'num' },
            { title: '经办', dataIndex: 'paidBy', width: 110 },
          ]}
        />
      </div>
    </>
  );
}

function PayDesk() {
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState('');
  const [typed, setTyped] = useState('');
  const look = useCommand(findPayout, {
    onDone: (answer) => setFound({ ...answer, code: parsePayCode(typed) ?? '' }),
    onRefused: (e) => {
      setError(sentence(e));
      return true;
    },
  });
  const submit = () => {
    setError('');
    const code = parsePayCode(typed);
    if (code) look.mutate({ code });
    else setError('领奖码是 14 位数字，现在这个对不上，请与领奖人一组一组再核对一遍。');
  };
  const done = () => {
    setFound(undefined);
    setTyped('');
  };
  if (found) return <PayForm found={found} onDone={done} />;
  return (
    <Form layout="vertical" onFinish={submit} style={{ maxWidth: 420 }}>
      <Form.Item label="领奖码" htmlFor="pay-code" extra="14 位数字，空格可以不打。不要问领奖人举报了什么。">
        <Input
          id="pay-code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={30}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
        />
      </Form.Item>
      {error && <Alert type="error" showIcon role="alert" title={error} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={look.isPending}>
        查应付金额
      </Button>
    </Form>
  );
}

function PayForm({ found, onDone }: { found: Found; onDone: () => void }) {
  const [form] = Form.useForm<{ reference: string; signed: boolean; seen?: boolean }>();
  const run = useCommand(pay, { done: '已登记发放', touches: ['payouts.'], onDone });
  const must = (message: string) => ({
    validator: (_: unknown, value: boolean) => (value ? Promise.resolve() : Promise.reject(new Error(message))),
  });
  const { code, number, amount, withId } = found;
  return (
    <Form
      form={form}
      layout="vertical"
      style={{ maxWidth: 420 }}
      onFinish={({ reference }) => run.mutate({ code, number, reference: reference.trim(), signed: true })}
    >
      <dl className="facts">
        <dt>发放编号</dt>
        <dd className="num">{number}</dd>
        <dt>应付</dt>
        <dd>
          <strong className="num" style={{ fontSize: 24 }}>
            {yuan(amount)} 元
          </strong>
        </dd>
      </dl>
      {withId && (
        <Form.Item name="seen" valuePropName="checked" rules={[must('本地规定须核对身份证')]}>
          <Checkbox>已核对领款人身份证（只登记在纸质单据上）</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="signed" valuePropName="checked" rules={[must('须先签收')]}>
        <Checkbox>领款人已在纸质单据上签收</Checkbox>
      </Form.Item>
      <Form.Item name="reference" label="凭证号" rules={[{ required: true, min: 2, message: '请填写付款凭证号' }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={run.isPending}>
          登记已发放
        </Button>
        <Button onClick={onDone}>不发了</Button>
      </div>
    </Form>
  );
}
