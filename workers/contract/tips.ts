import * as z from 'zod';
import { base64, day, id, ok } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { route } from './route.ts';

export const TRACKS = { anonymous: '匿名', sealed_name: '姓名封存', real_name: '实名' } as const;
export const TIP_STATES = {
  received: '已收到',
  opened: '核查中',
  confirmed: '属实',
  not_established: '不成立',
  merged: '已并案',
  moved: '已移送外地',
} as const;
export const TIP_STATE_NAMES = Object.keys(TIP_STATES) as [TipState, ...TipState[]];
export type TipState = keyof typeof TIP_STATES;
/** How it came in. `form`: without script; its words were sealed in the Worker's memory, not in the browser. */
export const CHANNELS = {
  web: '网页',
  form: '网页（传输加密，非端到端）',
  phone: '来电',
  letter: '来信',
  visit: '来访',
  moved: '外地移送',
} as const;
export type Channel = keyof typeof CHANNELS;
/** What an officer made of it; decides which clock set runs. */
export const TIP_KINDS = {
  hazard: '事故隐患',
  major: '重大事故隐患',
  illegal: '违法行为',
  accident: '瞒报、谎报事故',
  petition: '信访事项',
} as const;
export type TipKind = keyof typeof TIP_KINDS;
export const track = z.enum(['anonymous', 'sealed_name', 'real_name']);
const open = { app: 'public' as const, access: 'public' as const };

/** A key wrapped to a role key (workers/protocol/envelope.ts). */
export const wrap = z.object({ roleKeyId: id, enc: base64(200), ct: base64(200) });
/** Signed under the tenant's root key (workers/protocol/chain.ts). */
export const statement = z.object({ body: z.string().max(1000), sig: base64(120) });
/** Sealed text as the browser makes it (workers/protocol): suite byte, ciphertext, commitment, wraps. */
export const envelope = z.object({
  suite: z.literal(1),
  body: base64(400_000),
  commit: base64(64),
  wraps: z.array(wrap).min(1).max(8),
});
/** In clear, structured, no free text: creates the hazard and starts its clocks. */
export const header = z.object({
  category: z.enum(CATEGORY_NAMES),
  placeUnitId: id.nullable(),
  danger: z.boolean(),
  casualty: z.boolean(),
  track,
  /** About the office that would receive it: goes to discipline inspection. */
  aboutOffice: z.boolean(),
  day,
});
export const identity = z.object({
  body: base64(2000),
  commitA: base64(64),
  commitB: base64(64),
  wrapA: wrap,
  wrapB: wrap,
});
/** Sealed files that belong to what is sent; whoever uploaded them knows the token. */
export const claims = z
  .array(z.object({ id, uploadToken: z.string().max(64) }))
  .max(20)
  .default([]);
/** Everything of a tip but the proof of work; an officer who writes down a call sends the same. */
export const sealedTip = {
  /** Chosen by the browser and bound into the sealing. */
  id: z.uuid(),
  header,
  envelope,
  locator: base64(24),
  auth: base64(64),
  reporterPublic: base64(200),
  reporterWrapped: base64(900),
  formHash: z.string().length(64),
  identity: identity.nullable(),
  attachments: claims,
};
export const roleKey = z.object({
  id,
  role: z.string(),
  epoch: z.number(),
  sealPublic: z.string(),
  /** The root's word for it; null until the tenant has set up its root. */
  statement: statement.nullable(),
});

/** All that the tip page needs: streets, hotlines, role keys with the root's word for them, a proof-of-work challenge. */
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
    /** Roles `intake` and, where they are set up, `discipline` and `identity`. */
    roleKeys: z.array(roleKey),
    /** All root statements in order: the way from a poster's fingerprint to the root in force. */
    roots: z.array(statement),
    /** `sealed_name` needs both custodians' keys. */
    tracks: z.array(track),
    /** The units whose officers receive tips: whoever reports them should say so. */
    offices: z.array(z.string()),
    places: z.array(z.object({ id, name: z.string() })),
    hotlines: z.array(z.object({ name: z.string(), number: z.string() })),
    attachments: z.object({ maxFiles: z.number(), maxBytes: z.number() }),
    /** Days the sealed content is kept after the end, by outcome. */
    retention: z.object({ not_established: z.number(), closed: z.number() }),
    challenge: z.record(z.string(), z.unknown()),
  }),
  errors: ['no_role_key'],
});
const uploadToken = z.string().regex(/^[\w-]{22,64}$/);
/** Five sealed chunks of 1 MiB with their tags, and the head. */
export const UPLOAD_PART_MAX = 24 + 5 * (1024 * 1024 + 16);
export const uploadPartInput = {
  /** Of the upload, chosen by the browser. */
  id: z.uuid(),
  n: z.coerce.number().int().min(0).max(255),
  /** Of the whole sealed file: how many parts, how many bytes. */
  parts: z.coerce.number().int().min(1).max(256),
  size: z.coerce.number().int().min(40),
  uploadToken,
};
/** A part of a sealed file, sent before the tip; what no tip claims is swept after a day. */
export const uploadPart = route({
  ...open,
  id: 'tips.uploadPart',
  method: 'PUT',
  path: '/tip-uploads/{id}/parts/{n}',
  summary: '上传已加密附件的一片（可续传）',
  limit: 'tip_upload',
  upload: { maxBytes: UPLOAD_PART_MAX },
  unkeyed: 'the part is named by upload and number; sending it again changes nothing',
  input: z.object(uploadPartInput),
  output: ok,
  errors: ['too_large', 'envelope_invalid', 'conflict'],
});
/** Which parts have arrived: after a broken connection only the others are sent. */
export const uploaded = route({
  ...open,
  id: 'tips.uploaded',
  method: 'GET',
  path: '/tip-uploads/{id}',
  summary: '已到达的分片',
  limit: 'tip_upload',
  input: z.object({ id: z.uuid(), uploadToken }),
  output: z.object({ parts: z.array(z.number()) }),
});
export const send = route({
  ...open,
  id: 'tips.send',
  method: 'POST',
  path: '/tips',
  summary: '提交举报（内容已在浏览器内加密）',
  limit: 'tip',
  input: z.object({
    ...sealedTip,
    /** `moved`: an officer of another district passes it on; the reporter has to change the receipt. */
    channel: z.enum(['web', 'moved']).default('web'),
    work: z.record(z.string(), z.unknown()),
  }),
  /** No hazard number: a receipt must not lead to a row of the queue. */
  output: z.object({ proof: z.string(), digest: z.string(), day }),
  errors: ['proof_invalid', 'proof_spent', 'envelope_invalid', 'too_large', 'no_role_key'],
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
