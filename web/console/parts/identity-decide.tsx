import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { grantIdentity, identityHalf, refuseIdentity } from '../../../workers/contract/tip-desk.ts';
import { openWrap } from '../../../workers/protocol/envelope-open.ts';
import type { IdentityPart } from '../../../workers/protocol/identity.ts';
import { sealHalf } from '../../../workers/protocol/identity-halves.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useCommand } from '../data.ts';
import { call } from '../session.ts';
import { useMe } from './person.ts';
import type { Request } from './tip-identity.tsx';
import { ReasonField } from './tip-reason.tsx';
import { scopeOf } from './tip-sealed.ts';
import { touch, useVault, type Vault } from './vault.ts';

const POSTS: Record<IdentityPart, string> = { 'identity-a': '姓名保管', 'identity-b': '纪检监察' };

/** My half, opened here and sealed to whoever asked. The server passes it on unread. */
async function half(vault: Vault, tenantNo: number, request: Request, part: IdentityPart): Promise<string> {
  const { tipId, formHash, commit, wrap } = await call(identityHalf, { id: request.id, part });
  const scope = scopeOf(tenantNo, { id: tipId, formHash });
  const pair = vault.roles.get(wrap.roleKeyId);
  if (!pair) throw new Error('no key');
  return sealHalf(scope, request.id, part, await openWrap(scope, part, wrap, commit, pair), request.requestedBy);
}

export function Grant({ request, part }: { request: Request; part: IdentityPart }) {
  const me = useMe();
  const vault = useVault();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const grant = useCommand(grantIdentity, {
    done: '已同意，您的一半已封给申请人',
    touches: ['identity.'],
    onDone: () => setAsked(false),
    onRefused: (e) => {
      setProblem(sentence(e));
      return true;
    },
  });
  const submit = async () => {
    setBusy(true);
    setProblem('');
    touch();
    try {
      const envelope = await half(vault!, me.tenant.no, request, part);
      grant.mutate({ id: request.id, version: request.version, part, envelope });
    } catch (error) {
      setProblem(
        error instanceof ApiError ? sentence(error) : '您的密钥打不开这一半，没有同意。请先请同事为您加封本岗位密钥。',
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type="primary" disabled={!vault} onClick={() => setAsked(true)}>
        同意（{POSTS[part]}）
      </Button>
      <Modal
        open={asked}
        title={`以${POSTS[part]}岗位同意调取姓名`}
        okText="同意，封给申请人"
        confirmLoading={busy || grant.isPending}
        onCancel={() => setAsked(false)}
        onOk={() => void submit()}
      >
        <p>
          {request.requestedBy.name} 的理由：{request.reason}
        </p>
        <p>两个岗位都同意后，申请人可以打开一次。您看不到姓名；您的同意会留痕。</p>
        {problem && <Alert type="error" showIcon role="alert" title={problem} />}
      </Modal>
    </>
  );
}

export function Refuse({ request }: { request: Request }) {
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const refuse = useCommand(refuseIdentity, {
    done: '已答复不同意',
    touches: ['identity.'],
    onDone: () => setAsked(false),
  });
  return (
    <>
      <Button onClick={() => setAsked(true)}>不同意</Button>
      <Modal
        open={asked}
        title="不同意调取姓名"
        okText="不同意"
        okButtonProps={{ disabled: reason.trim().length < 2 }}
        confirmLoading={refuse.isPending}
        onCancel={() => setAsked(false)}
        onOk={() => refuse.mutate({ id: request.id, version: request.version, reason: reason.trim() })}
      >
        <ReasonField label="理由（申请人会看到）" value={reason} onChange={setReason} max={300} />
      </Modal>
    </>
  );
}
