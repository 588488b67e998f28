import * as z from 'zod';
import { ROLE_NAMES } from './access.ts';
import { id, instant, line, ok, password, username } from './common.ts';
import { route } from './route.ts';

const open = { app: 'console' as const, access: 'public' as const, whenSuspended: true };
const own = { app: 'console' as const, access: 'session' as const, whenSuspended: true };
const tokens = z.object({ accessToken: z.string(), expiresIn: z.number().int() });
const passkeyJson = z.record(z.string(), z.unknown());

export const me = z.object({
  personId: id,
  name: z.string(),
  username: z.string(),
  phone: z.string().nullable(),
  post: z.string().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  grants: z.array(
    z.object({ role: z.enum(ROLE_NAMES), label: z.string(), unitId: z.string(), unitName: z.string().nullable() }),
  ),
  permissions: z.array(z.string()),
  totp: z.boolean(),
  sessionId: id,
  tenant: z.object({
    no: z.number(),
    slug: z.string(),
    name: z.string(),
    shortName: z.string(),
    level: z.string(),
    status: z.string(),
    notice: z.string(),
  }),
});

export const signIn = route({
  ...open,
  id: 'session.signIn',
  method: 'POST',
  path: '/session',
  limit: 'sign_in',
  unkeyed: 'issues a new session each time',
  summary: '登录（用户名或手机号）',
  input: z.object({
    login: z.string().trim().min(1).max(40),
    password: z.string().min(1).max(128),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    label: z.string().max(60).default('浏览器'),
  }),
  output: tokens,
  errors: ['sign_in_failed', 'second_factor_needed', 'second_factor_failed', 'locked_out'],
});
export const refresh = route({
  ...open,
  id: 'session.refresh',
  method: 'POST',
  path: '/session/refresh',
  limit: 'refresh',
  unkeyed: 'rotates the refresh cookie',
  summary: '续期',
  input: z.object({}),
  output: tokens,
});
export const signOut = route({
  ...open,
  id: 'session.signOut',
  method: 'DELETE',
  path: '/session',
  unkeyed: 'ends a session; repeating it changes nothing',
  summary: '退出',
  input: z.object({}),
  output: ok,
});
export const whoami = route({
  ...own,
  id: 'session.me',
  method: 'GET',
  path: '/session',
  summary: '当前登录人',
  input: z.object({}),
  output: me,
});
export const sessions = route({
  ...own,
  id: 'session.list',
  method: 'GET',
  path: '/sessions',
  summary: '我的登录设备',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ id, label: z.string(), createdAt: instant, lastUsedAt: instant, current: z.boolean() })),
  }),
});
export const endSession = route({
  ...own,
  id: 'session.end',
  method: 'DELETE',
  path: '/sessions/{id}',
  summary: '退出一台设备',
  input: z.object({ id }),
  output: ok,
});
export const endAll = route({
  ...own,
  id: 'session.endAll',
  method: 'POST',
  path: '/sessions/end-all',
  summary: '在所有设备上退出',
  input: z.object({}),
  output: ok,
});
export const changePassword = route({
  ...own,
  id: 'session.changePassword',
  method: 'PUT',
  path: '/session/password',
  summary: '修改密码',
  limit: 'sign_in',
  errors: ['sign_in_failed'],
  input: z.object({ current: z.string().min(1).max(128), password }),
  output: ok,
});
export const startTotp = route({
  ...own,
  id: 'session.startTotp',
  method: 'POST',
  path: '/session/totp',
  summary: '生成动态验证码密钥',
  secretAnswer: true,
  input: z.object({}),
  output: z.object({ secret: z.string(), uri: z.string() }),
});
export const confirmTotp = route({
  ...own,
  id: 'session.confirmTotp',
  method: 'PUT',
  path: '/session/totp',
  summary: '启用动态验证码',
  input: z.object({ secret: z.string().max(64), code: z.string().regex(/^\d{6}$/) }),
  output: ok,
  errors: ['second_factor_failed'],
});
export const removeTotp = route({
  ...own,
  id: 'session.removeTotp',
  method: 'DELETE',
  path: '/session/totp',
  summary: '停用动态验证码',
  input: z.object({ code: z.string().regex(/^\d{6}$/) }),
  output: ok,
});
export const passkeys = route({
  ...own,
  id: 'session.passkeys',
  method: 'GET',
  path: '/session/passkeys',
  summary: '我的通行密钥',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), label: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })),
  }),
});
export const passkeyOptions = route({
  ...own,
  id: 'session.passkeyOptions',
  method: 'POST',
  path: '/session/passkeys/options',
  summary: '登记通行密钥：取参数',
  unkeyed: 'a challenge',
  input: z.object({}),
  output: passkeyJson,
});
export const addPasskey = route({
  ...own,
  id: 'session.addPasskey',
  method: 'POST',
  path: '/session/passkeys',
  summary: '登记通行密钥',
  input: z.object({ label: line(30), response: passkeyJson }),
  output: ok,
});
export const removePasskey = route({
  ...own,
  id: 'session.removePasskey',
  method: 'DELETE',
  path: '/session/passkeys/{id}',
  summary: '删除通行密钥',
  input: z.object({ id: z.string().max(400) }),
  output: ok,
});
export const passkeySignInOptions = route({
  ...open,
  id: 'session.passkeySignInOptions',
  method: 'POST',
  path: '/session/passkey/options',
  summary: '通行密钥登录：取参数',
  limit: 'sign_in',
  unkeyed: 'a challenge',
  input: z.object({}),
  output: passkeyJson,
});
export const passkeySignIn = route({
  ...open,
  id: 'session.passkeySignIn',
  method: 'POST',
  path: '/session/passkey',
  summary: '通行密钥登录',
  limit: 'sign_in',
  unkeyed: 'issues a new session',
  input: z.object({ response: passkeyJson, label: z.string().max(60).default('浏览器') }),
  output: tokens,
});
/** What a one-time link is for, before it is used. */
export const peekLink = route({
  ...open,
  id: 'session.peekLink',
  method: 'POST',
  path: '/link/peek',
  limit: 'link',
  unkeyed: 'reads only; a POST so that the token stays out of URLs',
  summary: '查看一次性链接',
  input: z.object({ token: z.string().max(100) }),
  output: z.object({
    kind: z.enum(['invite', 'reset']),
    name: z.string(),
    username: z.string(),
    tenantName: z.string(),
  }),
  errors: ['link_invalid'],
});
export const useLink = route({
  ...open,
  id: 'session.useLink',
  method: 'POST',
  path: '/link',
  limit: 'link',
  unkeyed: 'the token itself works once',
  summary: '用一次性链接设置密码并登录',
  input: z.object({
    token: z.string().max(100),
    password,
    username: username.optional(),
    label: z.string().max(60).default('浏览器'),
  }),
  output: tokens,
  errors: ['link_invalid'],
});
