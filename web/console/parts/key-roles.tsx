import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Tag } from 'antd';
import { fingerprint } from '../../../workers/protocol/chain.ts';
import { ROOT } from '../../../workers/protocol/officer-keys.ts';
import { dayOf } from '../format.ts';
import { useBusy, useHand } from './key-busy.ts';
import { grouped, type ReadChain } from './key-chain.ts';
import { Former, Pending } from './key-epochs.tsx';
import { byRole, type RoleKeyView, unsignedKeys } from './key-plan.ts';
import { renew } from './key-work.ts';
import { useMe } from './person.ts';
import { startResealing } from './reseal.ts';
import { type Keys, useVault } from './vault.ts';

/** Each role: the epoch in force, who holds it, until when; the epochs before it; re-sealing under way. */
export function KeyRoles({ keys, chain, label }: { keys: Keys; chain: ReadChain; label: (role: string) => string }) {
  const roles = [...new Set(keys.roleKeys.map((k) => k.role))].sort(byRole);
  if (roles.length === 0) return null;
  return (
    <section className="card">
      <h2>岗位密钥</h2>
      <ul className="rows">
        {roles.map((role) => (
          <li key={role} className="key-role">
            <OneRole keys={keys} chain={chain} role={role} label={label(role)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneRole({ keys, chain, role, label }: { keys: Keys; chain: ReadChain; role: string; label: string }) {
  const epochs = keys.roleKeys.filter((k) => k.role === role);
  const active = epochs.find((k) => k.state === 'active');
  const former = epochs.filter((k) => k.state !== 'active');
  const unsigned = !!active && !!chain.end && unsignedKeys(keys, chain.end).includes(active);
  return (
    <>
      <div className="row">
        <h3 className="grow">
          {label}
          {active && <span className="muted">　第 {active.epoch} 期</span>}
        </h3>
        {active && role !== ROOT && <Tag color={unsigned ? 'orange' : 'green'}>{unsigned ? '等待签名' : '已签名'}</Tag>}
        {active && keys.recovery && (
          <Tag color={active.recoverable ? 'green' : 'orange'}>{active.recoverable ? '可恢复' : '不可恢复'}</Tag>
        )}
      </div>
      {active ? <Active keys={keys} active={active} label={label} /> : <p className="muted">尚未启用。</p>}
      {unsigned && former.length < epochs.length - 1 && <p className="soon">签名之前，仍使用上一期。</p>}
      {active?.share && role !== ROOT && former.some((k) => k.state === 'retired') && <Pending role={role} />}
      {former.length > 0 && <Former epochs={former} />}
    </>
  );
}

function Active({ keys, active, label }: { keys: Keys; active: RoleKeyView; label: string }) {
  const me = useMe();
  const hand = useHand();
  const vault = useVault();
  const { busy, run } = useBusy();
  const gone = new Set(active.gone.map((m) => m.personId));
  const staying = active.members.filter((m) => !gone.has(m.personId));
  const change = () =>
    run('renew', async () => {
      await renew(hand, active.role);
      if (active.role !== ROOT) startResealing(me.tenant.no, active.role);
      return `${label}已换成新一期`;
    });
  return (
    <>
      <dl className="facts">
        <dt>持有人</dt>
        <dd>
          {staying.map((m) => (
            <Tag key={m.personId}>{m.name}</Tag>
          ))}
          {active.gone.map((m) => (
            <Tag key={m.personId} color="red">
              {m.name}（已不在岗）
            </Tag>
          ))}
          {staying.length < 2 && (
            <span className="soon">{active.share ? '只有您一人持有，请尽快为第二人加封' : '只有一人持有'}</span>
          )}
          {!active.share && keys.roles.includes(active.role) && (
            <div className="muted">您没有这把密钥的份额，请持有人在本页为您加封。</div>
          )}
        </dd>
        <dt>启用</dt>
        <dd>
          {dayOf(active.createdAt)}
          {active.rotateOn && `，${active.rotateOn} 应换下一期（每 ${keys.rotateDays} 天一期）`}
        </dd>
        <dt>指纹</dt>
        <dd>
          <Print sealPublic={active.sealPublic} />
        </dd>
      </dl>
      {active.share && (
        <Popconfirm
          title={`把${label}换成新一期？`}
          description={
            active.role === ROOT
              ? '海报上的指纹会变，换完须重印海报。'
              : '新一期封给现在的持有人，未办结的举报随后在后台转封。'
          }
          okText="换一期"
          cancelText="不换"
          onConfirm={() => void change()}
        >
          <Button size="small" disabled={!vault} loading={busy !== ''}>
            现在换一期
          </Button>
        </Popconfirm>
      )}
    </>
  );
}

/** To be compared by telephone with what the colleague sees. */
function Print({ sealPublic }: { sealPublic: string }) {
  const me = useMe();
  const print = useQuery({
    queryKey: ['print', sealPublic],
    queryFn: () => fingerprint(me.tenant.no, sealPublic),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <code className="key-print">{grouped(print.data ?? '')}</code>;
}
