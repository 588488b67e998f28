import { Button, Form, Grid, Input, InputNumber, Modal, Progress, Select, Tag } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/duties.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { thisYear } from '../format.ts';
import { DayField } from './day-field.tsx';
import { DutyReport } from './duty-report.tsx';
import { PagedTable } from './list.tsx';
import { useCan } from './person.ts';
import { useUnits } from './units.ts';

type Row = ClientOutput<typeof contract.dutyReports>['items'][number];
const STATES = { scheduled: '待提交', submitted: '待评议', scored: '已评议' } as const;
const TOUCHES = ['dutyReports'];

/** 述职讲评: who reports this year, how many did (15/15), and how they were judged. */
export function DutyReports() {
  const can = useCan();
  const [year, setYear] = useState(() => thisYear());
  const [scheduling, setScheduling] = useState(false);
  const [open, setOpen] = useState<Row>();
  const phone = Grid.useBreakpoint().md === false;
  const pages = usePages(contract.dutyReports, { year, limit: 50 } as never);
  const first = pages.data?.pages[0] as ClientOutput<typeof contract.dutyReports> | undefined;
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <InputNumber value={year} min={2000} max={2100} onChange={(v) => v && setYear(v)} aria-label="年度" />
        {first && first.total > 0 && (
          <div style={{ width: 260 }}>
            <Progress
              aria-label="述职覆盖"
              percent={Math.round((first.submitted / first.total) * 100)}
              format={() => `述职 ${first.submitted}/${first.total}`}
              status="normal"
            />
          </div>
        )}
        <span className="grow" />
        {can('committee.manage') && (
          <Button type="primary" onClick={() => setScheduling(true)}>
            安排述职
          </Button>
        )}
      </div>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty={`${year} 年还没有安排述职。`}
        {...(phone ? { scroll: {} } : {})}
        columns={[
          {
            title: '单位',
            render: (_, r) => (
              <>
                {r.unit}
                {phone && <div className={r.late ? 'late num' : 'muted num'}>{r.dueDay} 前</div>}
              </>
            ),
          },
          { title: '述职人', dataIndex: 'post', responsive: ['md'], width: 130 },
          {
            title: '提交期限',
            responsive: ['md'],
            width: 150,
            className: 'num',
            render: (_, r) => <span className={r.late ? 'late' : ''}>{r.late ? `${r.dueDay} 已超期` : r.dueDay}</span>,
          },
          {
            title: '状态',
            width: 90,
            render: (_, r) => <Tag>{phone && r.score !== null ? `${r.score} 分` : STATES[r.state]}</Tag>,
          },
          { title: '得分', responsive: ['md'], width: 70, className: 'num', render: (_, r) => r.score ?? '' },
          {
            title: '',
            width: 110,
            render: (_, r) => (
              <Button
                size="small"
                type={r.mine && r.state === 'scheduled' ? 'primary' : 'default'}
                onClick={() => setOpen(r)}
              >
                {!r.mine || r.state === 'scored' ? '查看' : r.state === 'submitted' ? '修改报告' : '填写报告'}
              </Button>
            ),
          },
        ]}
      />
      {scheduling && <Schedule year={year} onClose={() => setScheduling(false)} />}
      {open && <DutyReport row={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Schedule({ year, onClose }: { year: number; onClose: () => void }) {
  const [form] = Form.useForm();
  const units = useUnits();
  const schedule = useCommand(contract.scheduleReports, { done: '已安排并通知', touches: TOUCHES, onDone: onClose });
  const streets = units.all.filter((u) => u.active && ['street', 'county'].includes(u.kind)).map((u) => u.id);
  return (
    <Modal
      open
      title={`安排 ${year} 年述职`}
      okText="安排并通知"
      confirmLoading={schedule.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ post: '主要负责人' }}
        onFinish={(v) => schedule.mutate({ year, ...v })}
      >
        <Form.Item
          name="unitIds"
          label="述职单位"
          rules={[{ required: true, message: '请选择单位' }]}
          extra={
            <Button
              type="link"
              size="small"
              style={{ padding: 0 }}
              onClick={() => form.setFieldsValue({ unitIds: streets })}
            >
              选全部街道（镇、乡）
            </Button>
          }
        >
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={units.options} maxTagCount={8} />
        </Form.Item>
        <Form.Item name="post" label="述职人">
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="dueDay" label="提交期限" rules={[{ required: true, message: '请选择日期' }]}>
          <DayField />
        </Form.Item>
      </Form>
    </Modal>
  );
}
