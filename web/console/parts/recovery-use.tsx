import { Alert, Button, Form, Input, Modal } from 'antd';
import { recover, recoveryRecord, rehearsed } from '../../../workers/contract/tip-keys.ts';
import { openFromRecovery, sealToMember } from '../../../workers/protocol/officer-keys.ts';
import { openRecovery, parseRecoveryCode } from '../../../workers/protocol/recovery.ts';
import { call } from '../session.ts';
import { useBusy, useHand } from './key-busy.ts';
import { type Hand, KeyTrouble } from './key-work.ts';
import type { Keys } from './vault.ts';

interface Typed {
  readonly first: string;
  readonly second: string;
  readonly reason: string;
}

/** Fetches what the codes are tried on (that look is written down) and tries them, here in the browser. */
async function tryCodes(hand: Hand, { first, second, reason }: Typed, purpose: 'rehearsal' | 'recovery') {
  const record = await call(recoveryRecord, { purpose, reason });
  const opened = await openRecovery(hand.tenantNo, record, [first, second]).catch(() => {
    throw new KeyTrouble('两份恢复码对不上：不是同一次制作的，或是同一份输了两遍。这次尝试已记录。');
  });
  return { record, ...opened };
}

async function rehearse(hand: Hand, typed: Typed): Promise<void> {
  const { record, auth } = await tryCodes(hand, typed, 'rehearsal');
  await call(rehearsed, { recoveryId: record.id, auth }, { key: crypto.randomUUID() });
}

/** Every covered key that my role may hold and I do not hold yet, sealed to my own key. Answers how many. */
async function restore(hand: Hand, keys: Keys, typed: Typed): Promise<number> {
  const { record, pair, auth } = await tryCodes(hand, typed, 'recovery');
  const held = new Set(keys.roleKeys.filter((k) => k.share).map((k) => k.id));
  const wanted = record.keys.filter((k) => keys.roles.includes(k.role) && !held.has(k.roleKeyId));
  if (wanted.length === 0) throw new KeyTrouble('恢复码是对的，但没有您的岗位可以持有、而您还没有的密钥。');
  const me = { personId: hand.personId, sealPublic: keys.officer!.sealPublic };
  const shares = await Promise.all(
    wanted.map(async ({ roleKeyId, role, sealPublic, envelope }) => {
      const scope = { tenantNo: hand.tenantNo, role, roleKeyId };
      const pkcs8 = await openFromRecovery(scope, sealPublic, envelope, pair);
      return { roleKeyId, envelope: await sealToMember(scope, sealPublic, pkcs8, me) };
    }),
  );
  const input = { recoveryId: record.id, auth, reason: typed.reason, shares };
  await call(recover, input, { key: crypto.randomUUID() });
  return shares.length;
}

export type Purpose = 'rehearsal' | 'recovery';
const TEXTS = {
  rehearsal: {
    title: '恢复演练',
    about: '输入任意两份恢复码，检查它们还能用。演练不打开任何密钥，结果和日期会记录下来，所有持钥人员都看得到。',
    reason: '演练事由',
    button: '开始演练',
    done: '演练通过：这两份恢复码可用',
  },
  recovery: {
    title: '恢复密钥',
    about: '凭任意两份恢复码，把岗位密钥恢复给您本人。恢复会记录，并立即通知所有持钥人员。',
    reason: '为什么要恢复',
    button: '恢复密钥',
    done: '',
  },
} as const;

/** The form of both: what is rehearsed is what would be done. */
export function UseCodes({ purpose, keys, onClose }: { purpose: Purpose; keys: Keys; onClose: () => void }) {
  const hand = useHand();
  const { busy, run } = useBusy();
  const texts = TEXTS[purpose];
  const go = async (typed: Typed) => {
    const good = await run(purpose, async () => {
      if (purpose === 'recovery') return `已恢复 ${await restore(hand, keys, typed)} 把密钥`;
      await rehearse(hand, typed);
      return texts.done;
    });
    if (good) onClose();
  };
  return (
    <Modal open title={texts.title} footer={null} onCancel={onClose} maskClosable={false} destroyOnHidden>
      <Alert
        type={purpose === 'recovery' ? 'warning' : 'info'}
        showIcon
        title={texts.about}
        style={{ marginBottom: 16 }}
      />
      <Form
        layout="vertical"
        initialValues={{ reason: purpose === 'rehearsal' ? '例行演练' : '' }}
        onFinish={(v: Typed) => void go(v)}
      >
        <Form.Item name="reason" label={texts.reason} rules={[{ required: true, min: 2, message: '请写明事由' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Code name="first" label="一份恢复码" />
        <Code name="second" label="另一份恢复码" />
        <Button type="primary" htmlType="submit" loading={busy !== ''}>
          {texts.button}
        </Button>
      </Form>
    </Modal>
  );
}

/** A slip of the pen is found at once, before anything is asked of the server. */
function Code({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item
      name={name}
      label={label}
      validateTrigger="onBlur"
      extra="16 组、64 个字符；不分大小写，横线和空格可以不输。"
      rules={[
        {
          validator: async (_, typed: string | undefined) => {
            await parseRecoveryCode(typed ?? '').catch(() => {
              throw new Error('抄错了或不完整，请对照纸上再看一遍');
            });
          },
        },
      ]}
    >
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 4 }}
        autoComplete="off"
        spellCheck={false}
        className="key-print"
      />
    </Form.Item>
  );
}
