import { Button } from 'antd';
import { useBusy } from './key-busy.ts';
import type { ReadChain } from './key-chain.ts';
import { usePeople, useSetUp, useSigning } from './key-to-do.tsx';
import { type Keys, useVault } from './vault.ts';

/** What is to be done now, each with one press. */
export function KeyTasks({ keys, chain, label }: { keys: Keys; chain: ReadChain; label: (role: string) => string }) {
  const vault = useVault();
  const { busy, run } = useBusy();
  const tasks = [...useSetUp(keys, label), ...useSigning(keys, chain, label), ...usePeople(keys, label)];
  if (tasks.length === 0) return null;
  return (
    <section className="card">
      <h2>要办的事</h2>
      {!vault && <p className="muted">先在上面输入口令打开密钥，再办下面的事。</p>}
      <ul className="rows">
        {tasks.map(({ key, text, more, grave, button, work }) => (
          <li key={key} className="row">
            <div className="grow key-task">
              <div className={grave ? 'late' : undefined}>{text}</div>
              {more && <div className="muted">{more}</div>}
            </div>
            {button && work && (
              <Button
                type="primary"
                disabled={!vault || (busy !== '' && busy !== key)}
                loading={busy === key}
                onClick={() => void run(key, work)}
              >
                {button}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
