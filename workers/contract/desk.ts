import * as z from 'zod';
import { flag, id, instant, line, ok, page, pageQuery } from './common.ts';
import { hazardRow } from './hazards.ts';
import { route } from './route.ts';
import { assignmentRow, taskRow } from './tasks.ts';

const read = { app: 'console' as const, access: { permission: 'hazard.read' } as const };
const filterView = z.object({ id, name: z.string(), query: z.string() });
export const filters = route({
  ...read,
  id: 'filters.list',
  method: 'GET',
  path: '/filters',
  summary: '我保存的筛选',
  input: z.object({ page: z.string().max(20) }),
  output: z.object({ items: z.array(filterView) }),
});
export const saveFilter = route({
  ...read,
  id: 'filters.save',
  method: 'POST',
  path: '/filters',
  summary: '保存筛选',
  input: z.object({ page: line(20), name: line(30), query: z.string().max(1000) }),
  output: filterView,
});
export const removeFilter = route({
  ...read,
  id: 'filters.remove',
  method: 'DELETE',
  path: '/filters/{id}',
  summary: '删除筛选',
  input: z.object({ id }),
  output: ok,
});

/** Home: what waits for me, what is late, what changed. Each number opens its rows in the queue by `query`. */
export const home = route({
  app: 'console',
  id: 'home',
  method: 'GET',
  path: '/home',
  access: 'session',
  summary: '首页',
  input: z.object({}),
  output: z.object({
    cards: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        count: z.number(),
        query: z.string(),
        tone: z.enum(['plain', 'late', 'soon']),
      }),
    ),
    waiting: z.array(hazardRow),
    late: z.array(hazardRow),
    recent: z.array(
      z.object({
        hazardId: id,
        number: z.string(),
        title: z.string(),
        at: instant,
        label: z.string(),
        actorName: z.string(),
      }),
    ),
    tipsWaiting: z.number().nullable(),
    /** The same of tasks, orders and month reports; a figure of 100 means that many or more. */
    work: z.object({
      cards: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          count: z.number(),
          path: z.string(),
          query: z.string(),
          tone: z.enum(['plain', 'late']),
        }),
      ),
      waiting: z.array(assignmentRow),
      late: z.array(taskRow),
    }),
  }),
});

const notice = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  createdAt: instant,
  readAt: instant.nullable(),
});
const inboxRead = { app: 'console' as const, access: { permission: 'inbox.read' } as const };
export const inbox = route({
  ...inboxRead,
  id: 'inbox.list',
  method: 'GET',
  path: '/inbox',
  summary: '提醒',
  input: z.object({ unread: flag.optional(), ...pageQuery }),
  output: page(notice).extend({ unread: z.number() }),
});
export const readNotice = route({
  ...inboxRead,
  id: 'inbox.read',
  method: 'PUT',
  path: '/inbox/{id}',
  summary: '标为已读',
  input: z.object({ id }),
  output: ok,
});
export const readAll = route({
  ...inboxRead,
  id: 'inbox.readAll',
  method: 'POST',
  path: '/inbox/read-all',
  summary: '全部标为已读',
  input: z.object({}),
  output: ok,
});
