import { startRegistration } from '@simplewebauthn/browser';
import { App, Button, Form, Input, Modal, Popconfirm, Tag } from 'antd';
import { lazy, Suspense, useState } from 'react';
import * as session from '../../../workers/contract/session.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useCommand, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { useCan, useMe } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { CalendarFeed } from '../parts/task-calendar.tsx';
import { call, setToken } from '../session.ts';

const QrCode = lazy(() => import('antd').then((antd) => ({ default: antd.QRCode })));

export function Me() {
  const can = useCan();
  return (
    <div style={{ maxWidth: 760 }}>
      <Password />
      <Totp />
      <Passkeys />
      <Sessions />
      {can('task.read') && (
        <section className="card">
          <h2>日历订阅</h2>
          <p className="muted">把任务期限放进手机日历；地址只显示一次，不用了随时停用。</p>
          <CalendarFeed />
        </section>
      )}
    </div>
  );
}

function Password() {
  const [form] = Form.useForm();
  const change = useCommand(session.changePassword, { done: '密码已修改', onDone: () => form.resetFields() });
  return (
    <section className="card">
      <h2>修改密码</h2>
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 360 }}
        onFinish={({ current, password }) => change.mutate({ current, password })}
      >
        <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请输入' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label="新密码（至少 10 位）"
          rules={[{ required: true, min: 10, message: '至少 10 位' }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          修改
        </Button>
      </Form>
    </section>
  );
}

function Totp() {
  const me = useMe();
  const [made, setMade] = useState<{ secret: string; uri: string }>();
  const [code, setCode] = useState('');
  const start = useCommand(session.startTotp, { onDone: setMade });
  const confirm = useCommand(session.confirmTotp, {
    done: '已启用，下次登录需要验证码',
    touches: ['session.me'],
    onDone: () => {
      setMade(undefined);
      setCode('');
    },
  });
  const remove = useCommand(session.removeTotp, { done: '已停用', touches: ['session.me'], onDone: () => setCode('') });
  const field = (
    <Input
      value={code}
      onChange={(e) => setCode(e.target.value)}
      inputMode="numeric"
      maxLength={6}
      placeholder="6 位验证码"
      style={{ width: 130 }}
      aria-label="6 位验证码"
    />
  );
  return (
    <section className="card">
      <h2>动态验证码 {me.totp && <Tag color="green">已启用</Tag>}</h2>
      {me.totp ? (
        <div className="row">
          {field}
          <Button danger disabled={code.length !== 6} onClick={() => remove.mutate({ code })}>
            停用
          </Button>
        </div>
      ) : (
        <Button onClick={() => start.mutate({})} loading={start.isPending}>
          启用
        </Button>
      )}
      <Modal
        open={!!made}
        title="用验证器扫码"
        okText="启用"
        okButtonProps={{ disabled: code.length !== 6 }}
        onCancel={() => setMade(undefined)}
        onOk={() => made && confirm.mutate({ secret: made.secret, code })}
      >
        {made && (
          <>
            <Suspense fallback="…">
              <QrCode value={made.uri} />
            </Suspense>
            <p>
              不能扫码就输入密钥：<code>{made.secret}</code>
            </p>
            {field}
          </>
        )}
      </Modal>
    </section>
  );
}

function Passkeys() {
  const { message } = App.useApp();
  const query = useRoute(session.passkeys, {});
  const remove = useCommand(session.removePasskey, { done: '已删除', touches: ['session.passkeys'] });
  const add = async () => {
    try {
      const options = await call(session.passkeyOptions, {});
      const response = await startRegistration({ optionsJSON: options as never });
      await call(session.addPasskey, { label: '这台设备', response: response as never });
      void message.success('已登记');
      await query.refetch();
    } catch (error) {
      void message.error(error instanceof ApiError ? sentence(error) : '没有登记成功，这台设备可能不支持。');
    }
  };
  return (
    <section className="card">
      <h2>通行密钥</h2>
      <p className="muted">用指纹、人脸或安全钥匙登录，不必输密码。</p>
      <Fallible query={query}>
        <ul className="rows">
          {query.data?.items.map((k) => (
            <li key={k.id} className="row">
              <span className="grow">
                {k.label} <span className="muted num">{timeOf(k.createdAt)} 登记</span>
              </span>
              <Popconfirm title="删除后这台设备不能再用它登录" onConfirm={() => remove.mutate({ id: k.id })}>
                <Button size="small">删除</Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      </Fallible>
      <Button onClick={() => void add()}>登记这台设备</Button>
    </section>
  );
}

function Sessions() {
  const query = useRoute(session.sessions, {});
  const end = useCommand(session.endSession, { done: '已退出', touches: ['session.list'] });
  const all = useCommand(session.endAll, { onDone: () => setToken(undefined) });
  return (
    <section className="card">
      <h2>登录的设备</h2>
      <Fallible query={query}>
        <ul className="rows">
          {query.data?.items.map((s) => (
            <li key={s.id} className="row">
              <span className="grow">
                {s.label} {s.current && <Tag color="blue">本机</Tag>}
                <span className="muted num"> 最近使用 {timeOf(s.lastUsedAt)}</span>
              </span>
              {!s.current && (
                <Button size="small" onClick={() => end.mutate({ id: s.id })}>
                  退出
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Fallible>
      <Popconfirm title="所有设备都要重新登录，包括本机" onConfirm={() => all.mutate({})}>
        <Button danger style={{ marginTop: 8 }}>
          在所有设备上退出
        </Button>
      </Popconfirm>
    </section>
  );
}
