import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ConflictError } from '../../db/errors.ts';
import { NO_EVENTS, nextEvent } from '../../workers/domain/events.ts';
import { checked } from '../support/guard.ts';
import { mintTenant } from '../support/world.ts';

test('rows of one tenant are not seen by another, though ids be known', async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const id = await a.unit('甲局');
  const { db } = await b.ctx();
  expect(await db.select().from(db.rows.unit).where(eq(db.rows.unit.id, id))).toEqual([]);
  await db.commit([db.update('unit', { name: '乙局' }, (u) => eq(u.id, id))], null);
  await db.commit([db.remove('unit', (u) => eq(u.id, id))], null);
  const own = (await a.ctx()).db;
  expect(await own.select({ name: own.rows.unit.name }).from(own.rows.unit)).toEqual([{ name: '甲局' }]);
});

test('a reference to another tenant’s row is refused by the database itself', async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const id = await a.unit('甲局');
  await expect(b.unit('乙所', 'street', id)).rejects.toThrow(/FOREIGN KEY/);
});

test('of two that read the same head exactly one commits; the loser leaves nothing', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  const racers = Array.from({ length: 30 }, async (_, i) => {
    const { write } = nextEvent(ctx, NO_EVENTS, {
      entity: 'x',
      entityId: '1',
      action: 'a',
      from: null,
      to: 'b',
      data: { i },
    });
    await ctx.db.commit([write, ctx.db.count('races', 'won', 1)], null);
  });
  const results = await Promise.allSettled(racers);
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(results.every((r) => r.status === 'fulfilled' || r.reason instanceof ConflictError)).toBe(true);
  expect(await ctx.db.select({ v: ctx.db.rows.counter.value }).from(ctx.db.rows.counter)).toEqual([{ v: 1 }]);
});

test('json_each inserts every row with its types, 500 a statement', async () => {
  const { db } = await (await mintTenant()).ctx();
  const rows = Array.from({ length: 1100 }, (_, i) => ({
    id: `u${i}`,
    kind: 'grid',
    name: `网格${i}`,
    shortName: '格',
    active: i % 2 === 0,
  }));
  const writes = db.insertMany('unit', rows);
  expect(writes).toHaveLength(3);
  await db.commit(writes, null);
  const kept = await db.select({ active: db.rows.unit.active }).from(db.rows.unit);
  expect(kept).toHaveLength(1100);
  expect(kept.filter((r) => r.active)).toHaveLength(550);
});

test('the guard refuses SQL that forgets the tenant', () => {
  expect(() => checked('SELECT * FROM hazard')).toThrow();
  expect(() => checked('UPDATE "tip" SET state = 1')).toThrow();
  expect(checked('SELECT * FROM hazard WHERE tenant_id = 1')).toBeTruthy();
});

test('a hazard cannot be merged into another tenant’s: the database refuses', async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const add = async (world: typeof a): Promise<string> => {
    const ctx = await world.ctx();
    const id = ctx.newId();
    const facts = { state: 'reported', level: 'general', source: 'grid', title: '堵塞', description: '' };
    const row = { id, seq: 1, number: '1', ...facts, createdAt: 1, updatedAt: 1, version: 0, eventHash: '' };
    await ctx.db.commit([ctx.db.insert('hazard', row)], null);
    return id;
  };
  const [own, foreign] = [await add(a), await add(b)];
  const { db } = await a.ctx();
  const merge = db.update('hazard', { mergedIntoId: foreign }, (h) => eq(h.id, own));
  await expect(db.commit([merge], null)).rejects.toThrow(/FOREIGN KEY/);
});
