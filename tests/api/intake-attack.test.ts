import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { security } from '../../workers/contract/retention.ts';
import { tipForm } from '../../workers/domain/tips/form.ts';
import { sendTip } from '../../workers/domain/tips/send.ts';
import { floodLevel } from '../../workers/domain/tips/settings.ts';
import { purgeExpired } from '../../workers/domain/upkeep/expired.ts';
import { ITERATIONS, tipClient, tipOffice } from '../support/tips.ts';
import { clock, mintTenant, opener, T0 } from '../support/world.ts';

/** The number the puzzle asks for lies in the challenge's signature; the range is what the tenant pays for. */
async function tries(arrivals: number): Promise<number> {
  const world = await mintTenant();
  await tipOffice(world);
  const { db } = await world.ctx();
  const value = JSON.stringify({ cost: 10, from: 4, to: 4 });
  await db.commit([db.update('setting', { value }, (s) => eq(s.key, 'tip.work'))], null);
  const { solve } = await import('../../workers/protocol/work.ts');
  const { challenge } = await tipForm(await world.ctx({ kind: 'public' }), arrivals);
  return (await solve(challenge)).solution.counter;
}

test('each doubling of a flood doubles the puzzle, up to the tenant’s limit', async () => {
  const ctx = await (await mintTenant()).ctx();
  const levels = [0, 10, 30, 31, 60, 61, 120, 240, 480, 481, 100_000].map((n) => floodLevel(ctx, n));
  expect(await Promise.all(levels)).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 4]);
  const { db } = ctx;
  const value = JSON.stringify({ perMinute: 100, maxLevel: 2 });
  await db.commit([db.insert('setting', { key: 'tip.flood', value, updatedAt: 0 })], null);
  expect(await floodLevel(ctx, 90)).toBe(0);
  expect(await floodLevel(ctx, 1000)).toBe(2);
  expect(await tries(0)).toBe(4);
  expect(await tries(100)).toBe(16);
});

test('in a flood every tip is taken, marked, and the desk is told once an hour', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const client = tipClient(world);
  for (const arrivals of [5, 200, 200, 200]) {
    const { payload } = await client.prepare({ iterations: ITERATIONS });
    const ctx = await world.ctx({ kind: 'public' });
    await sendTip(ctx, { ...payload, channel: 'web' } as never, arrivals);
  }
  const { db } = await world.ctx();
  const { tip, notification } = db.rows;
  const tips = await db.select({ surge: tip.surge }).from(tip).orderBy(tip.seq);
  expect(tips.map((t) => t.surge)).toEqual([false, true, true, true]);
  const kinds = await db
    .select({ kind: notification.kind })
    .from(notification)
    .where(eq(notification.personId, office.caller.personId));
  const told = kinds.map((n) => n.kind).filter((kind) => kind.startsWith('tip.'));
  expect(told.sort()).toEqual(['tip.flood', 'tip.received']);
});

test('refusals are counted by the hour, without whom; and forgotten when their time is over', async () => {
  clock.now = T0;
  const world = await mintTenant();
  const office = await tipOffice(world);
  const client = tipClient(world);
  const { payload } = await client.prepare({ iterations: ITERATIONS });
  for (let n = 0; n < 3; n++) {
    const spoiled = { ...payload, formHash: 'a'.repeat(64) };
    await expect(client.post(spoiled, `spoiled-${n}-0123456789`)).rejects.toThrow('422 envelope_invalid');
  }
  await opener.security.flush();
  const leader = await world.person(['leader']);
  const { items, keptDays } = await leader.call(security, {});
  expect(items).toEqual([{ day: '2026-11-18', kind: 'tips.send:envelope_invalid', value: 3 }]);
  expect(keptDays).toBe(180);
  await expect(office.caller.call(security, {})).rejects.toThrow('403 forbidden');
  clock.now = T0 + 181 * 86_400_000;
  await purgeExpired(await world.ctx());
  const { db } = await world.ctx();
  expect(await db.select().from(db.rows.securityCount)).toEqual([]);
  clock.now = T0;
});
