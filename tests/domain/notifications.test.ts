import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { inbox, readAll, readNotice } from '../../workers/contract/desk.ts';
import { notifyWrites, type Recipient } from '../../workers/domain/notifications/notify.ts';
import { clock, mintTenant, Refused, T0, type World } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

async function send(world: World, to: Recipient[], title = '提醒'): Promise<void> {
  const ctx = await world.ctx();
  const notice = { to, kind: 'test', title, body: '内容', link: '/hazards/1' };
  await ctx.db.commit(await notifyWrites(ctx, notice), null);
}

test('a role with a unit reaches those whose grant covers it, each once, and no disabled person', async () => {
  const world = await mintTenant();
  const street = await world.unit('街道');
  const village = await world.unit('社区', 'village', street);
  const other = await world.unit('别处');
  const above = await world.person([
    { role: 'unit_handler', unitId: street },
    { role: 'unit_handler', unitId: village },
  ]);
  const whole = await world.person(['unit_handler']);
  const aside = await world.person([{ role: 'unit_handler', unitId: other }]);
  const gone = await world.person(['unit_handler']);
  const ctx = await world.ctx();
  await ctx.db.commit([ctx.db.update('person', { status: 'disabled' }, (p) => eq(p.id, gone.personId))], null);

  await send(world, [{ role: 'unit_handler', unitId: village }, { personId: above.personId }]);
  const got = async (person: typeof above) => (await person.call(inbox, {})).items.length;
  expect([await got(above), await got(whole), await got(aside)]).toEqual([1, 1, 0]);
  await send(world, [{ role: 'unit_handler' }, { unitId: other }]);
  expect([await got(above), await got(whole), await got(aside)]).toEqual([2, 2, 1]);
  const n = ctx.db.rows.notification;
  expect(await ctx.db.select({ id: n.id }).from(n).where(eq(n.personId, gone.personId))).toEqual([]);
});

test('a webhook row is written where the tenant asked for it, one a notice', async () => {
  const world = await mintTenant();
  await world.person(['leader']);
  await world.person(['leader']);
  const { db } = await world.ctx();
  const hooks = async () => db.select().from(db.rows.outbox);
  await send(world, [{ role: 'leader' }]);
  expect(await hooks()).toEqual([]);
  await db.commit([db.insert('setting', { key: 'notify.webhook', value: 'true', updatedAt: T0 })], null);
  await send(world, [{ role: 'leader' }]);
  expect(await hooks()).toMatchObject([{ channel: 'webhook' }]);
  await send(world, [{ role: 'auditor' }]);
  expect(await hooks()).toHaveLength(1);
});

test('the inbox pages from the newest, counts what is unread, and marks one or all as read', async () => {
  const world = await mintTenant();
  const me = await world.person(['leader']);
  const you = await world.person(['auditor']);
  for (let i = 1; i <= 5; i++) {
    clock.now = T0 + Math.floor(i / 2);
    await send(world, [{ personId: me.personId }, { personId: you.personId }], `第${i}条`);
  }
  const first = await me.call(inbox, { limit: 3 });
  const second = await me.call(inbox, { limit: 3, cursor: first.next! });
  expect([...first.items, ...second.items].map((n) => n.title)).toEqual(['第5条', '第4条', '第3条', '第2条', '第1条']);
  expect([first.unread, second.next]).toEqual([5, null]);

  await me.call(readNotice, { id: first.items[0]!.id });
  expect(await me.call(inbox, { unread: 'true' })).toMatchObject({ unread: 4, items: { length: 4 } });
  const theirs = (await you.call(inbox, {})).items[0]!.id;
  await expect(me.call(readNotice, { id: theirs })).rejects.toMatchObject(new Refused('not_found', 404));
  await me.call(readAll, {});
  expect((await me.call(inbox, {})).unread).toBe(0);
  expect((await you.call(inbox, {})).unread).toBe(5);
});
