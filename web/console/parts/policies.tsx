import { Button, DatePicker, Form, Input, InputNumber, Modal, Select, Switch, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { policies, revisePolicy } from '../../../workers/contract/settings.ts';
import { TIP_KINDS, TRACKS } from '../../../workers/contract/tips.ts';
import { useCommand, usePages } from '../data.ts';
import { PagedTable } from './list.tsx';
import { useCan } from './person.ts';
import { Rungs, RungsEditor, UNITS } from './policy-rungs.tsx';

type Policy = ClientOutput<typeof policies>['items'][number];
const KINDS: Record<string, string> = {
  accept: '受理认定',
  verify: '核查答复',
  rectify: '整改',
  objection: '提出不属本单位',
  retaliation: '答复打击报复',
  acknowledge: '任务签收',
  complete: '任务办结',
  milestone: '任务节点',
  report: '月报报送',
  resubmit: '月报补报',
};
/** A kind whose word depends on what it is of. */
const OWN_KINDS: Record<string, string> = {
  'order answer': '督办单回复',
  'summons report': '约谈整改报告',
  'award recheck': '示范创建“回头看”',
  'accidentReview evaluate': '事故整改评估',
  'expertSeat check': '专家申请材料核验',
};
const kindText = (p: Policy): string => OWN_KINDS[`${p.entity} ${p.kind}`] ?? KINDS[p.kind] ?? p.kind;
const MATCH: Record<string, Record<string, string>> = {
  source: { tip: '群众举报' },
  level: { major: '重大事故隐患', general: '一般隐患' },
  track: Object.fromEntries(Object.entries(TRACKS).map(([key, label]) => [key, `${label}举报`])),
  kind: Object.fromEntries(Object.entries(TIP_KINDS).map(([key, label]) => [key, `${label}类举报`])),
};

function matchText(match: Policy['match']): string {
  return (
    Object.entries(match)
      .map(([fact, value]) => MATCH[fact]?.[value] ?? value)
      .join('、') || '全部'
  );
}

/** Time limits with their basis; a revision is a new version. */
export function Policies() {
  const can = useCan();
  const pages = usePages(policies, { limit: 100 } as never);
  const [editing, setEditing] = useState<Policy>();
  return (
    <>
      <p className="muted">修订会生成新版本；已经在走的期限按原版本算完。“待核实”表示依据还没有对照原文核实。</p>
      <PagedTable<Policy>
        rowKey="id"
        pages={pages as never}
        empty="还没有时限规则。"
        scroll={{ x: 1080 }}
        columns={[
          { title: '环节', width: 100, render: (_, p) => kindText(p) },
          { title: '适用', width: 160, render: (_, p) => matchText(p.match) },
          { title: '期限', width: 120, className: 'num', render: (_, p) => `${p.amount} ${UNITS[p.unit]}` },
          {
            title: '提前提醒',
            width: 110,
            className: 'num',
            render: (_, p) => (p.warnBefore ? `${p.warnBefore} ${UNITS[p.unit]}` : '—'),
          },
          { title: '超期以后', width: 230, render: (_, p) => <Rungs of={p} /> },
          {
            title: '依据',
            render: (_, p) => (
              <>
                {p.basis} {!p.basisChecked && <Tag color="orange">待核实</Tag>}
              </>
            ),
          },
          { title: '版本', width: 110, className: 'num', render: (_, p) => `${p.version}（${p.effectiveFrom}）` },
          {
            title: '',
            width: 80,
            render: (_, p) =>
              can('policy.manage') && (
                <Button size="small" onClick={() => setEditing(p)}>
                  修订
                </Button>
              ),
          },
        ]}
      />
      {editing && <Revise policy={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Revise({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const [form] = Form.useForm();
  const run = useCommand(revisePolicy, { done: '已生成新版本', touches: ['policies'], onDone: onClose });
  return (
    <Modal
      open
      width={640}
      title={`修订：${kindText(policy)}（${matchText(policy.match)}）`}
      okText="生成新版本"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          amount: policy.amount,
          unit: policy.unit,
          warnBefore: policy.warnBefore,
          basis: policy.basis,
          basisChecked: policy.basisChecked,
          escalateAfter: policy.escalateAfter,
        }}
        onFinish={({ from, ...v }) =>
          run.mutate({ id: policy.id, version: policy.version, ...v, effectiveFrom: from.format('YYYY-MM-DD') })
        }
      >
        <div className="grid2">
          <Form.Item name="amount" label="期限" rules={[{ required: true }]}>
            <InputNumber min={1} max={3650} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="unit" label="单位">
            <Select options={Object.entries(UNITS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        </div>
        <Form.Item name="warnBefore" label="提前多久提醒">
          <InputNumber min={0} max={3650} style={{ width: '100%' }} />
        </Form.Item>
        <RungsEditor entity={policy.entity} />
        <Form.Item name="basis" label="依据" rules={[{ required: true, min: 2, message: '请写明依据的文件' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="basisChecked" label="已对照原文核实" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="from" label="自何日起" rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
