import * as z from 'zod';
import { id, instant, line, ok, page, pageQuery } from './common.ts';
import { route } from './route.ts';
import { RESULTS, type Result, TOPICS, type Topic, WEBHOOK_KINDS, type WebhookKind } from './webhook-words.ts';

const manage = { app: 'console' as const, access: { permission: 'tenant.manage' } as const };
const kind = z.enum(Object.keys(WEBHOOK_KINDS) as [WebhookKind, ...WebhookKind[]]);
const topics = z.array(z.enum(Object.keys(TOPICS) as [Topic, ...Topic[]])).max(10);
const result = z.enum(Object.keys(RESULTS) as [Result, ...Result[]]);
const url = z.string().trim().min(9).max(1000);
/** Of a robot with a signature: as its page shows it. */
const secret = z.string().trim().max(200);

const webhookView = z.object({
  id,
  kind,
  label: z.string(),
  /** Name of the receiving machine. The rest of the address is a key, and is never shown again. */
  host: z.string(),
  signed: z.boolean(),
  topics,
  state: z.enum(['on', 'off']),
  /** Deliveries in a row that failed. */
  failures: z.number(),
  lastAt: instant.nullable(),
  lastResult: result,
  version: z.number(),
});
export const webhooks = route({
  ...manage,
  id: 'webhooks.list',
  method: 'GET',
  path: '/webhooks',
  summary: '群机器人与推送',
  input: z.object(pageQuery),
  output: page(webhookView),
});
/** The signing secret of a system of one's own is made here, and shown in this answer alone. */
export const createWebhook = route({
  ...manage,
  id: 'webhooks.create',
  method: 'POST',
  path: '/webhooks',
  summary: '新增推送',
  secretAnswer: true,
  errors: ['webhooks_full'],
  input: z.object({ kind, label: line(40), url, secret: secret.default(''), topics: topics.min(1) }),
  output: z.object({ webhook: webhookView, secret: z.string().nullable() }),
});
export const changeWebhook = route({
  ...manage,
  id: 'webhooks.change',
  method: 'PUT',
  path: '/webhooks/{id}',
  summary: '修改、停用、启用推送',
  input: z.object({
    id,
    version: z.number().int(),
    label: line(40),
    topics: topics.min(1),
    on: z.boolean(),
    /** Left out: as it was. */
    url: url.optional(),
    secret: secret.optional(),
  }),
  output: webhookView,
});
export const removeWebhook = route({
  ...manage,
  id: 'webhooks.remove',
  method: 'POST',
  path: '/webhooks/{id}/remove',
  summary: '删除推送',
  input: z.object({ id, version: z.number().int() }),
  output: ok,
});
export const testWebhook = route({
  ...manage,
  id: 'webhooks.test',
  method: 'POST',
  path: '/webhooks/{id}/test',
  summary: '发送一条测试消息',
  unkeyed: 'a repeat sends one more line that says it is a test',
  limit: 'webhook_test',
  input: z.object({ id }),
  output: z.object({ result }),
});
