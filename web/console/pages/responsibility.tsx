import { Alert, Input, Tag } from 'antd';
import { useState } from 'react';
import { gaps, responsible } from '../../../workers/contract/meetings.ts';
import { useRoute } from '../data.ts';
import { Fallible, Nothing } from '../parts/states.tsx';

const KINDS = { sector: '行业主管', committee: '专委会', duty: '职责清单' } as const;
const MISSING = { regulator: '没有指定监管部门', committee: '没有专委会', duty: '部门监管责任清单里没有写到' } as const;

/** 这件事归谁管: an answer from the sector map, committees and duty lists; and where they leave a gap or overlap. */
export function Responsibility() {
  const [q, setQ] = useState('');
  const found = useRoute(responsible, { q }, { enabled: q !== '' });
  const query = useRoute(gaps, {});
  return (
    <>
      <section className="card" aria-label="查询">
        <h2>这件事归谁管？</h2>
        <Input.Search
          placeholder="例如：燃气、电动自行车、校车"
          maxLength={40}
          enterButton="查询"
          onSearch={(words) => setQ(words.trim())}
          style={{ maxWidth: 480 }}
          aria-label="要查的事"
        />
        {q !== '' && (
          <Fallible query={found}>
            {found.data?.items.length === 0 && (
              <Nothing why={`行业分工、委员会和职责清单里都没有写到“${q}”，可能是监管盲区，请提请安委办明确。`} />
            )}
            <ul className="rows" style={{ marginTop: 12 }}>
              {found.data?.items.map((item) => (
                <li key={item.kind + item.id + item.words}>
                  <div className="row">
                    <Tag>{KINDS[item.kind]}</Tag>
                    <strong>{item.unit || '未指定单位'}</strong>
                    <span className="muted">{item.title}</span>
                  </div>
                  <div className="muted">{item.words}</div>
                </li>
              ))}
            </ul>
          </Fallible>
        )}
      </section>
      <Fallible query={query}>
        {query.data && (
          <div className="grid2 stack" style={{ marginTop: 16 }}>
            <section className="card" aria-label="监管盲区">
              <h2>监管盲区（{query.data.gaps.length}）</h2>
              {query.data.gaps.length === 0 && <p className="muted">每个行业都有监管部门和专委会。</p>}
              <ul className="rows">
                {query.data.gaps.map((g) => (
                  <li key={g.sector + g.missing} className="row">
                    <strong>{g.label}</strong>
                    <span className="late">{MISSING[g.missing]}</span>
                  </li>
                ))}
              </ul>
            </section>
            <section className="card" aria-label="职责交叉">
              <h2>职责交叉（{query.data.overlaps.length}）</h2>
              <p className="muted">宁可交叉重复，也要有人负责；几家都管的，请安委办明确牵头单位。</p>
              <ul className="rows">
                {query.data.overlaps.map((o) => (
                  <li key={o.sector}>
                    <strong>{o.label}</strong>
                    <div className="muted">{o.units.join('、')}</div>
                  </li>
                ))}
              </ul>
            </section>
          </div>
        )}
        {query.data && (
          <Alert
            style={{ marginTop: 16 }}
            type={query.data.study.overdue ? 'warning' : 'info'}
            showIcon
            title={
              query.data.study.lastDay
                ? `党委、政府最近一次研究安全生产：${query.data.study.lastDay}。${query.data.study.overdue ? `已超过 ${query.data.study.everyDays} 天没有研究。` : ''}`
                : `还没有党委、政府研究安全生产的记录，每 ${query.data.study.everyDays} 天至少一次。请在“会议”中记录。`
            }
          />
        )}
      </Fallible>
    </>
  );
}
