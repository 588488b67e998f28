import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { myKeys } from '../../../workers/contract/tip-keys.ts';
import { ROOT } from '../../../workers/protocol/officer-keys.ts';
import { useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { useBusy, useHand } from '../parts/key-busy.ts';
import { activeKey, myRoot, roleLabel, uncovered } from '../parts/key-plan.ts';
import { coverAll } from '../parts/key-work.ts';
import { RecoveryLog } from '../parts/recovery-log.tsx';
import { RecoverySetUp } from '../parts/recovery-setup.tsx';
import { type Purpose, UseCodes } from '../parts/recovery-use.tsx';
import { Fallible, Nothing } from '../parts/states.tsx';
import { useUnits } from '../parts/units.ts';
import { UnlockForm, useNewShares } from '../parts/unlock.tsx';
import { type Keys, useVault } from '../parts/vault.ts';

/** Three codes, any two of which bring the keys back: making, rehearsing, using, and who did so. */
export function TipRecovery() {
  const query = useRoute(myKeys, {});
  return (
    <div className="key-page">
      <p className="no-print back">
        <Link to="/tip-keys">← 举报密钥</Link>
      </p>
      <Fallible query={query}>
        {query.data &&
          (query.data.officer ? (
            <Ready keys={query.data} />
          ) : (
            <div className="card">
              <Nothing why="先生成您自己的密钥，才能启用、演练或使用密钥恢复。">
                <Link to="/tip-keys">去生成密钥</Link>
              </Nothing>
            </div>
          ))}
      </Fallible>
    </div>
  );
}

function Ready({ keys }: { keys: Keys }) {
  const vault = useVault();
  useNewShares(keys);
  const [making, setMaking] = useState(false);
  // Whoever makes the codes has seen all three: only somebody trusted with the root may.
  const may = activeKey(keys, ROOT) ? !!myRoot(keys) : keys.roleKeys.some((k) => k.share);
  return (
    <>
      {!vault && (
        <section className="card no-print">
          <h2>打开我的密钥</h2>
          <UnlockForm keys={keys} />
        </section>
      )}
      <section className="card">
        <h2 className="no-print">密钥恢复</h2>
        {!keys.recovery || making ? (
          <>
            <div className="no-print">
              <p>
                三份恢复码分给三处保管，<b>任意两份</b>合在一起，才能恢复岗位密钥。平台不持有任何一份。
                持有人都离岗、都忘了口令时，这是唯一的办法；恢复码丢了两份，封存的举报就再也打不开了。
              </p>
              {making && (
                <Alert
                  type="warning"
                  showIcon
                  title="新的恢复码启用后，原来三份随即作废，请收回销毁。"
                  style={{ marginBottom: 12 }}
                />
              )}
            </div>
            {may ? (
              <RecoverySetUp keys={keys} onDone={() => setMaking(false)} />
            ) : (
              <p className="muted">密钥恢复尚未启用，须由持有根密钥的人（受理员或纪检监察）来启用。</p>
            )}
          </>
        ) : (
          <InForce keys={keys} recovery={keys.recovery} onRemake={may ? () => setMaking(true) : undefined} />
        )}
      </section>
      <RecoveryLog />
    </>
  );
}

function InForce({
  keys,
  recovery,
  onRemake,
}: {
  keys: Keys;
  recovery: NonNullable<Keys['recovery']>;
  onRemake: (() => void) | undefined;
}) {
  const hand = useHand();
  const vault = useVault();
  const units = useUnits();
  const { busy, run } = useBusy();
  const [using, setUsing] = useState<Purpose>();
  const open = uncovered(keys);
  const foreign = keys.roleKeys.filter((k) => k.state === 'active' && !k.share && !k.recoverable);
  const names = (list: Keys['roleKeys']) =>
    list.map((k) => `${roleLabel(k.role, units.short)}第 ${k.epoch} 期`).join('、');
  const cover = () =>
    run('cover', async () => {
      await coverAll(hand);
      return '已纳入恢复';
    });
  return (
    <>
      <dl className="facts">
        <dt>启用</dt>
        <dd>{dayOf(recovery.createdAt)}</dd>
        <dt>保管人</dt>
        <dd>{recovery.holders.join('、')}</dd>
        <dt>上次演练</dt>
        <dd>
          {recovery.rehearsedAt ? (
            dayOf(recovery.rehearsedAt)
          ) : (
            <span className="soon">还没有演练过，请尽快演练一次</span>
          )}
        </dd>
      </dl>
      {open.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 12 }}
          title={`还不能恢复：${names(open)}`}
          action={
            <Button size="small" disabled={!vault} loading={busy !== ''} onClick={() => void cover()}>
              纳入恢复
            </Button>
          }
        />
      )}
      {foreign.length > 0 && <p className="muted">{names(foreign)}还不能恢复，须由持有人在本页纳入。</p>}
      <div className="row" style={{ marginTop: 16 }}>
        <Button type="primary" onClick={() => setUsing('rehearsal')}>
          演练
        </Button>
        <Button onClick={() => setUsing('recovery')}>恢复</Button>
        <span className="grow" />
        {onRemake && <Button onClick={onRemake}>重新制作恢复码</Button>}
      </div>
      {using && <UseCodes purpose={using} keys={keys} onClose={() => setUsing(undefined)} />}
    </>
  );
}
