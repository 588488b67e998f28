import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { peekLink, useLink as redeemLink } from '../../../workers/contract/session.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { call, setToken } from '../session.ts';
import { deviceLabel } from './sign-in.tsx';

/** First sign-in or password reset. The token stands behind the # and never reaches a server log. */
const token = location.hash.slice(1);

export function UseLink() {
  const navigate = useNavigate();
  const [about, setAbout] = useState<ClientOutput<typeof peekLink>>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const say = (caught: unknown) => setError(caught instanceof ApiError ? sentence(caught) : '没有完成，请重试。');

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    history.replaceState(null, '', location.pathname);
    call(peekLink, { token }).then(setAbout, say);
  }, []);

  const submit = async (values: { password: string }) => {
    setBusy(true);
    setError('');
    try {
      setToken((await call(redeemLink, { token, password: values.password, label: deviceLabel() })).accessToken);
      await navigate({ to: '/', replace: true });
    } catch (caught) {
      say(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="center-page">
      <div className="center-card">
        <h1>{about?.kind === 'reset' ? '重设密码' : '设置密码'}</h1>
        {!about && !error && <Skeleton active />}
        {about && (
          <>
            <p>
              {about.tenantName}
              <br />
              {about.name}，您的用户名是 <strong>{about.username}</strong>
            </p>
            <Form layout="vertical" requiredMark={false} onFinish={(v) => void submit(v as never)} disabled={busy}>
              <input type="text" autoComplete="username" value={about.username} readOnly hidden />
              <Form.Item
                name="password"
                label="新密码（至少 10 位）"
                rules={[{ required: true, min: 10, message: '至少 10 位' }]}
              >
                <Input.Password autoComplete="new-password" size="large" autoFocus />
              </Form.Item>
              <Form.Item
                name="again"
                label="再输一次"
                dependencies={['password']}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, value) =>
                      value === getFieldValue('password')
                        ? Promise.resolve()
                        : Promise.reject(new Error('两次输入不一致')),
                  }),
                ]}
              >
                <Input.Password autoComplete="new-password" size="large" />
              </Form.Item>
              <Button type="primary" htmlType="submit" size="large" block loading={busy}>
                设置并登录
              </Button>
            </Form>
          </>
        )}
        {error && <Alert type="error" showIcon title={error} style={{ marginTop: 16 }} role="alert" />}
      </div>
    </main>
  );
}
