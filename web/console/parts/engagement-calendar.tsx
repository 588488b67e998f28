import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { engagementCalendar } from '../../../workers/contract/engagements.ts';
import { ENGAGEMENT_KINDS } from '../../../workers/contract/expert-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { today } from '../format.ts';
import { useAll } from './plan-all.ts';
import { Failed, Nothing } from './states.tsx';

type Entry = ClientOutput<typeof engagementCalendar>['items'][number];
const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Days of a month with who works where; days on which nobody does are left out. */
export function EngagementCalendar() {
  const now = today();
  const [month, setMonth] = useState(now.slice(0, 7));
  const [year = 0, m = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, m, 0)).getUTCDate();
  const days = Array.from({ length }, (_, i) => iso(Date.UTC(year, m - 1, 1) + i * DAY_MS));
  const pages = useAll(engagementCalendar, { from: days[0]!, to: days.at(-1)!, limit: 100 });
  const entries = pages.items as Entry[];
  const busy = days
    .map((day) => ({ day, at: entries.filter((e) => e.fromDay <= day && day <= e.toDay) }))
    .filter(({ at }) => at.length > 0);
  const shift = (by: number) => setMonth(iso(Date.UTC(year, m - 1 + by, 1)).slice(0, 7));
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <Button aria-label="上个月" onClick={() => shift(-1)}>
          ‹
        </Button>
        <strong className="num" aria-live="polite">
          {year} 年 {m} 月
        </strong>
        <Button aria-label="下个月" onClick={() => shift(1)}>
          ›
        </Button>
        <Button type="link" onClick={() => setMonth(now.slice(0, 7))}>
          回到本月
        </Button>
        <span className="muted">本月 {entries.length} 次专家检查</span>
      </div>
      {pages.error && entries.length === 0 && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      <table className="eng-days">
        <tbody>
          {busy.map(({ day, at }) => (
            <tr key={day} className={day === now ? 'today' : ''}>
              <th scope="row" className="num">
                {Number(day.slice(8))} 日 周{'日一二三四五六'[new Date(day).getUTCDay()]}
              </th>
              <td>
                {at.map((e) => (
                  <Link key={e.id} to={`/engagements/${e.id}` as '/'} className="eng-entry">
                    <strong>{e.enterprise}</strong> {ENGAGEMENT_KINDS[e.kind]}
                    {e.experts.length > 0 && `：${e.experts.join('、')}`}
                  </Link>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!pages.isPending && busy.length === 0 && !pages.error && <Nothing why="这个月没有专家检查。" />}
    </>
  );
}
