import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Input, Tag } from 'antd';
import { gaps, responsible } from '../../../workers/contract/meetings.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useRoute } from '../data.ts';
import { Fallible, Nothing } from '../parts/states.tsx';

const KINDS = { sector: '行业主管', committee: '专委会', duty: '职责清单' } as const;
type Gap = ClientOutput<typeof gaps>['gaps'][number];
const MISSING = { regulator: '没有指定监管部门', committee: '没有专委会', duty: '部门监管责任清单里没有写到' } as const;

/** A sector a line, those that nobody regulates first. */
const bySector = (all: readonly Gap[]): [string, Gap[]][] => {
  const sectors = new Map<string, Gap[]>();
  for (const gap of all) sectors.set(gap.sector, [...(sectors.get(gap.sector) ?? []), gap]);
  const bare = (its: readonly Gap[]) => (its.some((g) => g.missing === 'regulator') ? 0 : 1);
  return [...sectors].sort(([, x], [, y]) => bare(x) - bare(y));
};

/** 这件事归谁管: an answer from the sector map, committees and duty lists; and where they leave a gap or overlap. */
export function Responsibility() {
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
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
          defaultValue={q}
          onSearch={(words) =>
            void navigate({ to: '/responsibility', search: (words.trim() ? { q: words.trim() } : {}) as never })
          }
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
                    {item.kind === 'duty' ? (
                      <Link to={'/duties/$id' as never} params={{ id: item.id } as never}>
                        {item.title}
                      </Link>
                    ) : (
                      <span className="muted">{item.title}</span>
                    )}
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
              <h2>监管盲区（{bySector(query.data.gaps).length} 个行业）</h2>
              {query.data.gaps.length === 0 && <p className="muted">每个行业都有监管部门和专委会。</p>}
              <ul className="rows">
                {bySector(query.data.gaps).map(([sector, its]) => (
                  <li key={sector} className="row">
                    <strong>{its[0]!.label}</strong>
                    {its.map((g) => (
                      <span key={g.missing} className={g.missing === 'regulator' ? 'late' : 'muted'}>
                        {MISSING[g.missing]}
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            </section>
            <section className="card" aria-label="职责交叉">
              <h2>职责交叉（{query.data.overlaps.length} 个行业）</h2>
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
