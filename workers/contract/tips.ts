import * as z from 'zod';
import { base64, day, id, instant, line, ok, page, pageQuery, text } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { route } from './route.ts';

export const TRACKS = { anonymous: '匿名', sealed_name: '姓名封存', real_name: '实名' } as const;
export const TIP_STATES = {
  received: '已收到',
  opened: '核查中',
  confirmed: '属实',
  not_established: '不成立',
} as const;
const track = z.enum(['anonymous', 'sealed_name', 'real_name']);
const state = z.enum(['received', 'opened', 'confirmed', 'not_established']);
const open = { app: 'public' as const, access: 'public' as const };
const officer = { app: 'console' as const, access: { permission: 'tip.read' } as const };
const keyholder = { app: 'console' as const, access: { permission: 'tip.key' } as const };

/** Sealed text as the browser makes it (workers/protocol): suite byte, ciphertext, commitment, wraps. */
export const envelope = z.object({
  suite: z.literal(1),
  body: base64(400_000),
  commit: base64(64),
  wraps: z
    .array(z.object({ roleKeyId: id, enc: base64(200), ct: base64(200) }))
    .min(1)
    .max(4),
});
/** In clear, structured, no free text: creates the hazard and starts its clocks. */
export const header = z.object({
  category: z.enum(CATEGORY_NAMES),
  placeUnitId: id.nullable(),
  danger: z.boolean(),
  casualty: z.boolean(),
  track,
  day,
});

/** All that the tip page needs: streets, hotlines, the intake key, the form's text hash, a proof-of-work challenge. */
export const form = route({
  ...open,
  id: 'tips.form',
  method: 'GET',
  path: '/tip-form',
  summary: '举报页所需的公开信息',
  limit: 'tip_form',
  input: z.object({}),
  output: z.object({
    tenant: z.object({ no: z.number(), slug: z.string(), name: z.string() }),
    day,
    formHash: z.string(),
    roleKeys: z.array(z.object({ id, role: z.string(), epoch: z.number(), sealPublic: z.string() })),
    places: z.array(z.object({ id, name: z.string() })),
    hotlines: z.array(z.object({ name: z.string(), number: z.string() })),
    challenge: z.record(z.string(), z.unknown()),
  }),
  errors: ['no_role_key'],
});
/** A sealed photo or file, sent before the tip; what no tip claims is swept after a day. */
export const attach = route({
  ...open,
  id: 'tips.attach',
  method: 'POST',
  path: '/tip-attachments',
  summary: '上传已加密的附件',
  limit: 'tip_upload',
  upload: { maxBytes: 12 * 1024 * 1024 },
  input: z.object({ uploadToken: z.string().regex(/^[\w-]{22,64}$/) }),
  output: z.object({ id }),
  errors: ['too_large', 'envelope_invalid'],
});
export const send = route({
  ...open,
  id: 'tips.send',
  method: 'POST',
  path: '/tips',
  summary: '提交举报（内容已在浏览器内加密）',
  limit: 'tip',
  input: z.object({
    /** Chosen by the browser and bound into the sealing. */
    id: z.uuid(),
    header,
    envelope,
    locator: base64(24),
    auth: base64(64),
    reporterPublic: base64(200),
    reporterWrapped: base64(600),
    formHash: z.string().length(64),
    attachments: z
      .array(z.object({ id, uploadToken: z.string().max(64) }))
      .max(5)
      .default([]),
    work: z.record(z.string(), z.unknown()),
  }),
  /** No hazard number: a receipt must not lead to a row of the queue. */
  output: z.object({ proof: z.string(), digest: z.string(), day }),
  errors: ['proof_invalid', 'proof_spent', 'envelope_invalid', 'no_role_key'],
});
/** One path, time and size for known and unknown receipts. */
export const status = route({
  ...open,
  id: 'tips.status',
  method: 'POST',
  path: '/receipt',
  summary: '用回执查看办理情况',
  limit: 'receipt',
  unkeyed: 'reads only; a POST so that the receipt stays out of URLs',
  input: z.object({ locator: base64(24), auth: base64(64) }),
  output: z.object({ padded: z.string() }),
});
/** A proof is a compact JWS (EdDSA) over `{tenant, digest, day}`: anyone checks it against these keys, without us. */
export const proofKeys = route({
  ...open,
  id: 'tips.proofKeys',
  method: 'GET',
  path: '/proof-keys',
  summary: '验证受理凭证所需的公钥（JWKS）',
  input: z.object({}),
  output: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
});
/** What `padded` of tips.status holds, JSON, filled up to a constant size. */
export const statusView = z.object({
  found: z.boolean(),
  day,
  state: z.string(),
  proof: z.string(),
  digest: z.string(),
  reporterWrapped: z.string(),
  reporterPublic: z.string(),
  steps: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      done: z.boolean(),
      day: day.nullable(),
      promisedDay: day.nullable(),
      note: z.string(),
    }),
  ),
});

// --- officers ---
export const myKeys = route({
  ...keyholder,
  id: 'keys.mine',
  method: 'GET',
  path: '/tip-keys',
  summary: '我的密钥与岗位密钥',
  input: z.object({}),
  output: z.object({
    officer: z.object({ sealPublic: z.string(), signPublic: z.string(), wrapped: z.string() }).nullable(),
    roleKeys: z.array(
      z.object({
        id,
        role: z.string(),
        epoch: z.number(),
        sealPublic: z.string(),
        state: z.string(),
        share: z.string().nullable(),
        createdAt: instant,
        members: z.array(z.object({ personId: id, name: z.string() })),
      }),
    ),
    /** Tip officers who hold keys of their own but no share of the active role key. */
    waiting: z.array(z.object({ personId: id, name: z.string(), sealPublic: z.string() })),
  }),
});
export const putMyKeys = route({
  ...keyholder,
  id: 'keys.put',
  method: 'PUT',
  path: '/tip-keys',
  summary: '保存我的公钥与加密后的私钥',
  input: z.object({ sealPublic: base64(200), signPublic: base64(200), wrapped: z.string().max(4000) }),
  output: ok,
});
export const createRoleKey = route({
  ...keyholder,
  id: 'keys.createRole',
  method: 'POST',
  path: '/tip-keys/roles',
  summary: '启用受理岗位密钥',
  input: z.object({
    id: z.uuid(),
    role: z.enum(['intake']),
    sealPublic: base64(200),
    shares: z
      .array(z.object({ personId: id, envelope: z.string().max(4000) }))
      .min(1)
      .max(50),
  }),
  output: z.object({ id, epoch: z.number() }),
});
export const addShare = route({
  ...keyholder,
  id: 'keys.addShare',
  method: 'POST',
  path: '/tip-keys/roles/{id}/shares',
  summary: '为新受理员加封岗位密钥',
  input: z.object({ id, personId: id, envelope: z.string().max(4000) }),
  output: ok,
});

export const tipRow = z.object({
  id,
  day,
  state,
  track,
  category: z.enum(CATEGORY_NAMES),
  placeUnitId: id.nullable(),
  danger: z.boolean(),
  casualty: z.boolean(),
  attachments: z.number(),
  hazardNumber: z.string(),
  hazardState: z.string(),
  dueAt: instant.nullable(),
});
export const desk = route({
  ...officer,
  id: 'tips.desk',
  method: 'GET',
  path: '/tips',
  summary: '举报受理台',
  input: z.object({ state: state.optional(), ...pageQuery }),
  output: page(tipRow),
});
/** Every look is logged. */
export const openTip = route({
  ...officer,
  id: 'tips.open',
  method: 'POST',
  path: '/tips/{id}/open',
  summary: '取出密文（在浏览器内解密），记录查看',
  unkeyed: 'every call is another look, written down as such',
  input: z.object({ id }),
  output: z.object({
    id,
    day,
    state,
    header,
    envelope,
    formHash: z.string(),
    reporterPublic: z.string(),
    digest: z.string(),
    version: z.number(),
    attachments: z.array(z.object({ id, size: z.number() })),
    hazard: z.object({ id, number: z.string(), state: z.string(), version: z.number() }),
    looks: z.array(z.object({ at: instant, name: z.string() })),
  }),
});
export const tipAttachment = route({
  ...officer,
  id: 'tips.attachment',
  method: 'GET',
  path: '/tips/{id}/attachments/{attachmentId}',
  summary: '取出加密附件',
  download: 'application/octet-stream',
  input: z.object({ id, attachmentId: id }),
  output: z.any(),
});
/** 转办摘要: what the handling unit will see. The hazard becomes confirmed and visible like any other. */
export const brief = route({
  ...officer,
  id: 'tips.brief',
  method: 'POST',
  path: '/tips/{id}/brief',
  summary: '填写转办摘要并认定',
  input: z.object({
    id,
    version: z.number().int(),
    title: line(80, 2),
    summary: line(4000, 2),
    level: z.enum(['general', 'major']),
    sector: z.string().max(40).nullable().default(null),
    address: text(200).default(''),
    enterprise: text(80).default(''),
    placeUnitId: id.nullable().default(null),
    /** The checklist of what could give the reporter away; all must be ticked. */
    checked: z.array(z.enum(['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'])).length(5),
  }),
  output: z.object({ hazardId: id }),
  errors: ['brief_missing'],
});
export const refuseTip = route({
  ...officer,
  id: 'tips.refuse',
  method: 'POST',
  path: '/tips/{id}/refuse',
  summary: '认定不成立（理由会告诉举报人）',
  input: z.object({ id, version: z.number().int(), reason: line(500, 2) }),
  output: ok,
});
