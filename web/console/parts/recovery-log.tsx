import { recoveryLog } from '../../../workers/contract/tip-keys.ts';
import { useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { Fallible } from './states.tsx';

const ACTIONS: Record<string, string> = {
  set: '启用密钥恢复',
  replace: '此前的恢复码作废',
  cover: '将密钥纳入恢复',
  look: '取出恢复记录',
  rehearse: '演练通过',
  recover: '恢复了密钥',
  refuse: '恢复码对不上',
};
const PURPOSES: Record<string, string> = { rehearsal: '（演练）', recovery: '（恢复）' };

/** Everybody with keys sees who looked, rehearsed and recovered. */
export function RecoveryLog() {
  const query = useRoute(recoveryLog, { limit: 100 });
  const items = query.data?.items ?? [];
  return (
    <section className="card no-print">
      <h2>记录</h2>
      <Fallible query={query}>
        {items.length === 0 ? (
          <p className="muted">还没有记录。启用、取出、演练、恢复都会记在这里，所有持钥人员都看得到。</p>
        ) : (
          <ul className="rows">
            {items.map(({ at, name, action, reason, purpose }) => (
              <li key={at + action + name}>
                <span className="num muted">{timeOf(at)}</span>　{name}　
                <b>
                  {ACTIONS[action] ?? action}
                  {PURPOSES[purpose]}
                </b>
                {reason && <span className="muted">　事由：{reason}</span>}
              </li>
            ))}
          </ul>
        )}
      </Fallible>
    </section>
  );
}
