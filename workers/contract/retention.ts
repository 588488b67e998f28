import * as z from 'zod';
import { day, id, page, pageQuery } from './common.ts';
import { route } from './route.ts';
import { TIP_STATE_NAMES } from './tips.ts';

/** 销毁证明: what was destroyed when, under which rule; no content. */
export const certificates = route({
  app: 'console',
  access: { permission: 'event.read' },
  id: 'retention.certificates',
  method: 'GET',
  path: '/shred-certificates',
  summary: '举报内容销毁证明',
  input: z.object({ ...pageQuery }),
  output: page(
    z.object({
      id,
      day,
      outcome: z.enum(TIP_STATE_NAMES),
      settledDay: day,
      keptDays: z.number(),
      digest: z.string(),
      wraps: z.number(),
      messages: z.number(),
      files: z.number(),
      eventHash: z.string(),
    }),
  ),
});

/** Refusals by day and kind. No address, no receipt, no tip: they cannot be led back to anybody. */
export const security = route({
  app: 'console',
  access: { permission: 'event.read' },
  id: 'security.counts',
  method: 'GET',
  path: '/security-counts',
  summary: '安全计数（按日汇总，与举报不可关联）',
  input: z.object({ days: z.coerce.number().int().min(1).max(400).default(30) }),
  output: z.object({
    keptDays: z.number(),
    items: z.array(z.object({ day, kind: z.string(), value: z.number() })),
  }),
});
