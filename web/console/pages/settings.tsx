import { useSearch } from '@tanstack/react-router';
import { Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { exportAll, templates } from '../../../workers/contract/settings.ts';
import { usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { Parameters } from '../parts/parameters.tsx';
import { useCan, useMe } from '../parts/person.ts';
import { Policies } from '../parts/policies.tsx';
import { RewardScale } from '../parts/reward-scale.tsx';
import { TemplateBody } from '../parts/template-body.tsx';
import { useUnits } from '../parts/units.ts';
import { Webhooks } from '../parts/webhooks.tsx';
import { download, saveAs } from '../session.ts';

type Template = ClientOutput<typeof templates>['items'][number];
const TEMPLATE_KINDS: Record<string, string> = {
  task: '任务',
  checklist: '检查表',
  campaign: '专项行动',
  expert_field: '专家领域',
  key_period: '重点时段',
};

export function Settings() {
  const can = useCan();
  const { tab = 'policies' } = useSearch({ strict: false }) as { tab?: string };
  return (
    <div className="card">
      <Tabs
        defaultActiveKey={tab}
        // All six fit on a phone: the menu for the rest has no place in a list of tabs.
        tabBarGutter={16}
        items={[
          { key: 'policies', label: '时限规则', children: <Policies /> },
          { key: 'rewards', label: '奖励标准', children: <RewardScale /> },
          { key: 'templates', label: '模板', children: <Templates /> },
          ...(can('tenant.manage')
            ? [
                { key: 'settings', label: '参数', children: <Parameters /> },
                { key: 'webhooks', label: '推送', children: <Webhooks /> },
                { key: 'export', label: '导出', children: <Export /> },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function Templates() {
  const [kind, setKind] = useState<string>();
  const units = useUnits();
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
        expandable={{ expandedRowRender: (t) => <TemplateBody body={t.body} unitName={units.short} /> }}
        columns={[
          { title: '类别', width: 110, render: (_, t) => TEMPLATE_KINDS[t.kind] ?? t.kind },
          { title: '标题', dataIndex: 'title' },
          { title: '出处', dataIndex: 'source', width: 120, className: 'num' },
        ]}
      />
    </>
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
