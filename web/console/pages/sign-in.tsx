import { startAuthentication } from '@simplewebauthn/browser';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { signIn as operatorSignIn } from '../../../workers/contract/platform.ts';
import { passkeySignIn, passkeySignInOptions, signIn } from '../../../workers/contract/session.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { basePath, isPlatform } from '../place.ts';
import { call, setToken } from '../session.ts';

/** A name for this browser in the person's list of sessions; nothing finer than the kind of device. */
export function deviceLabel(): string {
  return /Android|iPhone|Mobile/.test(navigator.userAgent) ? '手机浏览器' : '电脑浏览器';
}

export function SignIn() {
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [needsCode, setNeedsCode] = useState(false);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const enter = async (work: () => Promise<{ accessToken: string }>) => {
    setBusy(true);
    setError('');
    try {
      setToken((await work()).accessToken);
      const inside = next?.startsWith(basePath)
        ? next.slice(basePath.length) || '/'
        : next?.startsWith('/')
          ? next
          : '/';
      await navigate({ to: inside as '/', replace: true });
    } catch (caught) {
      if (caught instanceof ApiError) {
        if (caught.code === 'second_factor_needed') setNeedsCode(true);
        setError(caught.code === 'second_factor_needed' && !needsCode ? '' : sentence(caught));
      } else if (caught instanceof Error && caught.name === 'NotAllowedError') setError('没有完成通行密钥验证。');
      else setError('这台设备不能使用通行密钥，请用密码登录。');
    } finally {
      setBusy(false);
    }
  };
  const submit = (v: { login: string; password: string; code?: string }) =>
    enter(() =>
      isPlatform
        ? call(operatorSignIn, { username: v.login, password: v.password })
        : call(signIn, { ...v, label: deviceLabel() }),
    );
  const withPasskey = () =>
    enter(async () => {
      const options = await call(passkeySignInOptions, {});
      const response = await startAuthentication({ optionsJSON: options as never });
      return call(passkeySignIn, { response: response as never, label: deviceLabel() });
    });

  return (
    <main className="center-page">
      <div className="center-card">
        <h1>{isPlatform ? '安哨运营后台' : '工作人员登录'}</h1>
        <p>{isPlatform ? '仅限平台运营人员' : '安全生产委员会工作平台'}</p>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(values) => void submit(values as never)}
          disabled={busy}
        >
          <Form.Item
            name="login"
            label={isPlatform ? '用户名' : '用户名或手机号'}
            rules={[{ required: true, message: '请输入' }]}
          >
            <Input autoComplete="username webauthn" autoCapitalize="none" size="large" autoFocus />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入' }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {needsCode && (
            <Form.Item
              name="code"
              label="动态验证码"
              rules={[{ required: true, pattern: /^\d{6}$/, message: '6 位数字' }]}
            >
              <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} size="large" autoFocus />
            </Form.Item>
          )}
          {error && <Alert type="error" showIcon title={error} style={{ marginBottom: 16 }} role="alert" />}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            登录
          </Button>
          {!isPlatform && (
            <Button type="link" block onClick={() => void withPasskey()} style={{ marginTop: 8 }}>
              用通行密钥登录
            </Button>
          )}
        </Form>
        {!isPlatform && (
          <p style={{ margin: '12px 0 0', fontSize: 13 }}>忘记密码：请本单位管理员生成一次性重设链接。</p>
        )}
      </div>
    </main>
  );
}
