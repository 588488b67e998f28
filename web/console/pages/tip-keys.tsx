import { Alert, App, Button, Form, Input, Steps, Tag } from 'antd';
import { useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { addShare, createRoleKey, myKeys, putMyKeys } from '../../../workers/contract/tip-keys.ts';
import { newOfficerKeys, newRoleKey, resealShare } from '../../../workers/protocol/officer-keys.ts';
import { useCommand, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { useMe } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { Unlocked } from '../parts/unlock.tsx';
import { useVault } from '../parts/vault.ts';

type Keys = ClientOutput<typeof myKeys>;

/** My keys → the office's key → colleagues' shares. Everything secret is made and kept in this browser. */
export function TipKeys() {
  const query = useRoute(myKeys, {});
  const keys = query.data;
  const active = keys?.roleKeys.find((k) => k.state === 'active');
  const at = !keys?.officer ? 0 : !active ? 1 : 2;
  return (
    <div className="card" style={{ maxWidth: 820 }}>
      <Fallible query={query}>
        {keys && (
          <>
            <Steps
              size="small"
              current={at}
              style={{ marginBottom: 20 }}
              items={[{ title: '生成我的密钥' }, { title: '启用受理岗位密钥' }, { title: '给同事加封' }]}
            />
            {!keys.officer && <MakeMine />}
            {keys.officer && !active && <MakeRole keys={keys} />}
            {keys.officer && active && <Members keys={keys} active={active} />}
          </>
        )}
      </Fallible>
    </div>
  );
}

function MakeMine() {
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const put = useCommand(putMyKeys, { done: '密钥已生成', touches: ['keys.'] });
  const make = async ({ passphrase }: { passphrase: string }) => {
    setBusy(true);
    const record = await newOfficerKeys({ tenantNo: me.tenant.no, personId: me.personId }, passphrase).finally(() =>
      setBusy(false),
    );
    put.mutate(record);
  };
  return (
    <>
      <p>举报内容只有受理员能打开。请设一个只有您知道的口令，它用来保护您的私钥。</p>
      <Alert
        type="warning"
        showIcon
        title="口令无法找回。忘了口令，只能由其他受理员重新为您加封。"
        style={{ marginBottom: 16 }}
      />
      <Form layout="vertical" style={{ maxWidth: 360 }} onFinish={(v) => void make(v as never)}>
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
    </>
  );
}

function MakeRole({ keys }: { keys: Keys }) {
  const me = useMe();
  const create = useCommand(createRoleKey, {
    done: '受理岗位密钥已启用，举报页可以收件了',
    touches: ['keys.', 'guide'],
  });
  const make = async () => {
    const scope = { tenantNo: me.tenant.no, role: 'intake', roleKeyId: crypto.randomUUID() };
    const members = [
      { personId: me.personId, sealPublic: keys.officer!.sealPublic },
      ...keys.waiting.filter((w) => w.personId !== me.personId),
    ];
    create.mutate({ id: scope.roleKeyId, role: 'intake', ...(await newRoleKey(scope, members)), statements: [] });
  };
  return (
    <>
      <p>启用后，举报页会把内容封给这把岗位密钥，持有它的受理员才能打开。</p>
      <p className="muted">
        将同时封给：{[me.name, ...keys.waiting.filter((w) => w.personId !== me.personId).map((w) => w.name)].join('、')}
      </p>
      <Button type="primary" loading={create.isPending} onClick={() => void make()}>
        启用受理岗位密钥
      </Button>
    </>
  );
}

function Members({ keys, active }: { keys: Keys; active: Keys['roleKeys'][number] }) {
  return (
    <>
      <p>
        受理岗位密钥第 {active.epoch} 期，{timeOf(active.createdAt)} 启用。持有人：
        {active.members.map((m) => (
          <Tag key={m.personId}>{m.name}</Tag>
        ))}
      </p>
      {!active.share && <Alert type="info" showIcon title="您还没有这把岗位密钥。请已持有的受理员在本页为您加封。" />}
      {active.members.length < 2 && (
        <Alert
          type="warning"
          showIcon
          title="只有一人持有岗位密钥。此人离岗或忘记口令，已收的举报就打不开了，请尽快为第二名受理员加封。"
          style={{ marginBottom: 12 }}
        />
      )}
      {active.share && keys.waiting.length > 0 && (
        <Unlocked>
          <Waiting keys={keys} active={active} />
        </Unlocked>
      )}
      {active.share && keys.waiting.length === 0 && (
        <p className="muted">没有等待加封的受理员。新受理员先登录本页生成自己的密钥，再由您加封。</p>
      )}
    </>
  );
}

function Waiting({ keys, active }: { keys: Keys; active: Keys['roleKeys'][number] }) {
  const me = useMe();
  const vault = useVault();
  const { message } = App.useApp();
  const add = useCommand(addShare, { done: '已加封', touches: ['keys.'] });
  const seal = async (w: Keys['waiting'][number]) => {
    const scope = { tenantNo: me.tenant.no, role: active.role, roleKeyId: active.id };
    try {
      const envelope = await resealShare(scope, active.sealPublic, active.share!, me.personId, vault!.officer, w);
      add.mutate({ id: active.id, personId: w.personId, envelope });
    } catch {
      void message.error('未能打开您的那一份岗位密钥，没有加封。');
    }
  };
  return (
    <ul className="rows">
      {keys.waiting.map((w) => (
        <li key={w.personId} className="row">
          <span className="grow">{w.name}（已生成密钥，等待加封；请当面确认是本人）</span>
          <Button loading={add.isPending} onClick={() => void seal(w)}>
            为其加封
          </Button>
        </li>
      ))}
    </ul>
  );
}
