import { Alert, Button, Form, Input, InputNumber, Modal, Progress } from 'antd';
import { useState } from 'react';
import { addBudget, budgets, editBudget } from '../../../workers/contract/fees.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { thisYear } from '../format.ts';
import { PagedTable } from './list.tsx';
import { fenOf, yuan } from './money.ts';
import { useCan } from './person.ts';
import { useRefusal } from './use-refusal.ts';

type Budget = ClientOutput<typeof budgets>['items'][number];
interface Fields {
  year: number;
  title: string;
  basis: string;
  amount: number;
}

/** 专项资金: of each line, what is promised and what was paid. */
export function ExpertBudgets() {
  const can = useCan();
  const [editing, setEditing] = useState<Budget | 'new'>();
  const pages = usePages(budgets, { limit: 50 } as never);
  return (
    <>
      {can('expert.fee') && (
        <div className="row" style={{ marginBottom: 12 }}>
          <span className="grow" />
          <Button type="primary" onClick={() => setEditing('new')}>
            登记资金
          </Button>
        </div>
      )}
      <PagedTable<Budget>
        rowKey="id"
        pages={pages as never}
        empty="还没有登记专项资金。登记后才能审批专家费用。"
        columns={[
          { title: '年度', dataIndex: 'year', width: 80, className: 'num' },
          {
            title: '资金',
            render: (_, b) => (
              <>
                {b.title}
                {b.basis && <div className="muted">{b.basis}</div>}
              </>
            ),
          },
          { title: '总额（元）', width: 130, className: 'num', render: (_, b) => yuan(b.amount) },
          {
            title: '已批准、已发放（元）',
            width: 230,
            render: (_, b) => (
              <>
                <Progress
                  size="small"
                  aria-label={`${b.title}已批准比例`}
                  percent={Math.round((100 * b.approved) / b.amount)}
                  success={{ percent: Math.round((100 * b.paid) / b.amount) }}
                />
                <span className="muted num">
                  批准 {yuan(b.approved)}，发放 {yuan(b.paid)}
                </span>
              </>
            ),
          },
          { title: '余额（元）', width: 120, className: 'num', render: (_, b) => yuan(b.amount - b.approved) },
          {
            title: '',
            width: 80,
            render: (_, b) =>
              can('expert.fee') ? (
                <Button size="small" onClick={() => setEditing(b)}>
                  调整
                </Button>
              ) : null,
          },
        ]}
      />
      {editing && <Editor budget={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Editor({ budget, onClose }: { budget: Budget | undefined; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { refusal, setRefusal, refused } = useRefusal();
  const options = {
    done: '已保存',
    touches: ['budgets.'],
    onDone: onClose,
    onRefused: refused,
  };
  const add = useCommand(addBudget, options);
  const edit = useCommand(editBudget, options);
  const submit = ({ year, title, basis, amount }: Fields) => {
    setRefusal('');
    const fields = { title, basis: basis ?? '', amount: fenOf(amount) ?? 0 };
    if (budget) edit.mutate({ id: budget.id, version: budget.version, ...fields });
    else add.mutate({ year, ...fields });
  };
  return (
    <Modal
      open
      title={budget ? '调整专项资金' : '登记专项资金'}
      okText="保存"
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={
          budget
            ? { year: budget.year, title: budget.title, basis: budget.basis, amount: budget.amount / 100 }
            : { year: thisYear(), title: '安全生产专家专项资金' }
        }
      >
        <Form.Item name="year" label="年度" rules={[{ required: true, message: '请填写年度' }]}>
          <InputNumber min={2000} max={2100} precision={0} disabled={budget !== undefined} />
        </Form.Item>
        <Form.Item name="title" label="资金名称" rules={[{ required: true, min: 2, message: '请填写资金名称' }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="basis" label="依据">
          <Input maxLength={200} placeholder="文号或预算批复" />
        </Form.Item>
        <Form.Item
          name="amount"
          label="总额（元）"
          extra={budget && budget.approved > 0 ? `不低于已批准的 ${yuan(budget.approved)} 元` : undefined}
          rules={[{ required: true, message: '请填写总额' }]}
        >
          <InputNumber min={0.01} max={1_000_000_000} precision={2} style={{ width: '100%' }} />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
