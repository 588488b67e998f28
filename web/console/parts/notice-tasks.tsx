import { Button } from 'antd';
import { Hint } from './notice-bits.tsx';
import { NoticeCard } from './notice-card.tsx';
import type { Desk } from './notice-desk.ts';
import type { Verbs } from './notice-verbs.ts';
import { Nothing } from './states.tsx';
import { useUnits } from './units.ts';

/** The tasks in the order of the notice; below them what it asks of everybody, to be added where wanted. */
export function NoticeTasks({ desk, verbs }: { desk: Desk; verbs: Verbs }) {
  const units = useUnits();
  const { items } = desk.draft;
  const used = new Set(items.map((item) => item.content));
  const rules = desk.view.rules.filter((rule) => !used.has(rule.content));
  return (
    <>
      {items.length === 0 && <Nothing why="还没有任务。可以对照原文手工新增。" />}
      <ol className="nt-cards" aria-label="读出的任务">
        {items.map((item, i) => (
          <NoticeCard key={item.key} desk={desk} verbs={verbs} item={item} first={i === 0} short={units.short} />
        ))}
      </ol>
      {!desk.locked && (
        <Button block type="dashed" onClick={() => verbs.add()}>
          新增任务
          <Hint keys="+" />
        </Button>
      )}
      {rules.length > 0 && !desk.locked && (
        <details className="nt-rules">
          <summary>对各单位的共同要求（{rules.length} 条，没有列为任务）</summary>
          <ul className="rows">
            {rules.map((rule) => (
              <li key={rule.key} className="row">
                <span className="grow">{rule.content}</span>
                <Button size="small" onClick={() => verbs.add(rule)}>
                  加为任务
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
