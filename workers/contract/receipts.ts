import * as z from 'zod';
import { base64, day, id, ok } from './common.ts';
import { route } from './route.ts';
import { claims, roleKey, statement, wrap } from './tips.ts';

/** What the reporter does with the receipt. One path, time and size for known and unknown receipts. */
const open = { app: 'public' as const, access: 'public' as const, limit: 'receipt' as const };
/** Ten minutes in the page's memory, no cookie; given by tips.status, for an unknown receipt too. */
const token = z.string().max(600);

export const status = route({
  ...open,
  id: 'tips.status',
  method: 'POST',
  path: '/receipt',
  summary: '用回执查看办理情况',
  unkeyed: 'reads only; a POST so that the receipt stays out of URLs',
  input: z.object({ locator: base64(24), auth: base64(64) }),
  output: z.object({ padded: z.string() }),
});
/** What `padded` of tips.status holds, JSON, filled up to a constant size. */
export const statusView = z.object({
  found: z.boolean(),
  token,
  tipId: z.string(),
  formHash: z.string(),
  day,
  state: z.string(),
  channel: z.string(),
  /** Somebody else has seen this receipt (an officer wrote the tip down): nothing else goes before it is replaced. */
  mustChange: z.boolean(),
  /** Acceptance: a JWS over tenant, digest of the ciphertext and day. */
  proof: z.string(),
  /** The same at the end, with the outcome; '' before. */
  closing: z.string(),
  digest: z.string(),
  reporterWrapped: z.string(),
  reporterPublic: z.string(),
  /** Number of messages so far; the inbox gives them. */
  messages: z.number(),
  /** What is kept how long: the day the sealed content is destroyed, once it is known. */
  keptDays: z.number(),
  shredOn: day.nullable(),
  shreddedOn: day.nullable(),
  /**
   * An approved reward: fen, the last day to fetch it, where, and whether an identity card is asked for. `code` is always '':
   * the server does not know it.
   */
  reward: z
    .object({
      state: z.string(),
      amount: z.number(),
      until: day.nullable(),
      code: z.string(),
      where: z.string(),
      withId: z.boolean(),
    })
    .nullable(),
  steps: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      done: z.boolean(),
      day: day.nullable(),
      promisedDay: day.nullable(),
      /** The rule the promised day comes from, with its basis. */
      basis: z.string(),
      note: z.string(),
    }),
  ),
});

/** The conversation, newest page first; always as many bytes. No messages while the receipt must be changed. */
export const inbox = route({
  ...open,
  id: 'receipts.inbox',
  method: 'POST',
  path: '/receipt/inbox',
  summary: '用回执查看往来消息（密文）',
  unkeyed: 'reads only; a POST so that the token stays out of URLs',
  input: z.object({ token, before: z.number().int().min(1).optional() }),
  output: z.object({ padded: z.string() }),
  errors: ['receipt_expired'],
});
/** What `padded` of receipts.inbox holds. */
export const inboxView = z.object({
  /** At most INBOX_PAGE. */
  messages: z.array(
    z.object({
      id,
      seq: z.number(),
      sender: z.enum(['officer', 'reporter']),
      day,
      body: z.string(),
      commit: z.string(),
      toReporter: z.object({ enc: z.string(), ct: z.string() }),
      files: z.array(id),
    }),
  ),
  next: z.number().nullable(),
  /** What an answer is sealed to: the active keys of the desk the tip lies on, all of them. */
  sealTo: z.array(roleKey),
  roots: z.array(statement),
});
export const INBOX_PAGE = 4;

export const sealedMessage = {
  id: z.uuid(),
  body: base64(12_000),
  commit: base64(64),
  toReporter: z.object({ enc: base64(200), ct: base64(200) }),
  wraps: z.array(wrap).min(1).max(4),
  attachments: claims,
};
/** `retaliation`: the tip goes back to the head of the desk, whatever state it was in. */
export const reply = route({
  ...open,
  id: 'receipts.reply',
  method: 'POST',
  path: '/receipt/messages',
  summary: '举报人回复、补充或反映打击报复（内容已加密）',
  input: z.object({ token, kind: z.enum(['message', 'retaliation']), ...sealedMessage }),
  output: z.object({ seq: z.number() }),
  errors: ['receipt_expired', 'envelope_invalid', 'too_large', 'must_change', 'no_role_key', 'shredded'],
});
/** 换码: the reporter's keys wrapped under another receipt. */
export const replace = route({
  ...open,
  id: 'receipts.replace',
  method: 'POST',
  path: '/receipt/replace',
  summary: '更换回执码',
  input: z.object({ token, locator: base64(24), auth: base64(64), reporterWrapped: base64(900) }),
  output: ok,
  errors: ['receipt_expired', 'envelope_invalid'],
});
/** A sealed file of a message to the reporter. */
export const file = route({
  ...open,
  id: 'receipts.file',
  method: 'POST',
  path: '/receipt/files',
  summary: '取出往来消息中的加密附件',
  unkeyed: 'reads only; a POST so that the token stays out of URLs',
  download: 'application/octet-stream',
  input: z.object({ token, id }),
  output: z.any(),
  errors: ['receipt_expired', 'must_change'],
});
