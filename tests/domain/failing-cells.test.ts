import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../workers/app.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { tenants } from '../../workers/contract/platform.ts';
import { form } from '../../workers/contract/tips.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { outboxWrite } from '../../workers/domain/outbox/write.ts';
import { Opener } from '../../workers/http/opener.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import type { Platform } from '../../workers/platform.ts';
import { operator } from '../support/operator.ts';
import { clock, mintTenant, platform, requestOf, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});
afterEach(() => {
  vi.useRealTimers();
});

const AWAY: Readonly<Record<string, () => Promise<never>>> = {
  throws: () => Promise.reject(new Error('D1_ERROR: Network connection lost.')),
  hangs: () => new Promise<never>(() => undefined),
};

/** The platform with one cell that answers nothing. */
function without(cell: string, answer: () => Promise<never>): Platform {
  const statement = { bind: () => statement, all: answer, run: answer, raw: answer, first: answer };
  const gone = { prepare: () => statement, batch: answer } as unknown as D1Database;
  const cells = new Map([...platform.cells].map(([no, c]) => [no, no === cell ? { db: gone, search: gone } : c]));
  return { ...platform, cells, buckets: undefined };
}

/** Lets the minutes pass that somebody is waited for. */
async function patiently<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const end = work.finally(() => {
    done = true;
  });
  while (!done) await vi.advanceTimersByTimeAsync(5_000);
  return end;
}
const waiting = async ({ db }: Ctx): Promise<number> => (await db.select().from(db.rows.outbox)).length;
const leave = async (ctx: Ctx) => ctx.db.commit([outboxWrite(ctx, 'mail', { a: 1 })], null);

test.each(Object.keys(AWAY))(
  'a cell that %s: its own districts are told to come back, the others notice nothing',
  async (how) => {
    const [here, there] = [await mintTenant('00'), await mintTenant('01')];
    const [mine, theirs] = [await here.person(['commission_office']), await there.person(['commission_office'])];
    const op = await operator();
    const app = createApp(new Opener(without('01', AWAY[how]!)));
    const ask = (...args: Parameters<typeof requestOf>) => Promise.resolve(app.fetch(requestOf(...args)));
    const report = { title: '消防通道被堵', source: 'grid' };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const [route, input] of [
      [hazards.queue, {}],
      [hazards.report, report],
      [form, {}],
    ] as const) {
      const token = route.app === 'public' ? '' : theirs.token;
      const answer = await patiently(ask(route, input, there.slug, token, `key-of-a-command-${how}`));
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
      expect(((await answer.json()) as { code: string }).code).toBe('unavailable');
      const other = await patiently(ask(route, input, here.slug, token && mine.token, `key-of-a-command-${how}`));
      expect([200, 409]).toContain(other.status);
      await other.body?.cancel();
    }
    const listed = await patiently(ask(tenants, {}, '', op.token, ''));
    expect(listed.status).toBe(200);
  },
);

test.each(Object.keys(AWAY))('a cell that %s: minute and night go on with the others', async (how) => {
  const worlds = [await mintTenant('00'), await mintTenant('01')] as const;
  const [here, there] = [await worlds[0].ctx(), await worlds[1].ctx()];
  const opener = new Opener(without('01', AWAY[how]!));
  for (const cron of ['* * * * *', NIGHTLY]) {
    await leave(here);
    await leave(there);
    clock.now += 61_000;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await patiently(runCron(opener, cron));
    vi.useRealTimers();
    expect(await waiting(here)).toBe(0);
  }
  // When it is back, its own work is done: nothing was lost meanwhile.
  expect(await waiting(there)).toBe(2);
  await runCron(new Opener(platform), '* * * * *');
  expect(await waiting(there)).toBe(0);
});
