import * as z from 'zod';
import { id, instant, line, ok, page, pageQuery } from './common.ts';
import { route } from './route.ts';
import { ESCALATION_TARGETS, LADDER_ACTS } from './supervision-words.ts';

const manage = { app: 'console' as const, access: { permission: 'tenant.manage' } as const };
const policyManage = { app: 'console' as const, access: { permission: 'policy.manage' } as const };

export const settings = route({
  ...manage,
  id: 'settings.list',
  method: 'GET',
  path: '/settings',
  summary: '设置',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ key: z.string(), value: z.unknown(), version: z.number(), updatedAt: instant })),
  }),
});
export const setSetting = route({
  ...manage,
  id: 'settings.set',
  method: 'PUT',
  path: '/settings/{key}',
  summary: '修改一项设置',
  errors: ['rule_elsewhere'],
  input: z.object({ key: z.string().regex(/^[a-z][a-z0-9_.]{1,60}$/), value: z.json(), version: z.number().int() }),
  output: ok,
});

const escalation = z.object({
  after: z.number().int().min(0).max(365),
  unit: z.enum(['minute', 'hour', 'day', 'working_day']),
  to: z.enum(Object.keys(ESCALATION_TARGETS) as [keyof typeof ESCALATION_TARGETS]),
  /** What the rung does besides telling. */
  act: z.enum(Object.keys(LADDER_ACTS) as [keyof typeof LADDER_ACTS]).optional(),
});
export const policyView = z.object({
  id,
  entity: z.string(),
  kind: z.string(),
  match: z.record(z.string(), z.string()),
  amount: z.number(),
  unit: z.enum(['minute', 'hour', 'day', 'working_day']),
  warnBefore: z.number(),
  escalateAfter: z.array(escalation),
  basis: z.string(),
  basisChecked: z.boolean(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  priority: z.number(),
  version: z.number(),
});
export const policies = route({
  app: 'console',
  id: 'policies.list',
  method: 'GET',
  path: '/policies',
  access: 'session',
  summary: '时限规则及依据',
  input: z.object(pageQuery),
  output: page(policyView),
});
/** A change is a new version; running clocks keep the version they began with. */
export const revisePolicy = route({
  ...policyManage,
  id: 'policies.revise',
  method: 'POST',
  path: '/policies/{id}',
  summary: '修订时限（生成新版本）',
  input: z.object({
    id,
    version: z.number().int(),
    amount: z.number().int().min(1).max(3650),
    unit: z.enum(['minute', 'hour', 'day', 'working_day']),
    warnBefore: z.number().int().min(0).max(3650),
    /** The rungs behind the limit; left out: as they were. */
    escalateAfter: z.array(escalation).max(6).optional(),
    basis: line(200, 2),
    basisChecked: z.boolean(),
    effectiveFrom: z.iso.date(),
  }),
  output: policyView,
});
export const templates = route({
  app: 'console',
  id: 'templates.list',
  method: 'GET',
  path: '/templates',
  access: 'session',
  summary: '任务与检查表模板',
  input: z.object({ kind: z.string().max(30).optional(), ...pageQuery }),
  output: page(z.object({ id, kind: z.string(), title: z.string(), body: z.unknown(), source: z.string().nullable() })),
});
export const exportAll = route({
  app: 'console',
  id: 'tenant.export',
  method: 'GET',
  path: '/export',
  access: { permission: 'tenant.manage' },
  summary: '导出本地区全部数据（一个压缩包）',
  download: 'application/zip',
  limit: 'export',
  whenSuspended: true,
  input: z.object({}),
  output: z.any(),
});
/** The event ledger as a whole, for leaders and auditors. */
export const ledger = route({
  app: 'console',
  id: 'events.list',
  method: 'GET',
  path: '/events',
  access: { permission: 'event.read' },
  summary: '操作记录',
  input: z.object({
    entity: z
      .enum([
        'hazard',
        'plan',
        'task',
        'assignment',
        'notice',
        'meeting',
        'duty_list',
        'duty_report',
        'self_check',
        'check_team',
        'check_visit',
        'report',
        'review',
        'bulletin',
        'supervision_order',
        'summons',
        'person',
        'unit',
        'committee',
        'setting',
        'policy',
        'role_key',
      ])
      .optional(),
    ...pageQuery,
  }),
  output: page(
    z.object({
      entity: z.string(),
      entityId: z.string(),
      seq: z.number(),
      at: instant,
      actor: z.string(),
      actorName: z.string(),
      action: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      hash: z.string(),
    }),
  ),
});
/** Walks the hash chains and names the first broken link. */
export const auditChain = route({
  app: 'console',
  id: 'events.audit',
  method: 'GET',
  path: '/events/audit',
  access: { permission: 'event.read' },
  summary: '核验操作记录的哈希链',
  limit: 'export',
  input: z.object({ cursor: z.string().max(200).optional() }),
  output: z.object({
    checked: z.number(),
    broken: z.object({ entity: z.string(), entityId: z.string(), seq: z.number() }).nullable(),
    next: z.string().nullable(),
  }),
});
