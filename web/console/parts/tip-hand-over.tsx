import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { handOver } from '../../../workers/contract/tip-desk.ts';
import { checkRoleKeys } from '../../../workers/protocol/chain.ts';
import type { Wrap } from '../../../workers/protocol/envelope.ts';
import { rewrap } from '../../../workers/protocol/envelope-open.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useCommand } from '../data.ts';
import { useMe } from './person.ts';
import { TOUCHES } from './tip-brief.tsx';
import { fetchConversation } from './tip-conversation.ts';
import { RECUSAL, ReasonField } from './tip-reason.tsx';
import { forget, type Sealed, scopeOf } from './tip-sealed.ts';
import { useVault, type Vault } from './vault.ts';

type Desk = Sealed['desks'][number];

/** The key of the words and of every message, wrapped to the other desk. The words themselves stay as they are. */
async function wrapsFor(vault: Vault, tenantNo: number, tip: Sealed, to: Desk) {
  const talk = await fetchConversation(tip.id);
  await checkRoleKeys({ tenant: { no: tenantNo }, roots: talk.roots, roleKeys: [to] });
  const scope = scopeOf(tenantNo, tip);
  const parts = [
    { part: 'body', commit: tip.envelope.commit, wraps: tip.envelope.wraps },
    ...talk.items.map((m) => ({ part: m.id, commit: m.commit, wraps: m.wraps })),
  ];
  return Promise.all(
    parts.map(async ({ part, commit, wraps }) => {
      const held: Wrap | undefined = wraps.find((w) => vault.roles.has(w.roleKeyId));
      if (!held) throw new Error('no key');
      return { part, wrap: await rewrap(scope, part, held, commit, vault.roles.get(held.roleKeyId)!, to) };
    }),
  );
}

/** To discipline inspection, after which this desk cannot open it any more, or to a unit's verification, which the intake may follow. */
export function HandOver({ tip, accused }: { tip: Sealed; accused: string | undefined }) {
  const [open, setOpen] = useState(false);
  const discipline = tip.desks.find((d) => d.role === 'discipline');
  return (
    <>
      {accused && discipline && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 12, width: '100%' }}
          title={`内容提到“${accused}”，是您所在的单位。建议回避，移送纪检。`}
          action={
            <Button size="small" type="primary" onClick={() => setOpen(true)}>
              回避，移送纪检
            </Button>
          }
        />
      )}
      <Button
        onClick={() => setOpen(true)}
        disabled={tip.desks.length === 0}
        title={tip.desks.length === 0 ? '还没有启用纪检监察或街道核查的密钥，无处可移交' : undefined}
      >
        移交
      </Button>
      {open && <Dialog tip={tip} first={accused ? discipline : undefined} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ tip, first, onClose }: { tip: Sealed; first: Desk | undefined; onClose: () => void }) {
  const me = useMe();
  const vault = useVault();
  const navigate = useNavigate();
  const [to, setTo] = useState(first?.role ?? '');
  const [reason, setReason] = useState(first ? RECUSAL : '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const send = useCommand(handOver, {
    done: to === 'discipline' ? '已移送纪检，本岗位不再能打开这件举报' : '已移交核查，举报受理仍可查看',
    touches: TOUCHES,
    onDone: () => {
      forget(tip.id);
      onClose();
      void navigate({ to: '/tips' });
    },
    onRefused: (e) => {
      setProblem(sentence(e));
      return true;
    },
  });
  const submit = async () => {
    setProblem('');
    setBusy(true);
    try {
      const wraps = await wrapsFor(vault!, me.tenant.no, tip, tip.desks.find((d) => d.role === to)!);
      send.mutate({ id: tip.id, version: tip.version, to, reason: reason.trim(), wraps });
    } catch (error) {
      setProblem(
        error instanceof ApiError
          ? sentence(error)
          : '对方岗位密钥与本地区签名链对不上，或有消息您的密钥打不开，没有移交。',
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title="移交"
      okText="转封并移交"
      okButtonProps={{ disabled: !to || reason.trim().length < 2 || !vault }}
      confirmLoading={busy || send.isPending}
      onCancel={onClose}
      onOk={() => void submit()}
    >
      <p>
        内容和往来消息在本机转封给对方的密钥。移交后由对方办理，举报人的回执照常有效。移送纪检后，本岗位不再能打开；交街道核查的，举报受理仍可查看。
      </p>
      <Radio.Group
        value={to}
        onChange={(e) => setTo(e.target.value as string)}
        style={{ display: 'flex', flexDirection: 'column', gap: 8, maxHeight: 240, overflow: 'auto' }}
        options={tip.desks.map((d) => ({ value: d.role, label: d.name }))}
      />
      <ReasonField label="理由" value={reason} onChange={setReason} max={200} />
      {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
