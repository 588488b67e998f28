import { Alert, Button, Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { openAccount } from '../../../workers/contract/experts.ts';
import { feePayouts, payFee } from '../../../workers/contract/fees.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { sentence, useCommand, usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { yuan } from '../parts/money.ts';

type Payout = ClientOutput<typeof feePayouts>['items'][number];

/** 发放专家费用: the pay desk. An account is opened for one payment, and each opening is kept. */
export function ExpertPayouts() {
  const [state, setState] = useState<'approved' | 'paid'>('approved');
  const [paying, setPaying] = useState<Payout>();
  const pages = usePages(feePayouts, { state, limit: 50 } as never);
  return (
    <div className="card">
      <Segmented
        style={{ marginBottom: 12 }}
        value={state}
        onChange={setState}
        options={[
          { value: 'approved', label: '待发放' },
          { value: 'paid', label: '已发放' },
        ]}
      />
      <PagedTable<Payout>
        rowKey="id"
        pages={pages as never}
        empty={state === 'approved' ? '眼下没有待发放的专家费用。' : '还没有发放过专家费用。'}
        columns={[
          { title: '编号', dataIndex: 'number', width: 120, className: 'num' },
          { title: '专家', dataIndex: 'expert', width: 110 },
          { title: '工作', dataIndex: 'engagement' },
          { title: '金额（元）', width: 120, className: 'num', render: (_, f) => <strong>{yuan(f.amount)}</strong> },
          {
            title: state === 'approved' ? '账户' : '发放',
            width: 170,
            className: 'num',
            render: (_, f) =>
              state === 'paid' ? `${f.paidOn}，凭证 ${f.reference}` : f.account ? `尾号 ${f.account}` : '尚未填报账户',
          },
          {
            title: '',
            width: 100,
            render: (_, f) =>
              f.state === 'approved' ? (
                <Button size="small" type="primary" onClick={() => setPaying(f)}>
                  发放
                </Button>
              ) : null,
          },
        ]}
      />
      {paying && <Payment payout={paying} onClose={() => setPaying(undefined)} />}
    </div>
  );
}

function Payment({ payout, onClose }: { payout: Payout; onClose: () => void }) {
  const [form] = Form.useForm<{ reference: string }>();
  const [account, setAccount] = useState('');
  const [refusal, setRefusal] = useState('');
  const onRefused = (error: Parameters<typeof sentence>[0]) => {
    setRefusal(sentence(error));
    return true;
  };
  const open = useCommand(openAccount, {
    onRefused,
    onDone: ({ holder, bank, number }) => setAccount(`${holder}，${bank}，${number}`),
  });
  const pay = useCommand(payFee, { done: '已登记发放', touches: ['fees.'], onDone: onClose, onRefused });
  return (
    <Modal
      open
      title={`发放专家费用 ${payout.number}`}
      okText="登记已发放"
      confirmLoading={pay.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <dl className="facts">
        <dt>专家</dt>
        <dd>{payout.expert}</dd>
        <dt>应付</dt>
        <dd>
          <strong className="num" style={{ fontSize: 24 }}>
            {yuan(payout.amount)} 元
          </strong>
        </dd>
        <dt>收款账户</dt>
        <dd className="num">
          {account ||
            (payout.account ? (
              <>
                尾号 {payout.account}{' '}
                <Button size="small" loading={open.isPending} onClick={() => open.mutate({ id: payout.expertId })}>
                  显示全部（会留下记录）
                </Button>
              </>
            ) : (
              '专家尚未填报账户，请联系专家库管理员'
            ))}
        </dd>
      </dl>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reference }) => {
          setRefusal('');
          pay.mutate({ id: payout.id, version: payout.version, reference: reference.trim() });
        }}
      >
        <Form.Item name="reference" label="凭证号" rules={[{ required: true, message: '请填写付款凭证号' }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
