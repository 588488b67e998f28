import { Button, Tag } from 'antd';
import { DRAW_LISTS } from '../../../workers/contract/draws.ts';
import { seedKind } from '../../../workers/protocol/draw-seed.ts';
import { timeOf } from '../format.ts';
import { basePath } from '../place.ts';
import { Digest, type Draw, may } from './draw-bits.tsx';

/** The public page of a draw; the console lives below the district's address. */
const publicPage = (d: Draw) => `${basePath.replace(/\/console$/, '')}/draws/${d.number}`;
export const sourceOf = (d: Draw) =>
  d.seedSource ? `${seedKind(d.seedSource.kind)?.label ?? d.seedSource.kind}，${d.seedSource.id}` : '封存时选定';

/** What is drawn, from what, by which number. */
export function DrawFacts({ draw: d }: { draw: Draw }) {
  return (
    <section className="card" aria-label="概况">
      <h2>概况</h2>
      <dl className="facts">
        {d.enterprise && (
          <>
            <dt>受检单位</dt>
            <dd>
              {d.enterprise} <span className="muted num">{d.creditCode}</span>
            </dd>
          </>
        )}
        <dt>工作日期</dt>
        <dd className="num">
          {d.spec.fromDay} 至 {d.spec.toDay}
        </dd>
        {d.lists.map((list) => (
          <Quotas key={list.name} list={list} />
        ))}
        <dt>公开种子</dt>
        <dd>{sourceOf(d)}</dd>
        {d.notBefore && (
          <>
            <dt>开奖时间</dt>
            <dd className="num">{timeOf(d.notBefore)}</dd>
          </>
        )}
        {d.seed && (
          <>
            <dt>开奖结果</dt>
            <dd className="num">{d.publicSeed}</dd>
          </>
        )}
        {d.listHash && (
          <>
            <dt>名单指纹</dt>
            <dd>
              <Digest of={d.listHash} />
            </dd>
            <dt>公开页</dt>
            <dd>
              <a href={publicPage(d)} target="_blank" rel="noreferrer">
                打开公开页，核对、下载抽取文件
              </a>
            </dd>
          </>
        )}
        {d.spec.purpose && (
          <>
            <dt>用途</dt>
            <dd>{d.spec.purpose}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Quotas({ list }: { list: Draw['lists'][number] }) {
  return (
    <>
      <dt>{DRAW_LISTS[list.name]}</dt>
      <dd>
        {list.quotas.map((q) => (
          <div key={q.stratum}>
            {q.stratum} {q.free} 个里抽 {q.n} 个{q.alternates > 0 && `，候补 ${q.alternates} 个`}{' '}
            {q.free < q.n && <Tag color="red">人数不够</Tag>}
          </div>
        ))}
      </dd>
    </>
  );
}

/** Who witnesses; until the hour of the public number their inputs may be opened. */
export function DrawWitnesses({ draw: d, onOpen }: { draw: Draw; onOpen: (name: string) => void }) {
  const open = may(d, 'open');
  return (
    <section className="card" aria-label="见证人">
      <h2>见证人</h2>
      {d.witnesses.length === 0 && <p className="muted">本次没有见证人输入，结果只由公开种子决定。</p>}
      <ul className="rows">
        {d.witnesses.map((w) => (
          <li key={w.name}>
            <div className="row">
              <b>{w.name}</b>
              <Tag color={w.opened ? 'green' : undefined}>
                {w.opened ? '已拆封' : open?.allowed ? '待拆封' : '未拆封，不计入'}
              </Tag>
              <span className="grow" />
              {!w.opened && open?.allowed && <Button onClick={() => onOpen(w.name)}>拆封</Button>}
            </div>
            <div className="muted">
              <Digest of={w.commitment} />
            </div>
          </li>
        ))}
      </ul>
      {open && !open.allowed && d.witnesses.some((w) => !w.opened) && <p className="muted">{open.why}</p>}
    </section>
  );
}
