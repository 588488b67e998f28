import * as z from 'zod';
import { base64, day, id, instant, line, ok, page, pageQuery } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { route } from './route.ts';
import { wrap } from './tips.ts';

/** Sealed names (姓名封存): asked for by an officer, opened with the halves of two posts. */
const officer = { app: 'console' as const, access: { permission: 'tip.read' } as const };
const custodian = { app: 'console' as const, access: { permission: 'tip.identity' } as const };
const onRequest = { id, version: z.number().int() };

const requestRow = z.object({
  id,
  tipId: id,
  tipDay: day,
  category: z.enum(CATEGORY_NAMES),
  state: z.enum(['open', 'ready', 'opened', 'refused', 'expired']),
  reason: z.string(),
  refusal: z.string(),
  requestedBy: z.object({ personId: id, name: z.string(), sealPublic: z.string() }),
  grantedA: z.string().nullable(),
  grantedB: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
  version: z.number(),
});
export const requestIdentity = route({
  ...officer,
  id: 'identity.request',
  method: 'POST',
  path: '/tips/{id}/identity-requests',
  summary: '申请调取封存的姓名（写明理由，须两个岗位同意）',
  input: z.object({ id, requestId: z.uuid(), reason: line(300, 5) }),
  output: ok,
});
/** Of my tips, or waiting for my half. */
export const identityRequests = route({
  app: 'console',
  access: { permission: 'tip.key' },
  id: 'identity.list',
  method: 'GET',
  path: '/identity-requests',
  summary: '调取姓名的申请',
  input: z.object({ ...pageQuery }),
  output: page(requestRow),
});
/** The sealed half of my role, to be opened in my browser and sealed to whoever asked. Logged. */
export const identityHalf = route({
  ...custodian,
  id: 'identity.half',
  method: 'POST',
  path: '/identity-requests/{id}/half',
  summary: '取出本岗位保管的一半（密文）',
  unkeyed: 'every call is another look, written down as such',
  input: z.object({ id, part: z.enum(['identity-a', 'identity-b']) }),
  output: z.object({ tipId: id, formHash: z.string(), commit: z.string(), wrap, reason: z.string() }),
});
export const grantIdentity = route({
  ...custodian,
  id: 'identity.grant',
  method: 'POST',
  path: '/identity-requests/{id}/grants',
  summary: '同意调取，把本岗位的一半封给申请人',
  input: z.object({ ...onRequest, part: z.enum(['identity-a', 'identity-b']), envelope: base64(1000) }),
  output: ok,
  errors: ['same_person'],
});
export const refuseIdentity = route({
  ...custodian,
  id: 'identity.refuse',
  method: 'POST',
  path: '/identity-requests/{id}/refusal',
  summary: '不同意调取',
  input: z.object({ ...onRequest, reason: line(300, 2) }),
  output: ok,
});
/** Once: both halves, sealed to me, and the capsule. Logged; all custodians are told. */
export const openIdentity = route({
  ...officer,
  id: 'identity.open',
  method: 'POST',
  path: '/identity-requests/{id}/open',
  summary: '凭两半打开姓名（在浏览器内），记录查看',
  unkeyed: 'every call is another look, written down as such',
  input: z.object({ id }),
  output: z.object({ tipId: id, formHash: z.string(), body: z.string(), halfA: z.string(), halfB: z.string() }),
});
