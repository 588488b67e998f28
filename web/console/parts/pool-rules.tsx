import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { applyExpertRules, expertRules } from '../../../workers/contract/pools.ts';
import { usePages } from '../data.ts';
import { useInParts } from './in-parts.ts';
import { PagedTable } from './list.tsx';
import { useCan } from './person.ts';
import { RuleForm } from './rule-form.tsx';
import { type RuleVersion, RuleView, useFields, versionWords } from './rule-view.tsx';
import { changedLines, type RuleBody } from './rule-words.ts';

/** Conditions of entry: every version with its basis, the one in force, and the next. */
export function PoolRules() {
  const can = useCan();
  const pages = usePages(expertRules, { limit: 100 } as never);
  const { nameOf } = useFields();
  const [from, setFrom] = useState<{ field: string; body: RuleBody }>();
  const apply = useInParts(applyExpertRules, ['pools.']);
  const rules = pages.items as RuleVersion[];
  const newest = new Map<string, number>();
  for (const r of rules) newest.set(r.field, Math.max(r.version, newest.get(r.field) ?? 0));
  const common = rules.find((r) => r.field === '' && r.inForce) ?? rules.at(-1);
  /** The version that this one took the place of. */
  const before = (rule: RuleVersion) =>
    rules.find((r) => r.field === rule.field && r.version === rule.version - 1) ??
    (rule.field === '' || rule.version > 1 ? undefined : common);
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <p className="muted grow" style={{ margin: 0 }}>
          有单独规定的领域按自己的条件，其余按“全部领域”。成员每晚自动复核；不再符合的列出，不自动除名。
        </p>
        {can('policy.manage') && (
          <>
            <Button loading={apply.state === 'busy'} onClick={() => void apply.run({})}>
              立即复核全部成员
            </Button>
            <Button
              type="primary"
              disabled={!common}
              onClick={() => common && setFrom({ field: '', body: common.body as RuleBody })}
            >
              修订条件
            </Button>
          </>
        )}
      </div>
      {apply.sums && (
        <Alert
          style={{ marginBottom: 12 }}
          type={(apply.sums.failing ?? 0) > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={`${apply.state === 'busy' ? '正在复核' : '复核完成'}：已核对 ${apply.sums.checked ?? 0} 人，结论变动 ${apply.sums.changed ?? 0} 人，不再符合或须核对的成员 ${apply.sums.failing ?? 0} 人。`}
        />
      )}
      {apply.refusal && <Alert type="error" showIcon role="alert" title={apply.refusal} />}
      <PagedTable<RuleVersion>
        rowKey={(r) => `${r.field}:${r.version}`}
        pages={pages as never}
        empty="还没有入库条件。"
        scroll={{ x: 640 }}
        expandable={{
          expandedRowRender: (r) => {
            const old = before(r);
            const changed = old && changedLines(old.body as RuleBody, r.body as RuleBody, nameOf);
            return <RuleView rule={r} {...(changed ? { changed } : {})} />;
          },
          defaultExpandedRowKeys: [],
        }}
        columns={[
          { title: '适用领域', width: 150, render: (_, r) => nameOf(r.field) },
          { title: '年限', width: 90, render: (_, r) => `${(r.body as RuleBody).minYears} 年` },
          {
            title: '版本',
            width: 220,
            render: (_, r) => (
              <>
                {versionWords(r)} {r.inForce && <Tag color="green">现行</Tag>}
              </>
            ),
          },
          { title: '依据', dataIndex: 'basis' },
          {
            title: '',
            width: 90,
            render: (_, r) =>
              can('policy.manage') && (
                <Button size="small" onClick={() => setFrom({ field: r.field, body: r.body as RuleBody })}>
                  以此修订
                </Button>
              ),
          },
        ]}
      />
      {from && <RuleForm from={from} newest={newest} onClose={() => setFrom(undefined)} />}
    </>
  );
}
