import { Select } from 'antd';
import { useState } from 'react';
import { rollup } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { useCan, useMe } from './person.ts';
import { Fallible } from './states.tsx';
import { useUnits } from './units.ts';

type Month = ClientOutput<typeof rollup>['months'][number];
const ROWS: [string, (m: Month) => number, boolean?][] = [
  ['交办', (m) => m.tasks.dispatched],
  ['报结', (m) => m.tasks.submitted],
  ['认可', (m) => m.tasks.accepted],
  ['退回', (m) => m.tasks.returned],
  ['新增超期', (m) => m.tasks.overdue, true],
  ['发现隐患', (m) => m.hazards.found],
  ['隐患销号', (m) => m.hazards.closed],
  ['整改超期', (m) => m.hazards.overdue, true],
  ['应报材料', (m) => m.reports.due],
  ['按时报送', (m) => m.reports.onTime],
];

/** Twelve months × what happened, of everybody or of one unit. */
export function MonthRollup() {
  const can = useCan();
  const me = useMe();
  const names = useUnits();
  const all = can('task.read_all');
  const own = me.grants.find((grant) => grant.unitId !== '')?.unitId;
  const [unitId, setUnitId] = useState<string | undefined>(all ? undefined : own);
  const query = useRoute(rollup, { unitId }, { enabled: all || unitId !== undefined });
  if (!all && unitId === undefined) return null;
  const months = query.data?.months ?? [];
  return (
    <section className="card" aria-label="十二个月汇总">
      <div className="row" style={{ marginBottom: 12 }}>
        <h2 style={{ margin: 0 }} className="grow">
          十二个月汇总
        </h2>
        {all && (
          <Select
            aria-label="单位"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="全部单位"
            style={{ width: 220 }}
            value={unitId}
            onChange={setUnitId}
            options={names.options}
          />
        )}
      </div>
      <Fallible query={query}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it */}
        <div className="month-matrix" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">项目</th>
                {months.map((m) => (
                  <th key={m.month} scope="col">
                    {m.month.slice(2).replace('-', '.')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ROWS.map(([label, value, bad]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {months.map((m) => (
                    <td key={m.month} className={bad && value(m) > 0 ? 'num late' : 'num'}>
                      {value(m)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fallible>
    </section>
  );
}
