import { Button, DatePicker, Form, Input, InputNumber, Modal, Select, Switch, Tabs, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import {
  exportAll,
  policies,
  revisePolicy,
  setSetting,
  settings,
  templates,
} from '../../../workers/contract/settings.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { useCan, useMe } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { download, saveAs } from '../session.ts';

type Policy = ClientOutput<typeof policies>['items'][number];
type Template = ClientOutput<typeof templates>['items'][number];
const UNITS = { minute: '分钟', hour: '小时', day: '天', working_day: '个工作日' } as const;
const KINDS: Record<string, string> = { accept: '受理认定', verify: '核查答复', rectify: '整改' };
const TEMPLATE_KINDS: Record<string, string> = {
  task: '任务',
  checklist: '检查表',
  campaign: '专项行动',
  expert_field: '专家领域',
  key_period: '重点时段',
};

export function Settings() {
  const can = useCan();
  return (
    <div className="card">
      <Tabs
        items={[
          { key: 'policies', label: '时限规则', children: <Policies /> },
          { key: 'templates', label: '模板', children: <Templates /> },
          ...(can('tenant.manage')
            ? [
                { key: 'settings', label: '参数', children: <Parameters /> },
                { key: 'export', label: '导出', children: <Export /> },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function matchText(match: Policy['match']): string {
  const words: Record<string, string> = {
    major: '重大事故隐患',
    general: '一般隐患',
    tip: '群众举报',
    anonymous: '匿名举报',
    sealed_name: '姓名封存举报',
    real_name: '实名举报',
  };
  return (
    Object.values(match)
      .map((v) => words[v] ?? v)
      .join('、') || '全部'
  );
}

function Policies() {
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
        columns={[
          { title: '环节', width: 100, render: (_, p) => KINDS[p.kind] ?? p.kind },
          { title: '适用', width: 160, render: (_, p) => matchText(p.match) },
          { title: '期限', width: 120, className: 'num', render: (_, p) => `${p.amount} ${UNITS[p.unit]}` },
          {
            title: '提前提醒',
            width: 110,
            className: 'num',
            render: (_, p) => (p.warnBefore ? `${p.warnBefore} ${UNITS[p.unit]}` : '—'),
          },
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
      title={`修订：${KINDS[policy.kind] ?? policy.kind}（${matchText(policy.match)}）`}
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

function Templates() {
  const [kind, setKind] = useState<string>();
  const pages = usePages(templates, { kind, limit: 100 } as never);
  return (
    <>
      <Select
        allowClear
        placeholder="类别"
        aria-label="类别"
        style={{ width: 160, marginBottom: 12 }}
        value={kind}
        onChange={setKind}
        options={Object.entries(TEMPLATE_KINDS).map(([value, label]) => ({ value, label }))}
      />
      <PagedTable<Template>
        rowKey="id"
        pages={pages as never}
        empty="没有这类模板。"
        columns={[
          { title: '类别', width: 110, render: (_, t) => TEMPLATE_KINDS[t.kind] ?? t.kind },
          { title: '标题', dataIndex: 'title' },
          { title: '出处', dataIndex: 'source', width: 120, className: 'num' },
        ]}
      />
    </>
  );
}

function Parameters() {
  const query = useRoute(settings, {});
  const [editing, setEditing] = useState<{ key: string; value: unknown; version: number }>();
  return (
    <Fallible query={query}>
      <PagedTable
        rowKey="key"
        pages={{
          items: query.data?.items ?? [],
          isPending: false,
          error: null,
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: () => undefined,
          refetch: () => undefined,
        }}
        empty="没有参数。"
        columns={[
          { title: '参数', dataIndex: 'key', width: 260 },
          { title: '值', render: (_, s) => <code style={{ whiteSpace: 'pre-wrap' }}>{JSON.stringify(s.value)}</code> },
          { title: '更新', width: 150, className: 'num', render: (_, s) => timeOf(s.updatedAt) },
          {
            title: '',
            width: 80,
            render: (_, s) => (
              <Button size="small" onClick={() => setEditing(s)}>
                修改
              </Button>
            ),
          },
        ]}
      />
      {editing && <Parameter setting={editing} onClose={() => setEditing(undefined)} />}
    </Fallible>
  );
}

function Parameter({
  setting,
  onClose,
}: {
  setting: { key: string; value: unknown; version: number };
  onClose: () => void;
}) {
  const [text, setText] = useState(JSON.stringify(setting.value, null, 2));
  const [wrong, setWrong] = useState(false);
  const run = useCommand(setSetting, { done: '已保存', touches: ['settings'], onDone: onClose });
  const save = () => {
    try {
      run.mutate({ key: setting.key, value: JSON.parse(text), version: setting.version });
    } catch {
      setWrong(true);
    }
  };
  return (
    <Modal open title={setting.key} okText="保存" confirmLoading={run.isPending} onCancel={onClose} onOk={save}>
      <Input.TextArea
        rows={12}
        value={text}
        status={wrong ? 'error' : ''}
        onChange={(e) => {
          setText(e.target.value);
          setWrong(false);
        }}
        aria-label="参数值（JSON）"
        style={{ fontFamily: 'monospace' }}
      />
      {wrong && <span className="late">不是有效的 JSON，没有保存。</span>}
    </Modal>
  );
}

function Export() {
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await saveAs(download(exportAll, {}), `${me.tenant.slug}.zip`).finally(() => setBusy(false));
  };
  return (
    <>
      <p>导出本地区的全部数据：单位、人员、隐患、举报密文、照片、操作记录。密码和密钥不在其中。</p>
      <Button type="primary" loading={busy} onClick={() => void run()}>
        {busy ? '正在打包…' : '导出全部数据'}
      </Button>
    </>
  );
}
