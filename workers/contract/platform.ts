import * as z from 'zod';
import { id, instant, line, ok, page, pageQuery, phone, text, username } from './common.ts';
import { route } from './route.ts';
import { LEVEL_NAMES } from './units.ts';

export const TENANT_STATES = {
  applied: '已申请',
  provisioning: '开通中',
  active: '使用中',
  suspended: '已暂停',
  closing: '关闭中',
  closed: '已关闭',
} as const;
const tenantState = z.enum(
  Object.keys(TENANT_STATES) as [keyof typeof TENANT_STATES, ...(keyof typeof TENANT_STATES)[]],
);
export const slug = z.string().regex(/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/);
/** GB/T 2260: six digits. */
export const divisionCode = z.string().regex(/^[1-9]\d{5}$/);

const applicationView = z.object({
  id,
  unitName: z.string(),
  tenantName: z.string(),
  level: z.string(),
  divisionCode: z.string(),
  slug: z.string(),
  contactName: z.string(),
  contactPhone: z.string(),
  reason: z.string(),
  status: z.enum(['waiting', 'approved', 'refused']),
  decisionReason: z.string().nullable(),
  decidedAt: instant.nullable(),
  createdAt: instant,
});
export const tenantView = z.object({
  no: z.number().int(),
  slug: z.string(),
  name: z.string(),
  shortName: z.string(),
  level: z.string(),
  divisionCode: z.string(),
  parentNo: z.number().int().nullable(),
  cell: z.string(),
  pack: z.string(),
  status: tenantState,
  step: z.string(),
  notice: z.string(),
  hosts: z.array(z.string()),
  createdAt: instant,
  activeAt: instant.nullable(),
});
const reason = line(300, 2);
const no = z.coerce.number().int().min(1);
const platform = { app: 'platform' as const, access: 'operator' as const };

export const apply = route({
  id: 'platform.apply',
  app: 'platform',
  method: 'POST',
  path: '/applications',
  access: 'public',
  limit: 'apply',
  summary: '申请开通',
  input: z.object({
    unitName: line(60, 2),
    tenantName: line(40, 2),
    level: z.enum(LEVEL_NAMES),
    divisionCode,
    slug,
    contactName: line(30),
    contactPhone: phone,
    reason: text(500, 2),
  }),
  output: z.object({ id }),
});
export const signIn = route({
  id: 'platform.signIn',
  app: 'platform',
  method: 'POST',
  path: '/session',
  access: 'public',
  limit: 'sign_in',
  unkeyed: 'issues a new session each time',
  summary: '运营人员登录',
  input: z.object({ username, password: z.string().min(1).max(128) }),
  output: z.object({ accessToken: z.string(), expiresIn: z.number(), name: z.string() }),
});
export const refresh = route({
  id: 'platform.refresh',
  app: 'platform',
  method: 'POST',
  path: '/session/refresh',
  access: 'public',
  limit: 'refresh',
  unkeyed: 'rotates the refresh cookie',
  summary: '续期',
  input: z.object({}),
  output: z.object({ accessToken: z.string(), expiresIn: z.number(), name: z.string() }),
});
export const signOut = route({
  id: 'platform.signOut',
  app: 'platform',
  method: 'DELETE',
  path: '/session',
  access: 'public',
  unkeyed: 'ends a session; repeating it changes nothing',
  summary: '退出',
  input: z.object({}),
  output: ok,
});
export const applications = route({
  ...platform,
  id: 'platform.applications',
  method: 'GET',
  path: '/applications',
  summary: '开通申请',
  input: z.object({ status: z.enum(['waiting', 'approved', 'refused']).optional(), ...pageQuery }),
  output: page(applicationView),
});
export const approve = route({
  ...platform,
  id: 'platform.approve',
  method: 'POST',
  path: '/applications/{id}/approve',
  summary: '同意开通：选数据单元、装入起始包、生成管理员邀请',
  secretAnswer: true,
  input: z.object({
    id,
    pack: z.string().max(40),
    parentSlug: slug.optional(),
    adminName: line(30),
    adminUsername: username,
    reason,
  }),
  output: z.object({ tenant: tenantView, invitePath: z.string() }),
});
export const refuseApplication = route({
  ...platform,
  id: 'platform.refuse',
  method: 'POST',
  path: '/applications/{id}/refuse',
  summary: '不同意开通',
  input: z.object({ id, reason }),
  output: ok,
});
export const packs = route({
  ...platform,
  id: 'platform.packs',
  method: 'GET',
  path: '/packs',
  summary: '可选的起始包',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ key: z.string(), title: z.string(), summary: z.string(), level: z.string() })),
  }),
});
export const tenants = route({
  ...platform,
  id: 'platform.tenants',
  method: 'GET',
  path: '/tenants',
  summary: '各地区',
  input: z.object({ status: tenantState.optional(), ...pageQuery }),
  output: page(tenantView),
});
export const tenant = route({
  ...platform,
  id: 'platform.tenant',
  method: 'GET',
  path: '/tenants/{no}',
  summary: '一个地区',
  input: z.object({ no }),
  output: tenantView,
});
export const resume = route({
  ...platform,
  id: 'platform.resume',
  method: 'POST',
  path: '/tenants/{no}/resume',
  summary: '从断点继续开通',
  secretAnswer: true,
  input: z.object({ no, adminName: line(30), adminUsername: username, reason }),
  output: z.object({ tenant: tenantView, invitePath: z.string() }),
});
export const reinvite = route({
  ...platform,
  id: 'platform.reinvite',
  method: 'POST',
  path: '/tenants/{no}/invitation',
  summary: '重新生成管理员邀请',
  secretAnswer: true,
  input: z.object({ no, adminUsername: username, reason }),
  output: z.object({ invitePath: z.string() }),
});
export const suspend = route({
  ...platform,
  id: 'platform.suspend',
  method: 'POST',
  path: '/tenants/{no}/suspend',
  summary: '暂停',
  input: z.object({ no, reason, notice: text(200) }),
  output: tenantView,
});
export const reactivate = route({
  ...platform,
  id: 'platform.reactivate',
  method: 'POST',
  path: '/tenants/{no}/reactivate',
  summary: '恢复',
  input: z.object({ no, reason }),
  output: tenantView,
});
export const close = route({
  ...platform,
  id: 'platform.close',
  method: 'POST',
  path: '/tenants/{no}/close',
  summary: '申请关闭（先导出，再清除）',
  input: z.object({ no, reason }),
  output: tenantView,
});
export const erase = route({
  ...platform,
  id: 'platform.erase',
  method: 'POST',
  path: '/tenants/{no}/erase',
  summary: '清除已关闭地区的全部数据',
  input: z.object({ no, reason, confirmSlug: slug }),
  output: z.object({ rows: z.number(), objects: z.number() }),
});
export const move = route({
  ...platform,
  id: 'platform.move',
  method: 'POST',
  path: '/tenants/{no}/move',
  summary: '迁到另一数据单元',
  input: z.object({ no, cell: z.string().regex(/^\d{2,3}$/), reason }),
  output: tenantView,
});
export const addHost = route({
  ...platform,
  id: 'platform.addHost',
  method: 'POST',
  path: '/tenants/{no}/hosts',
  summary: '绑定域名',
  input: z.object({ no, host: z.string().regex(/^[a-z0-9.-]{4,120}$/) }),
  output: tenantView,
});
export const exportTenant = route({
  ...platform,
  id: 'platform.export',
  method: 'GET',
  path: '/tenants/{no}/export',
  summary: '导出一个地区的全部数据',
  download: 'application/zip',
  limit: 'export',
  input: z.object({ no, reason }),
  output: z.any(),
});
export const cells = route({
  ...platform,
  id: 'platform.cells',
  method: 'GET',
  path: '/cells',
  summary: '数据单元',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        capacity: z.number(),
        tenants: z.number(),
        open: z.boolean(),
        bytes: z.number(),
        maxBytes: z.number(),
        /** When the bytes were last counted. */
        countedAt: instant.nullable(),
      }),
    ),
  }),
});
export const setCell = route({
  ...platform,
  id: 'platform.setCell',
  method: 'PUT',
  path: '/cells/{name}',
  summary: '调整数据单元的容量、数据量上限与开放',
  input: z.object({
    name: z.string().regex(/^\d{2,3}$/),
    capacity: z.number().int().min(0).max(100_000),
    open: z.boolean(),
    maxBytes: z.number().int().min(1_000_000).max(1_000_000_000_000).optional(),
  }),
  output: ok,
});
export const log = route({
  ...platform,
  id: 'platform.log',
  method: 'GET',
  path: '/log',
  summary: '运营操作记录',
  input: z.object(pageQuery),
  output: page(
    z.object({
      id,
      at: instant,
      actor: z.string(),
      action: z.string(),
      tenantNo: z.number().nullable(),
      reason: z.string(),
    }),
  ),
});
export const loadCalendar = route({
  ...platform,
  id: 'platform.loadCalendar',
  method: 'PUT',
  path: '/calendar/{year}',
  summary: '装入某年的放假调休安排',
  input: z.object({
    year: z.coerce.number().int().min(2020).max(2100),
    source: line(200),
    days: z
      .array(z.object({ day: z.iso.date(), working: z.boolean(), name: line(20) }))
      .min(1)
      .max(120),
  }),
  output: z.object({ days: z.number() }),
});
/** Public: which tenants are open, for the front page. */
export const directory = route({
  id: 'platform.directory',
  app: 'platform',
  method: 'GET',
  path: '/directory',
  access: 'public',
  summary: '已开通的地区',
  input: z.object({ q: z.string().max(20).optional(), ...pageQuery }),
  output: page(z.object({ slug: z.string(), name: z.string(), level: z.string() })),
});
