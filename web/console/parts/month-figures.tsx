import type { MonthFigures } from '../../../workers/contract/month-words.ts';

const TASKS: [keyof MonthFigures['tasks'], string][] = [
  ['dispatched', '交办'],
  ['acknowledged', '签收'],
  ['submitted', '报结'],
  ['accepted', '认可'],
  ['returned', '退回'],
  ['overdue', '新增超期'],
  ['open', '在办'],
  ['overdueOpen', '现超期'],
];
const HAZARDS: [keyof MonthFigures['hazards'], string][] = [
  ['found', '发现'],
  ['closed', '销号'],
  ['overdue', '整改超期'],
  ['open', '未销号'],
];

/** What the ledger knows: read, never typed. */
export function Figures({ figures }: { figures: MonthFigures }) {
  return (
    <div className="month-figures">
      <Group title="任务（件）" rows={TASKS.map(([key, label]) => [label, figures.tasks[key], /verdue/.test(key)])} />
      <Group
        title="隐患（处）"
        rows={HAZARDS.map(([key, label]) => [label, figures.hazards[key], key === 'overdue'])}
      />
    </div>
  );
}

function Group({ title, rows }: { title: string; rows: [string, number, boolean][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(([label, value, bad]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={bad && value > 0 ? 'num late' : 'num'}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
