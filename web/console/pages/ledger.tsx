import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { auditChain, ledger } from '../../../workers/contract/settings.ts';
import { usePages } from '../data.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { call } from '../session.ts';

type Entry = ClientOutput<typeof ledger>['items'][number];
const ENTITIES = {
  hazard: '隐患',
  person: '人员',
  unit: '单位',
  committee: '委员会',
  check_visit: '督导检查',
  check_team: '督导组',
  setting: '设置',
  policy: '时限规则',
  role_key: '举报密钥',
} as const;

export function Ledger() {
  const [entity, setEntity] = useState<keyof typeof ENTITIES>();
  const pages = usePages(ledger, { entity, limit: 50 } as never);
  return (
    <div className="card">
      <div className="row" style={{ marginBottom: 12 }}>
        <Select
          allowClear
          placeholder="对象"
          aria-label="对象"
          style={{ width: 140 }}
          value={entity}
          onChange={setEntity}
          options={Object.entries(ENTITIES).map(([value, label]) => ({ value: value as keyof typeof ENTITIES, label }))}
        />
        <Audit />
      </div>
      <PagedTable<Entry>
        rowKey={(e) => `${e.entity}${e.entityId}${e.seq}`}
        pages={pages as never}
        empty="还没有操作记录。"
        columns={[
          { title: '时间', width: 150, className: 'num', render: (_, e) => timeOf(e.at) },
          { title: '对象', width: 100, render: (_, e) => ENTITIES[e.entity as keyof typeof ENTITIES] ?? e.entity },
          { title: '操作', dataIndex: 'action', width: 140 },
          { title: '状态变化', render: (_, e) => [e.from, e.to].filter(Boolean).join(' → ') },
          { title: '操作人', dataIndex: 'actorName', width: 140 },
          { title: '指纹', width: 120, className: 'num muted', render: (_, e) => e.hash.slice(0, 10) },
        ]}
      />
    </div>
  );
}

/** Walks the whole chain, page after page, and says how far it has come. */
function Audit() {
  const [said, setSaid] = useState<{ type: 'info' | 'success' | 'error'; text: string }>();
  const run = async () => {
    let cursor: string | undefined;
    let checked = 0;
    try {
      do {
        const answer: ClientOutput<typeof auditChain> = await call(auditChain, cursor ? { cursor } : {});
        checked += answer.checked;
        if (answer.broken)
          return setSaid({
            type: 'error',
            text: `第 ${answer.broken.seq} 条记录与前后不符：${answer.broken.entity} ${answer.broken.entityId}`,
          });
        cursor = answer.next ?? undefined;
        setSaid({ type: 'info', text: `已核验 ${checked} 条…` });
      } while (cursor);
      setSaid({ type: 'success', text: `共核验 ${checked} 条，链条完整，没有被改动。` });
    } catch {
      setSaid({ type: 'error', text: `核验到 ${checked} 条时中断，请稍后再试。` });
    }
  };
  return (
    <>
      <Button onClick={() => void run()}>核验记录有没有被改动</Button>
      {said && <Alert type={said.type} showIcon title={said.text} className="grow" />}
    </>
  );
}
