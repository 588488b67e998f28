import { Alert, Button, DatePicker, Form, Input, InputNumber, Modal, Switch, Tag } from 'antd';
import { useState } from 'react';
import { addScale, DEATH_GRADES, reviseScale, SCALE_KINDS, scale } from '../../../workers/contract/rewards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { PagedTable } from './list.tsx';
import { fenOf, yuan } from './money.ts';
import { useCan } from './person.ts';
import { Fallible } from './states.tsx';
import { useRefusal } from './use-refusal.ts';

type Row = ClientOutput<typeof scale>['items'][number];

/** What a row gives, in words. */
function gives({ kind, shareBp, amount, least, most }: Row): string {
  const bounds = [least && `最低 ${yuan(least)} 元`, most && `最高 ${yuan(most)} 元`].filter(Boolean).join('，');
  const base =
    kind === 'fine' ? `罚款的 ${(shareBp ?? 0) / 100}%` : `${yuan(amount ?? 0)} 元${kind === 'death' ? '/人' : ''}`;
  return bounds ? `${base}，${bounds}` : base;
}

/** The reward scale with basis and versions; a revision is a new version. */
export function RewardScale() {
  const can = useCan();
  const query = useRoute(scale, {});
  const [editing, setEditing] = useState<Row | 'new'>();
  const rows = query.data?.items ?? [];
  const newest = rows.filter((row, i) => rows.findIndex((other) => other.id === row.id) === i);
  const may = can('policy.manage');
  return (
    <Fallible query={query}>
      <div className="row" style={{ marginBottom: 12 }}>
        <span className="muted grow">
          修订会生成新版本；已经提出的奖励按原版本。按罚款计算的四舍五入到分。“待核实”表示依据还没有对照原文核实。
        </span>
        {may && <Button onClick={() => setEditing('new')}>新增定额奖励</Button>}
      </div>
      <section aria-label="奖励标准">
        <PagedTable<Row>
          rowKey="id"
          pages={{
            ...query,
            items: newest,
            hasNextPage: false,
            isFetchingNextPage: false,
            fetchNextPage: () => undefined,
          }}
          empty="还没有奖励标准。"
          scroll={{ x: 1080 }}
          expandable={{
            rowExpandable: (row) => row.version > 1,
            expandedRowRender: (row) => <Older rows={rows.filter((r) => r.id === row.id && r !== row)} />,
          }}
          columns={[
            {
              title: '适用',
              width: 180,
              render: (_, r) => [r.label, r.grade && DEATH_GRADES[r.grade]].filter(Boolean)[0],
            },
            { title: '算法', width: 170, render: (_, r) => SCALE_KINDS[r.kind] },
            { title: '金额', width: 270, className: 'num', render: (_, r) => gives(r) },
            {
              title: '依据',
              render: (_, r) => (
                <>
                  {r.basis} {!r.basisChecked && <Tag color="orange">待核实</Tag>}
                </>
              ),
            },
            {
              title: '版本',
              width: 150,
              className: 'num',
              render: (_, r) => (
                <>
                  {r.version}（{r.effectiveFrom}）{!r.active && <Tag>停用</Tag>}
                  {r.active && !r.inForce && <Tag color="blue">未到期</Tag>}
                </>
              ),
            },
            {
              title: '',
              width: 80,
              render: (_, r) =>
                may && (
                  <Button size="small" onClick={() => setEditing(r)}>
                    修订
                  </Button>
                ),
            },
          ]}
        />
      </section>
      {editing && <Edit row={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Fallible>
  );
}

function Older({ rows }: { rows: Row[] }) {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <li key={row.version} className="num">
          第 {row.version} 版（{row.effectiveFrom} 起{row.inForce ? '，现行' : ''}）：{gives(row)}。{row.basis}
        </li>
      ))}
    </ul>
  );
}

function Edit({ row, onClose }: { row: Row | undefined; onClose: () => void }) {
  const [form] = Form.useForm();
  const { refusal, refused } = useRefusal();
  const options = {
    done: row ? '已生成新版本' : '已新增',
    touches: ['rewardScale'],
    onDone: onClose,
    onRefused: refused,
  };
  const revise = useCommand(reviseScale, options);
  const add = useCommand(addScale, options);
  const submit = ({ from, share, each, least, most, ...v }: Record<string, never> & Values) => {
    const effectiveFrom = from.format('YYYY-MM-DD');
    const { label, basis, basisChecked = false } = v;
    if (!row) return add.mutate({ label, basis, basisChecked, amount: fenOf(each) ?? 0, effectiveFrom });
    const money = { amount: fenOf(each), least: fenOf(least), most: fenOf(most) };
    const shareBp = share === undefined ? null : Math.round(share * 100);
    const { id, version } = row;
    revise.mutate({
      id,
      version,
      label,
      basis,
      basisChecked,
      active: v.active ?? true,
      shareBp,
      ...money,
      effectiveFrom,
    });
  };
  const figure = (name: string, label: string, required: boolean, max = 5_000_000) => (
    <Form.Item name={name} label={label} rules={[{ required, message: '必填' }]}>
      <InputNumber min={0.01} max={max} precision={2} style={{ width: '100%' }} />
    </Form.Item>
  );
  const inYuan = (fen: number | null | undefined) => (fen ? fen / 100 : undefined);
  return (
    <Modal
      open
      title={row ? `修订：${row.label}` : '新增定额奖励'}
      okText={row ? '生成新版本' : '新增'}
      confirmLoading={revise.isPending || add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          ...row,
          ...(row?.shareBp ? { share: row.shareBp / 100 } : {}),
          ...{ each: inYuan(row?.amount), least: inYuan(row?.least), most: inYuan(row?.most) },
        }}
      >
        <Form.Item name="label" label="适用" rules={[{ required: true, min: 2, message: '请写明适用的情形' }]}>
          <Input maxLength={60} />
        </Form.Item>
        {row?.kind === 'fine'
          ? figure('share', '占罚款的百分比', true, 100)
          : figure('each', row?.kind === 'death' ? '每人（元）' : '金额（元）', true)}
        {row && row.kind !== 'fixed' && (
          <div className="grid2">
            {figure('least', '最低（元，可不填）', false)}
            {figure('most', '最高（元，可不填）', false)}
          </div>
        )}
        <Form.Item name="basis" label="依据" rules={[{ required: true, min: 2, message: '请写明依据的文件' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="basisChecked" label="已对照原文核实" valuePropName="checked">
          <Switch />
        </Form.Item>
        {row && (
          <Form.Item name="active" label="启用" valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        <Form.Item name="from" label="自何日起" rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

interface Values {
  label: string;
  share?: number;
  each?: number;
  least?: number;
  most?: number;
  basis: string;
  basisChecked?: boolean;
  active?: boolean;
  from: { format(pattern: string): string };
}
