import * as z from 'zod';
import { day, flag, id, instant, line, ok, page, pageQuery, text } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { route } from './route.ts';
import { CHANNELS, envelope, header, roleKey, sealedTip, TIP_KINDS, TIP_STATE_NAMES, track, wrap } from './tips.ts';

export * from './tip-identity.ts';
export * from './tip-talk.ts';

/** Officers of a desk: intake, discipline inspection, or a unit's verification. Each sees the tips of their desk alone. */
const officer = { app: 'console' as const, access: { permission: 'tip.read' } as const };
/** Who runs the intake or the discipline desk, and not only verifies. */
const office = { app: 'console' as const, access: { permission: 'tip.office' } as const };
const state = z.enum(TIP_STATE_NAMES);
const kind = z.enum(Object.keys(TIP_KINDS) as [keyof typeof TIP_KINDS]);
const channel = z.enum(Object.keys(CHANNELS) as [keyof typeof CHANNELS]);
const onTip = { id, version: z.number().int() };

export const tipRow = z.object({
  id,
  day,
  state,
  track,
  kind,
  channel,
  desk: z.string(),
  category: z.enum(CATEGORY_NAMES),
  placeUnitId: id.nullable(),
  danger: z.boolean(),
  casualty: z.boolean(),
  priority: z.number(),
  unread: z.number(),
  muted: z.boolean(),
  shredded: z.boolean(),
  attachments: z.number(),
  hazardNumber: z.string(),
  hazardState: z.string(),
  dueAt: instant.nullable(),
});
/** Retaliation first, then newest first. What came in a flood is folded into `folds`; `fold` lists one of them. */
export const desk = route({
  ...officer,
  id: 'tips.desk',
  method: 'GET',
  path: '/tips',
  summary: '举报受理台',
  input: z.object({
    state: state.optional(),
    kind: kind.optional(),
    unread: flag.optional(),
    fold: z.string().max(120).optional(),
    ...pageQuery,
  }),
  output: z.object({
    ...page(tipRow).shape,
    /** On the first page alone: header alike, received in a flood, not opened yet. */
    folds: z.array(
      z.object({
        key: z.string(),
        day,
        category: z.enum(CATEGORY_NAMES),
        placeUnitId: id.nullable(),
        count: z.number(),
      }),
    ),
  }),
});
const sealed = {
  id,
  day,
  state,
  header,
  kind,
  channel,
  desk: z.string(),
  envelope,
  formHash: z.string(),
  reporterPublic: z.string(),
  digest: z.string(),
  version: z.number(),
};
/** Ciphertext of several tips for one session at the desk; each look is logged. Shredded ones are left out. */
export const openMany = route({
  ...officer,
  id: 'tips.openMany',
  method: 'POST',
  path: '/tips/open',
  summary: '批量取出密文（在浏览器内解密、检索），逐件记录查看',
  unkeyed: 'every call is another look, written down as such',
  input: z.object({ ids: z.array(id).min(1).max(20) }),
  output: z.object({ items: z.array(z.object(sealed)) }),
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
    ...sealed,
    muted: z.boolean(),
    priority: z.number(),
    hasIdentity: z.boolean(),
    mergedIntoId: id.nullable(),
    /** More time may be asked for: nobody asks now, and it was not given as often as the rule allows. */
    mayExtend: z.boolean(),
    attachments: z.array(z.object({ id, size: z.number(), parts: z.number() })),
    hazard: z.object({ id, number: z.string(), state: z.string(), version: z.number() }),
    /** Running and past limits, with the rule and its basis. */
    clocks: z.array(
      z.object({
        kind: z.string(),
        dueAt: instant.nullable(),
        stopped: z.boolean(),
        basis: z.string(),
        extended: z.boolean(),
      }),
    ),
    /** Asked for by one, waiting for another's decision. */
    extension: z.object({ reason: z.string(), mine: z.boolean() }).nullable(),
    /** Desks it can be handed to: active keys of other roles, with the root's word for them. */
    desks: z.array(roleKey.extend({ name: z.string() })),
    looks: z.array(z.object({ at: instant, name: z.string() })),
  }),
  errors: ['shredded'],
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
    ...onTip,
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
  input: z.object({ ...onTip, reason: line(500, 2) }),
  output: ok,
});
/** Decides which clock set runs. */
export const setKind = route({
  ...officer,
  id: 'tips.kind',
  method: 'POST',
  path: '/tips/{id}/kind',
  summary: '确定举报类型（决定适用的时限）',
  input: z.object({ ...onTip, kind }),
  output: z.object({ version: z.number() }),
});
/** The same matter reported twice: this tip's hazard follows the other's; every receipt goes on showing its own way. */
export const mergeTip = route({
  ...office,
  id: 'tips.merge',
  method: 'POST',
  path: '/tips/{id}/merge',
  summary: '并案（各举报人的回执都继续有效）',
  input: z.object({ ...onTip, intoId: id }),
  output: ok,
});
/** To another desk: the keys are wrapped to its role key in the browser, those of the present desk go. */
export const handOver = route({
  ...office,
  id: 'tips.handOver',
  method: 'POST',
  path: '/tips/{id}/hand-over',
  summary: '移交（回避移送纪检，或交单位核查），内容转封到对方密钥',
  input: z.object({
    ...onTip,
    to: z.string().max(80),
    reason: line(200, 2),
    wraps: z
      .array(z.object({ part: z.string().max(64), wrap }))
      .min(1)
      .max(200),
  }),
  output: ok,
});
/** 「不属本单位」: a verifying unit gives it back within its term. */
export const giveBack = route({
  ...officer,
  id: 'tips.giveBack',
  method: 'POST',
  path: '/tips/{id}/give-back',
  summary: '退回移交（不属本单位职责）',
  input: z.object({ ...onTip, reason: line(200, 2) }),
  output: ok,
});
/** Sealed anew to another tenant's intake in the officer's browser and sent there; here it ends, and the reporter is told. */
export const moveAway = route({
  ...office,
  id: 'tips.moveAway',
  method: 'POST',
  path: '/tips/{id}/move-away',
  summary: '登记移送其他地区',
  input: z.object({ ...onTip, toSlug: z.string().max(64), toDigest: z.string().length(64), reason: line(200, 2) }),
  output: ok,
});
/** Districts a tip can be moved to. */
export const neighbours = route({
  ...office,
  id: 'tips.neighbours',
  method: 'GET',
  path: '/neighbours',
  summary: '可移送的其他地区',
  input: z.object({ q: z.string().trim().max(40).default('') }),
  output: z.object({ items: z.array(z.object({ slug: z.string(), name: z.string() })) }),
});
/** Its replies raise no mark any more. The reporter is not told, and may go on writing. */
export const muteTip = route({
  ...office,
  id: 'tips.mute',
  method: 'POST',
  path: '/tips/{id}/mute',
  summary: '静音某件举报的后续消息',
  input: z.object({ ...onTip, muted: z.boolean() }),
  output: ok,
});
/** 延期: asked for by one, approved by another, the reason told to the reporter. */
export const extendTip = route({
  ...officer,
  id: 'tips.extend',
  method: 'POST',
  path: '/tips/{id}/extension',
  summary: '申请延长核查期限',
  input: z.object({ ...onTip, reason: line(500, 2) }),
  output: ok,
});
export const decideExtension = route({
  ...officer,
  id: 'tips.decideExtension',
  method: 'POST',
  path: '/tips/{id}/extension/decision',
  summary: '批准或不批准延期（须由另一人）',
  input: z.object({ ...onTip, approve: z.boolean() }),
  output: ok,
  errors: ['same_person'],
});
/** A call, a letter, a visit, written down by an officer; sealed in the officer's browser. Its receipt must be changed. */
export const enterTip = route({
  ...office,
  id: 'tips.enter',
  method: 'POST',
  path: '/tips/entered',
  summary: '代录来电、来信、来访举报',
  input: z.object({ ...sealedTip, channel: z.enum(['phone', 'letter', 'visit']) }),
  output: z.object({ proof: z.string(), digest: z.string(), day }),
  errors: ['envelope_invalid', 'too_large', 'no_role_key'],
});
