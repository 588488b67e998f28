import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { identityRequests, openIdentity as openRoute } from '../../../workers/contract/tip-desk.ts';
import { type Identity, openIdentity } from '../../../workers/protocol/identity.ts';
import { openHalf } from '../../../workers/protocol/identity-halves.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { call } from '../session.ts';
import { useMe } from './person.ts';
import { stillOpen } from './tip-bits.tsx';
import { IdentityForm } from './tip-outcome.tsx';
import { type Sealed, scopeOf } from './tip-sealed.ts';
import { useVault, type Vault } from './vault.ts';

export type Request = ClientOutput<typeof identityRequests>['items'][number];
export const REQUEST_STATES: Record<Request['state'], string> = {
  open: '等待同意',
  ready: '两个岗位都已同意',
  opened: '已打开',
  refused: '未同意',
  expired: '已过期',
};

async function readIdentity(vault: Vault, tenantNo: number, me: string, requestId: string): Promise<Identity> {
  const { tipId, formHash, body, halfA, halfB } = await call(openRoute, { id: requestId });
  const scope = scopeOf(tenantNo, { id: tipId, formHash });
  const half = (part: 'identity-a' | 'identity-b', sealed: string) =>
    openHalf(scope, requestId, part, sealed, me, vault.officer.seal);
  return openIdentity(scope, body, await half('identity-a', halfA), await half('identity-b', halfB));
}

/** 姓名封存: asked for with a reason, granted by two posts, opened once, here. */
export function TipIdentity({ tip }: { tip: Sealed }) {
  const me = useMe();
  const requests = useRoute(identityRequests, { limit: 100 }, { enabled: tip.hasIdentity });
  if (!tip.hasIdentity) return null;
  const mine = (requests.data?.items ?? []).filter((r) => r.tipId === tip.id);
  const waiting = mine.some((r) => r.state === 'open' || r.state === 'ready');
  return (
    <section style={{ marginTop: 16 }} aria-labelledby="identity">
      <h2 id="identity">举报人姓名（封存）</h2>
      <p className="muted">姓名、电话另行加密，分两半由姓名保管、纪检监察两个岗位保管，单独一方打不开。</p>
      <ul className="rows">
        {mine.map((r) => (
          <li key={r.id} className="row">
            <span className="grow">
              <span className="num">{dayOf(r.createdAt)}</span> {r.requestedBy.name}：{r.reason}
              <div className="muted">
                {REQUEST_STATES[r.state]}
                {r.refusal && `：${r.refusal}`}
                {r.state === 'open' &&
                  `（姓名保管${r.grantedA ? '已' : '未'}同意，纪检监察${r.grantedB ? '已' : '未'}同意）`}
              </div>
            </span>
            {r.state === 'ready' && r.requestedBy.personId === me.personId && <OpenName request={r} />}
          </li>
        ))}
      </ul>
      {!waiting && (stillOpen(tip.state) || tip.state === 'confirmed') && <IdentityForm tip={tip} />}
    </section>
  );
}

function OpenName({ request }: { request: Request }) {
  const me = useMe();
  const vault = useVault();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [identity, setIdentity] = useState<Identity>();
  const open = async () => {
    setBusy(true);
    setProblem('');
    try {
      setIdentity(await readIdentity(vault!, me.tenant.no, me.personId, request.id));
    } catch (error) {
      setProblem(error instanceof ApiError ? sentence(error) : '两半对不上，姓名没有打开。请报告管理员。');
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    setAsked(false);
    setIdentity(undefined);
    void client.invalidateQueries({ queryKey: [identityRequests.id] });
  };
  return (
    <>
      <Button type="primary" onClick={() => setAsked(true)}>
        打开姓名
      </Button>
      <Modal
        open={asked}
        title="打开封存的姓名"
        onCancel={close}
        maskClosable={false}
        footer={
          identity ? (
            <Button onClick={close}>看完，关闭</Button>
          ) : (
            <Button type="primary" loading={busy} onClick={() => void open()}>
              现在打开
            </Button>
          )
        }
      >
        {identity ? (
          <dl className="facts" data-testid="identity">
            <dt>姓名</dt>
            <dd>{identity.name}</dd>
            <dt>联系方式</dt>
            <dd>{identity.contact}</dd>
          </dl>
        ) : (
          <p>只能打开一次，打开会留痕，并通知所有保管人。请先备好要办的事。</p>
        )}
        {problem && <Alert type="error" showIcon role="alert" title={problem} />}
      </Modal>
    </>
  );
}
