import * as z from 'zod';
import { instant } from './common.ts';
import { route } from './route.ts';

/** `away`: no answer, an error, or none in time. `behind`: it answers, and work lies there for too long. */
export const HEALTH = { ok: '正常', behind: '积压', away: '不可用' } as const;
export type Health = keyof typeof HEALTH;
const state = z.enum(['ok', 'behind', 'away']);

/** What lies due and undone; counts stop at ten thousand. */
const backlog = z.object({ count: z.number(), since: instant.nullable() });

export const health = route({
  id: 'platform.health',
  app: 'platform',
  access: 'operator',
  method: 'GET',
  path: '/health',
  summary: '运行状况：各单元、待办队列、时限、慢语句',
  input: z.object({}),
  output: z.object({
    at: instant,
    state,
    directory: z.object({ state, ms: z.number() }),
    cells: z.array(
      z.object({
        name: z.string(),
        state,
        /** How long its answer took. */
        ms: z.number(),
        tenants: z.number(),
        capacity: z.number(),
        open: z.boolean(),
        outbox: backlog,
        /** Deliveries given up after ten attempts. */
        parked: z.number(),
        clocks: backlog,
      }),
    ),
    /** Of the isolate that answers: there may be others. */
    isolate: z.object({
      since: instant,
      /** Answers by the first digit of their status. */
      answers: z.array(z.object({ status: z.string(), count: z.number() })),
      slow: z.array(z.object({ sql: z.string(), times: z.number(), worstMs: z.number(), lastAt: instant })),
    }),
  }),
});
