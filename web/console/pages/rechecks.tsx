import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Drawer, Form, Input, InputNumber, Radio, Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { checks, drawRecheck } from '../../../workers/contract/checks.ts';
import { sectors } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { CheckStateTag, CheckTabs, PeoplePicker } from '../parts/check-bits.tsx';
import { DayField } from '../parts/day-field.tsx';
import { PagedTable } from '../parts/list.tsx';
import { useCan } from '../parts/person.ts';
import { WIDE } from '../parts/supervision-filters.tsx';
import { treeOf, useUnits } from '../parts/units.ts';
import { useRefusal } from '../parts/use-refusal.ts';

type Row = ClientOutput<typeof checks>['items'][number];
const rate = (row: Row) => (row.judged > 0 ? `${Math.round((row.reopened / row.judged) * 1000) / 10}%` : '—');

/** 回头看: rounds of re-checks, how far each is and how much came back. */
export function Rechecks() {
  const can = useCan();
  const [drawing, setDrawing] = useState(false);
  const pages = usePages(checks, { kind: 'recheck', limit: 50 } as never);
  return (
    <>
      <CheckTabs />
      <div className="card">
        <div className="row" style={{ marginBottom: 12 }}>
          <span className="muted">从已销号的隐患中随机抽查，看整改有没有反弹。</span>
          <span className="grow" />
          {can('check.plan') && (
            <Button type="primary" onClick={() => setDrawing(true)}>
              抽取样本
            </Button>
          )}
        </div>
        <PagedTable<Row>
          rowKey="id"
          pages={pages as never}
          empty="还没有做过回头看。"
          scroll={{}}
          columns={[
            {
              title: '名称',
              render: (_, row) => (
                <>
                  <Link to={`/checks/${row.id}` as '/'}>{row.title}</Link>
                  <div className="muted narrow-only">{row.plannedDay}</div>
                </>
              ),
            },
            { title: '计划日期', dataIndex: 'plannedDay', width: 116, className: 'num', responsive: WIDE },
            { title: '已复查', width: 84, className: 'num', render: (_, row) => `${row.judged}/${row.sampled}` },
            { title: '反弹率', width: 80, className: 'num', render: (_, row) => rate(row) },
            { title: '状态', width: 92, responsive: WIDE, render: (_, row) => <CheckStateTag state={row.state} /> },
          ]}
        />
        {drawing && <DrawForm onClose={() => setDrawing(false)} />}
      </div>
    </>
  );
}

type Values = Record<string, unknown> & { by: 'size' | 'percent'; amount: number };

function DrawForm({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm();
  const navigate = useNavigate();
  const units = useUnits();
  const fields = useRoute(sectors, {}).data?.items ?? [];
  const { refusal, setRefusal, refused } = useRefusal();
  const by = Form.useWatch('by', form) as string | undefined;
  const draw = useCommand(drawRecheck, {
    done: '已抽取',
    touches: ['checks.', 'rechecks.'],
    onDone: ({ id }) => void navigate({ to: `/checks/${id}` as '/' }),
    onRefused: refused,
  });
  const submit = ({ by: how, amount, ...values }: Values) => {
    setRefusal('');
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    draw.mutate({ ...given, [how]: amount } as never);
  };
  return (
    <Drawer
      open
      size={480}
      title="抽取回头看样本"
      onClose={onClose}
      maskClosable={false}
      footer={
        <Button type="primary" loading={draw.isPending} onClick={() => form.submit()}>
          随机抽取
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ by: 'size', amount: 20 }}
        scrollToFirstError
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
          <Input maxLength={100} placeholder="例如：四季度隐患整改回头看" />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="closedFrom" label="销号日期从" rules={[{ required: true, message: '请选择' }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="closedTo" label="到" rules={[{ required: true, message: '请选择' }]}>
            <DayField />
          </Form.Item>
        </div>
        <Form.Item name="sector" label="行业领域">
          <Select allowClear options={fields.map((s) => ({ value: s.sector, label: s.label }))} placeholder="全部" />
        </Form.Item>
        <Form.Item name="placeUnitId" label="属地">
          <TreeSelect
            allowClear
            showSearch
            treeNodeFilterProp="title"
            treeData={treeOf(units.all)}
            placeholder="全地区"
          />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="by" label="抽取">
            <Radio.Group
              optionType="button"
              options={[
                { value: 'size', label: '按条数' },
                { value: 'percent', label: '按比例' },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="amount"
            label={by === 'percent' ? '比例（%）' : '条数'}
            rules={[{ required: true, message: '请填写' }]}
          >
            <InputNumber min={1} max={by === 'percent' ? 100 : 500} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="personIds" label="复查人员" rules={[{ required: true, message: '请选择人员' }]}>
          <PeoplePicker />
        </Form.Item>
        <Form.Item name="plannedDay" label="计划日期" rules={[{ required: true, message: '请选择日期' }]}>
          <DayField />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Drawer>
  );
}
