import { DRAW_LISTS } from '../../../workers/contract/draws.ts';
import { timeOf } from '../format.ts';
import type { Draw } from './draw-bits.tsx';
import { sourceOf } from './draw-facts.tsx';

/** For the file: what was frozen and what came out by digests, with room for signatures. */
export function DrawSheet({ draw: d }: { draw: Draw }) {
  const rows: [string, string][] = [
    ['抽取编号', d.number],
    ['名单封存', d.committedAt ? timeOf(d.committedAt) : ''],
    ...d.lists.flatMap((list) =>
      list.quotas.map((q): [string, string] => [
        DRAW_LISTS[list.name],
        `${q.stratum} 可抽 ${q.free} 个，抽 ${q.n} 个，候补 ${q.alternates} 个`,
      ]),
    ),
    ['名单指纹', d.listHash ?? ''],
    ['公开种子', `${sourceOf(d)}　${d.seed ? (d.publicSeed ?? '') : '待开奖'}`],
    ['种子', d.seed ?? ''],
    ['结果指纹', d.resultHash ?? ''],
    ...(d.reason ? [['原因', d.reason] as [string, string]] : []),
  ];
  return (
    <div className="draw-sheet">
      <h1>{d.title}</h1>
      <p>抽取记录</p>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name + value}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
          {[...d.witnesses.map((w) => `见证人 ${w.name}`), '录入人', '核对人'].map((name) => (
            <tr key={name} className="sign">
              <th scope="row">{name}</th>
              <td>签名：　　　　　　　　　　　日期：</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
