import { Alert } from 'antd';
import type { Said } from '../../../workers/protocol/chain.ts';
import { grouped, type ReadChain } from './key-chain.ts';
import type { Keys } from './vault.ts';

/** The chain as this browser checked it, and the root's fingerprint to hold against the poster. */
export function KeyChain({ chain, keys, label }: { chain: ReadChain; keys: Keys; label: (role: string) => string }) {
  const { statements, end, print } = chain;
  const names = new Map([
    ...keys.roleKeys.flatMap((k) => k.members.map((m) => [m.personId, m.name] as const)),
    ...keys.holders.map((h) => [h.personId, h.name] as const),
  ]);
  const words = ({ kind, subject, epoch }: Said): string => {
    if (kind === 'root') return `根密钥第 ${epoch} 期`;
    if (kind === 'role') return `${label(subject)}用第 ${epoch} 期密钥`;
    return `${names.get(subject) ?? '一名同事'}${kind === 'officer' ? '可以签发答复' : '离岗，不再签发答复'}`;
  };
  return (
    <section className="card">
      <h2>核对签名链</h2>
      {statements.length === 0 ? (
        <p className="muted">还没有根密钥。启用之前，举报人的手机无法核对岗位密钥是不是真的。</p>
      ) : end ? (
        <>
          <Alert type="success" showIcon title={`本浏览器逐条核对了 ${statements.length} 条签名，全部相符。`} />
          <p className="key-fingerprint">
            根密钥指纹　<code className="key-print big">{grouped(print)}</code>
          </p>
          <p className="muted">
            请与海报下方印的指纹、同事屏幕上的指纹对照（分大小写）。对不上，就不要处理举报，立即报告。
          </p>
          <details>
            <summary className="muted">看每一条</summary>
            <ol className="key-said">
              {statements.map((s) => {
                const what = JSON.parse(s.body) as Said;
                return (
                  <li key={what.seq} value={what.seq}>
                    <span className="num">{what.day}</span> {words(what)}
                  </li>
                );
              })}
            </ol>
          </details>
        </>
      ) : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title="签名链核对不通过：有签名被改动、缺失或不是本地区根密钥签的。"
          description="请停止在本页操作，保留现场，报告管理员和纪检监察。"
        />
      )}
    </section>
  );
}
