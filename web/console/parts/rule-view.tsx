import type { expertRules } from '../../../workers/contract/pools.ts';
import { fieldList } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { type RuleBody, ruleLines } from './rule-words.ts';

export type RuleVersion = ClientOutput<typeof expertRules>['items'][number];

/** Fields as this district calls them. */
export function useFields() {
  const query = useRoute(fieldList, {});
  const names = new Map((query.data?.items ?? []).map((f) => [f.field, f.name]));
  return {
    options: (query.data?.items ?? []).map((f) => ({ value: f.field, label: f.name })),
    nameOf: (field: string): string => (field === '' ? '全部领域' : (names.get(field) ?? field)),
  };
}

/** One version of a rule: its conditions, basis and day. */
export function RuleView({ rule, changed }: { rule: RuleVersion; changed?: ReadonlySet<string> }) {
  const { nameOf } = useFields();
  return (
    <>
      <dl className="rule-lines">
        {ruleLines(rule.body as RuleBody, nameOf).map(([what, words]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {words}
              {changed?.has(what) && <strong className="late">（本版修改）</strong>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        依据：{rule.basis || '未填写'}。{versionWords(rule)}
      </p>
    </>
  );
}

export function versionWords(rule: RuleVersion): string {
  const from = rule.effectiveFrom ? `自 ${rule.effectiveFrom} 起` : '';
  if (rule.version === 0) return `初始条件${from ? `，${from}` : ''}`;
  return `第 ${rule.version} 版，${from}${rule.setBy ? `，${rule.setBy}设定` : ''}`;
}
