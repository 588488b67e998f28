import * as z from 'zod';
import { day, id, ok, page, pageQuery } from './common.ts';
import { sealedMessage } from './receipts.ts';
import { route } from './route.ts';
import { roleKey, statement, UPLOAD_PART_MAX, uploadPartInput, wrap } from './tips.ts';

/** What is said with the reporter: messages, questions, files. */
const officer = { app: 'console' as const, access: { permission: 'tip.read' } as const };

export const messages = route({
  ...officer,
  id: 'tips.messages',
  method: 'GET',
  path: '/tips/{id}/messages',
  summary: '往来消息（密文）',
  input: z.object({ id, ...pageQuery }),
  output: z.object({
    ...page(
      z.object({
        id,
        seq: z.number(),
        sender: z.enum(['officer', 'reporter']),
        kind: z.enum(['message', 'retaliation']),
        day,
        body: z.string(),
        commit: z.string(),
        wraps: z.array(wrap),
        files: z.array(z.object({ id, size: z.number(), parts: z.number() })),
      }),
    ).shape,
    /** What an answer is sealed to besides the reporter. */
    sealTo: z.array(roleKey),
    roots: z.array(statement),
    /** The root's word for my signing key; null: a colleague has to sign me in first. */
    me: statement.nullable(),
  }),
});
/** The office has seen them: the mark goes. */
export const readMessages = route({
  ...officer,
  id: 'tips.read',
  method: 'POST',
  path: '/tips/{id}/messages/read',
  summary: '标记往来消息已阅',
  input: z.object({ id, seq: z.number().int() }),
  output: ok,
});
export const answer = route({
  ...officer,
  id: 'tips.answer',
  method: 'POST',
  path: '/tips/{id}/messages',
  summary: '答复或询问举报人（内容已加密并签名）',
  /** `id` is the tip's; the message's own is `messageId`. */
  input: z.object({ ...sealedMessage, id, messageId: z.uuid() }),
  output: z.object({ seq: z.number() }),
  errors: ['envelope_invalid', 'no_role_key', 'not_vouched', 'too_large', 'shredded'],
});
/** Question templates, so that what is asked gives nobody away. */
export const questions = route({
  ...officer,
  id: 'tips.questions',
  method: 'GET',
  path: '/tip-questions',
  summary: '询问模板',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ key: z.string(), text: z.string() })) }),
});
/** A sealed file for a message to the reporter. */
export const deskUpload = route({
  ...officer,
  id: 'tips.deskUpload',
  method: 'PUT',
  path: '/desk-uploads/{id}/parts/{n}',
  summary: '上传给举报人的已加密附件（分片）',
  upload: { maxBytes: UPLOAD_PART_MAX },
  unkeyed: 'the part is named by upload and number; sending it again changes nothing',
  input: z.object(uploadPartInput),
  output: ok,
  errors: ['too_large', 'envelope_invalid', 'conflict'],
});
