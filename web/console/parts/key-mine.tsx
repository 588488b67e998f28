import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { putMyKeys } from '../../../workers/contract/tip-keys.ts';
import { newOfficerKeys } from '../../../workers/protocol/officer-keys.ts';
import { useCommand } from '../data.ts';
import { useMe } from './person.ts';
import { UnlockForm, useNewShares } from './unlock.tsx';
import { type Keys, lock, useVault } from './vault.ts';

/** My own keys: made, locked, or open. */
export function MyKeys({ keys }: { keys: Keys }) {
  const vault = useVault();
  useNewShares(keys);
  const [anew, setAnew] = useState(false);
  if (!keys.officer) {
    return (
      <section className="card">
        <h2>生成我的密钥</h2>
        <p>举报内容只能在持有密钥的人员的浏览器里打开。请设一个只有您知道的口令，它用来保护您的私钥。</p>
        <Alert
          type="warning"
          showIcon
          title="口令无法找回。忘了口令，只能重新生成密钥，再由同事为您加封。"
          style={{ marginBottom: 16 }}
        />
        <Passphrase />
      </section>
    );
  }
  return (
    <section className="card">
      <h2>我的密钥</h2>
      {vault ? (
        <div className="row">
          <span className="key-good">✓ 已打开</span>
          <span className="grow muted">闲置十五分钟自动锁上，刷新页面也会锁上。</span>
          <Button onClick={lock}>锁上密钥</Button>
        </div>
      ) : (
        <>
          <UnlockForm keys={keys} />
          <Button type="link" className="flat" onClick={() => setAnew(true)}>
            忘了口令
          </Button>
        </>
      )}
      {vault && vault.broken.size > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 12 }}
          title={`有 ${vault.broken.size} 把岗位密钥封给您的那一份打不开，请同事重新为您加封。`}
        />
      )}
      <Modal open={anew} title="重新生成我的密钥" footer={null} onCancel={() => setAnew(false)} destroyOnHidden>
        <Alert
          type="warning"
          showIcon
          title="原来封给您的岗位密钥都会作废，要由同事重新加封；如果没有别人持有，只能凭恢复码恢复。"
          style={{ marginBottom: 16 }}
        />
        <Passphrase onDone={() => setAnew(false)} />
      </Modal>
    </section>
  );
}

function Passphrase({ onDone }: { onDone?: () => void }) {
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const put = useCommand(putMyKeys, {
    done: '密钥已生成',
    touches: ['keys.'],
    onDone: () => {
      lock();
      onDone?.();
    },
  });
  const make = async ({ passphrase }: { passphrase: string }) => {
    setBusy(true);
    const record = await newOfficerKeys({ tenantNo: me.tenant.no, personId: me.personId }, passphrase).finally(() =>
      setBusy(false),
    );
    put.mutate(record);
  };
  return (
    <Form
      layout="vertical"
      style={{ maxWidth: 360 }}
      onFinish={(v) => void make(v as { passphrase: string; again: string })}
    >
      <Form.Item
        name="passphrase"
        label="口令（至少 12 位）"
        rules={[{ required: true, min: 12, message: '至少 12 位' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输一次"
        dependencies={['passphrase']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, v) =>
              v === getFieldValue('passphrase') ? Promise.resolve() : Promise.reject(new Error('两次输入不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy || put.isPending}>
        {busy ? '正在生成…' : '生成我的密钥'}
      </Button>
    </Form>
  );
}
