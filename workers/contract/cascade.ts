import * as z from 'zod';
import { id, instant, page, pageQuery } from './common.ts';
import { route } from './route.ts';

const manage = { app: 'console' as const, access: { permission: 'tenant.manage' } as const };
const read = { app: 'console' as const, access: { permission: 'task.read' } as const };

export const LINK_STATES = {
  offered: '待对方同意',
  agreed: '已连通',
  refused: '对方未同意',
  ended: '已断开',
} as const;
export type LinkState = keyof typeof LINK_STATES;
const linkState = z.enum(Object.keys(LINK_STATES) as [LinkState, ...LinkState[]]);

const linkView = z.object({
  id,
  /** `down`: a district below ours; `up`: the one above. */
  direction: z.enum(['down', 'up']),
  slug: z.string(),
  name: z.string(),
  unitId: id.nullable(),
  state: linkState,
  version: z.number(),
});
export const links = route({
  ...manage,
  id: 'links.list',
  method: 'GET',
  path: '/district-links',
  summary: '上下级连通',
  input: z.object(pageQuery),
  output: page(linkView),
});
/** Asks a district below, which one of our units stands for, to take our plans. It answers by itself. */
export const offerLink = route({
  ...manage,
  id: 'links.offer',
  method: 'POST',
  path: '/district-links',
  summary: '请下级连通',
  input: z.object({ unitId: id, slug: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/) }),
  output: linkView,
});
export const answerLink = route({
  ...manage,
  id: 'links.answer',
  method: 'POST',
  path: '/district-links/{id}/answer',
  summary: '答复上级的连通请求',
  input: z.object({ id, version: z.number().int(), accept: z.boolean() }),
  output: linkView,
});
/** Either side, at any time. What was sent stays where it is; nothing more is sent or taken. */
export const endLink = route({
  ...manage,
  id: 'links.end',
  method: 'POST',
  path: '/district-links/{id}/end',
  summary: '断开连通',
  input: z.object({ id, version: z.number().int() }),
  output: linkView,
});
/** How far the districts below say they are, from our own rows. */
export const below = route({
  ...read,
  id: 'plans.below',
  method: 'GET',
  path: '/plans/{id}/below',
  summary: '下级进展汇总',
  input: z.object({ id }),
  output: z.object({
    items: z.array(
      z.object({
        unitId: id,
        name: z.string(),
        tasks: z.number(),
        parts: z.number(),
        finished: z.number(),
        late: z.number(),
        at: instant,
      }),
    ),
  }),
});
