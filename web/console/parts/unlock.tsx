import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { myKeys } from '../../../workers/contract/tip-keys.ts';
import { useRoute } from '../data.ts';
import { useMe } from './person.ts';
import { Fallible, Nothing } from './states.tsx';
import { absorb, type Keys, unlock, useVault } from './vault.ts';

/** Asks for the passphrase before what needs the keys; nothing is decrypted anywhere but in this browser. */
export function Unlocked({ children }: { children: ReactNode }) {
  const vault = useVault();
  const keys = useRoute(myKeys, {});
  useNewShares(keys.data);
  if (vault) return children;
  return (
    <Fallible query={keys}>
      {keys.data && !keys.data.officer ? (
        <Nothing why="您还没有举报密钥。举报内容只能在持有密钥的人员的浏览器里打开。">
          <Link to="/tip-keys">去生成密钥</Link>
        </Nothing>
      ) : (
        keys.data && <UnlockForm keys={keys.data} autoFocus />
      )}
    </Fallible>
  );
}

/** Keeps the open vault up with the shares I hold. */
export function useNewShares(keys: Keys | undefined): void {
  const me = useMe();
  const vault = useVault();
  useEffect(() => {
    if (keys && vault) void absorb(me.tenant.no, me.personId, keys);
  }, [keys, vault, me]);
}

/** The passphrase alone. */
export function UnlockForm({ keys, autoFocus = false }: { keys: Keys; autoFocus?: boolean }) {
  const me = useMe();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const open = async ({ passphrase }: { passphrase: string }) => {
    setBusy(true);
    setError('');
    try {
      await unlock(me.tenant.no, me.personId, keys, passphrase);
    } catch {
      setError('口令不对，未能打开密钥。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form layout="vertical" style={{ maxWidth: 360 }} onFinish={(v) => void open(v as { passphrase: string })}>
      <Form.Item
        name="passphrase"
        label="举报密钥口令"
        rules={[{ required: true, message: '请输入口令' }]}
        extra="口令不会离开这台电脑；闲置十五分钟自动锁上。"
      >
        <Input.Password autoComplete="off" autoFocus={autoFocus} />
      </Form.Item>
      {error && <Alert type="error" showIcon title={error} role="alert" style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {busy ? '正在打开…' : '打开密钥'}
      </Button>
    </Form>
  );
}
