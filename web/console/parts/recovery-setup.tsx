import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { setRecovery } from '../../../workers/contract/tip-keys.ts';
import { type NewRecovery, newRecovery } from '../../../workers/protocol/recovery.ts';
import { call } from '../session.ts';
import { useBusy, useHand } from './key-busy.ts';
import { forRecovery } from './key-work.ts';
import { Sheets } from './recovery-sheets.tsx';
import { type Keys, useVault } from './vault.ts';

const HOLDERS = ['单位主要负责人', '纪检监察', '封存信封'];
const GROUPS = 16;

interface Making {
  readonly made: NewRecovery;
  readonly holders: readonly string[];
  /** Which group of each code is asked back. */
  readonly asked: readonly number[];
}

/** Names → three sheets → a group of each typed back → only then is it stored. */
export function RecoverySetUp({ keys, onDone }: { keys: Keys; onDone: () => void }) {
  const hand = useHand();
  const vault = useVault();
  const [making, setMaking] = useState<Making>();
  const { busy, run } = useBusy();
  const held = keys.roleKeys.filter((k) => k.state !== 'destroyed' && k.share);
  const make = (holders: readonly string[]) =>
    run('make', async () => {
      const made = await newRecovery(hand.tenantNo);
      const asked = [...crypto.getRandomValues(new Uint8Array(holders.length))].map((byte) => byte % GROUPS);
      setMaking({ made, holders, asked });
      return undefined;
    });
  const store = async ({ made, holders }: Making) => {
    const stored = await run('store', async () => {
      const { sealPublic, wrapped, auth } = made;
      const covered = await forRecovery(hand, sealPublic, held);
      const input = { id: crypto.randomUUID(), sealPublic, wrapped, auth, holders: [...holders], keys: covered };
      await call(setRecovery, input, { key: crypto.randomUUID() });
      return '密钥恢复已启用';
    });
    if (stored) onDone();
  };
  if (!making)
    return <Names ready={!!vault && held.length > 0} busy={busy !== ''} onMake={(names) => void make(names)} />;
  const sheets = making.holders.map((holder, n) => ({ holder, code: making.made.codes[n]! }));
  return (
    <>
      <Alert
        className="no-print"
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        title="恢复码只显示这一次。打印或抄好以后，在最下面核对，核对通过才会启用。"
      />
      <Sheets sheets={sheets} />
      <TypedBack making={making} busy={busy !== ''} onGood={() => void store(making)} />
    </>
  );
}

function Names({ ready, busy, onMake }: { ready: boolean; busy: boolean; onMake: (names: string[]) => void }) {
  return (
    <Form
      layout="vertical"
      style={{ maxWidth: 420 }}
      initialValues={{ names: HOLDERS }}
      onFinish={(v: { names: string[] }) => onMake(v.names.map((name) => name.trim()))}
    >
      {HOLDERS.map((holder, n) => (
        <Form.Item
          key={holder}
          name={['names', n]}
          label={`第 ${n + 1} 份由谁保管`}
          rules={[
            { required: true, whitespace: true, message: '请写明保管人' },
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                (getFieldValue('names') as string[]).filter((name) => name?.trim() === value?.trim()).length > 1
                  ? Promise.reject(new Error('三份须由不同的人或地方保管'))
                  : Promise.resolve(),
            }),
          ]}
        >
          <Input maxLength={40} />
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
        生成三份恢复码
      </Button>
      {!ready && <p className="muted">先打开密钥，并至少持有一把岗位密钥。</p>}
    </Form>
  );
}

/** Whoever can type back what is on the paper has the paper. */
function TypedBack({ making, busy, onGood }: { making: Making; busy: boolean; onGood: () => void }) {
  const group = (n: number) => making.made.codes[n]!.split('-')[making.asked[n]!]!;
  const plain = (typed: string) =>
    typed.normalize('NFKC').trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return (
    <Form layout="vertical" className="no-print" style={{ maxWidth: 420, marginTop: 16 }} onFinish={onGood}>
      <h3>核对：看着纸，把问到的一组抄回来</h3>
      {making.holders.map((holder, n) => (
        <Form.Item
          key={holder}
          name={`group-${n}`}
          label={`${holder}那张纸的第 ${making.asked[n]! + 1} 组`}
          validateTrigger="onSubmit"
          rules={[
            {
              validator: (_, typed: string | undefined) =>
                plain(typed ?? '') === group(n)
                  ? Promise.resolve()
                  : Promise.reject(new Error('与恢复码不符，请看着纸再抄一遍')),
            },
          ]}
        >
          <Input maxLength={8} autoComplete="off" className="key-print" style={{ width: 140 }} />
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={busy}>
        核对并启用
      </Button>
    </Form>
  );
}
