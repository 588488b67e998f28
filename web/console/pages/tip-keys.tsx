import { Link } from '@tanstack/react-router';
import { Steps } from 'antd';
import { myKeys } from '../../../workers/contract/tip-keys.ts';
import { useRoute } from '../data.ts';
import { useChain } from '../parts/key-chain.ts';
import { KeyChain } from '../parts/key-chain-view.tsx';
import { MyKeys } from '../parts/key-mine.tsx';
import { activeKey, roleLabel } from '../parts/key-plan.ts';
import { KeyRoles } from '../parts/key-roles.tsx';
import { KeyTasks } from '../parts/key-tasks.tsx';
import { Fallible } from '../parts/states.tsx';
import { useUnits } from '../parts/units.ts';
import type { Keys } from '../parts/vault.ts';

/** My keys → the roles' keys → colleagues. Everything secret is made and kept in this browser. */
export function TipKeys() {
  const query = useRoute(myKeys, {});
  const chain = useChain();
  const units = useUnits();
  const label = (role: string) => roleLabel(role, units.short);
  const keys = query.data;
  return (
    <div className="key-page">
      <Fallible query={query}>
        {keys && (
          <>
            <Progress keys={keys} />
            <MyKeys keys={keys} />
            {keys.officer && (
              <Fallible query={chain}>
                {chain.data && (
                  <>
                    {chain.data.end && <KeyTasks keys={keys} chain={chain.data} label={label} />}
                    <KeyRoles keys={keys} chain={chain.data} label={label} />
                    <KeyChain keys={keys} chain={chain.data} label={label} />
                  </>
                )}
              </Fallible>
            )}
            <p className="muted">
              <Link to="/tip-keys/recovery">密钥恢复</Link>：持有人都打不开时，凭三份恢复码中的任意两份恢复。
            </p>
          </>
        )}
      </Fallible>
    </div>
  );
}

/** Only until everything is set up once. */
function Progress({ keys }: { keys: Keys }) {
  const set = keys.roles.every((role) => activeKey(keys, role));
  const at = !keys.officer ? 0 : !set ? 1 : !keys.recovery ? 2 : 3;
  if (at === 3) return null;
  return (
    <div className="card">
      <Steps
        size="small"
        current={at}
        items={[{ title: '生成我的密钥' }, { title: '启用岗位密钥' }, { title: '启用密钥恢复' }]}
      />
    </div>
  );
}
