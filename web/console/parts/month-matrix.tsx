import { Link } from '@tanstack/react-router';
import { CADENCES, type Cadence, periodWords, reportMatrix } from '../../../workers/contract/month.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { Fallible, Nothing } from './states.tsx';

type Cell = NonNullable<ClientOutput<typeof reportMatrix>['units'][number]['cells'][number]>;

/** One sign a cell, with its word for those who do not see colours. */
export function cellWords({ state, late, missing }: Pick<Cell, 'state' | 'late' | 'missing'>): [string, string] {
  if (missing) return ['未报', 'bad'];
  if (state === 'due') return ['待报', 'wait'];
  if (state === 'returned') return ['补报', 'wait'];
  return late ? ['迟报', 'slow'] : [state === 'accepted' ? '认可' : '按时', 'good'];
}

/** Units × periods: who reported in time, late, or not at all. */
export function MonthMatrix({ cadence }: { cadence: Cadence }) {
  const query = useRoute(reportMatrix, { cadence });
  const { periods = [], units = [] } = query.data ?? {};
  return (
    <Fallible query={query}>
      {units.length === 0 ? (
        <Nothing why={`还没有${CADENCES[cadence]}。到了报送期，系统在夜间自动开出各单位的待报项。`} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
        <section className="month-matrix" tabIndex={0} aria-label={`${CADENCES[cadence]}报送情况`}>
          <table>
            <thead>
              <tr>
                <th scope="col">单位</th>
                {periods.map((period) => (
                  <th key={period} scope="col" title={periodWords(period)}>
                    {shortPeriod(period)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.unitId}>
                  <th scope="row">{unit.name}</th>
                  {unit.cells.map((cell, i) => (
                    <MatrixCell key={periods[i]} cell={cell} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Fallible>
  );
}

function MatrixCell({ cell }: { cell: Cell | null }) {
  if (!cell) return <td className="none">—</td>;
  const [word, kind] = cellWords(cell);
  return (
    <td className={kind}>
      <Link to={`/month-reports/${cell.id}` as '/'}>{word}</Link>
    </td>
  );
}

/** 26.10, 26.10上. */
function shortPeriod(period: string): string {
  const [year = '', month = '', half] = period.split('-');
  return `${year.slice(2)}.${month}${half === '1' ? '上' : half === '2' ? '下' : ''}`;
}
