import { eq } from 'drizzle-orm';
import { beforeEach, expect, test, vi } from 'vitest';
import type { NewRow } from '../../db/tenant-db.ts';
import { clockWrites } from '../../workers/domain/clocks/change.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { counterWrites } from '../../workers/domain/hazards/counters.ts';
import { inbox } from '../../workers/domain/notifications/inbox.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { addHazard, addPolicy, DAYS_2026, DAYS_2027, loadYear, unloadYear } from '../support/clocks.ts';
import { clock, mintTenant, opener, T0 } from '../support/world.ts';

const DAY = 86_400_000;
const night = () => runCron(opener, NIGHTLY);
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
  await loadYear(DAYS_2027);
});

async function store(ctx: Ctx, id: string, age: number, over: Partial<NewRow<'blob'>> = {}): Promise<string> {
  const objectKey = `t${ctx.tenant.no}/${id}`;
  await ctx.ports.blobs.put(objectKey, new Uint8Array([1]), 'image/jpeg');
  const row = { id, objectKey, purpose: 'evidence', mediaType: 'image/jpeg', size: 1, sha256: '', createdBy: 'x' };
  await ctx.db.commit([ctx.db.insert('blob', { ...row, createdAt: ctx.now - age, ...over })], null);
  return objectKey;
}

test('uploads nobody claimed within a day go, row and object; claimed and fresh ones stay', async () => {
  const ctx = await (await mintTenant()).ctx();
  const old = await store(ctx, 'old', 25 * 3_600_000);
  const fresh = await store(ctx, 'fresh', 23 * 3_600_000);
  const claimed = await store(ctx, 'claimed', 9 * DAY, { attachedTo: 'hazard:1' });
  const photo = `t${ctx.tenant.no}/photo`;
  await ctx.ports.blobs.put(photo, new Uint8Array([1]), 'application/octet-stream');
  const tipPhoto = { id: 'p', objectKey: photo, size: 1, sha256: '', uploadHash: '', day: '2026-11-16' };
  await ctx.db.commit([ctx.db.insert('tipAttachment', { ...tipPhoto, createdAt: T0 - 2 * DAY })], null);
  await night();
  const there = await Promise.all([old, fresh, claimed, photo].map((key) => ctx.ports.blobs.get(key)));
  expect(there.map((o) => o !== undefined)).toEqual([false, true, true, false]);
  const { blob, tipAttachment, outbox } = ctx.db.rows;
  expect(await ctx.db.select({ id: blob.id }).from(blob).orderBy(blob.id)).toEqual([
    { id: 'claimed' },
    { id: 'fresh' },
  ]);
  expect(await ctx.db.select({ id: tipAttachment.id }).from(tipAttachment)).toEqual([]);
  expect(await ctx.db.select({ id: outbox.id }).from(outbox)).toEqual([]);
});

test('an object claimed in the last moment keeps its bytes', async () => {
  const ctx = await (await mintTenant()).ctx();
  const key = await store(ctx, 'late', 2 * DAY, { attachedTo: 'hazard:1' });
  const order = { id: 'o', channel: 'objects', payload: JSON.stringify({ keys: [key] }), createdAt: T0, nextAt: T0 };
  await ctx.db.commit([ctx.db.insert('outbox', order)], null);
  await night();
  expect(await ctx.ports.blobs.get(key)).toBeDefined();
});

test('spent proofs, old sessions and invitations, and commands of last week are purged', async () => {
  const world = await mintTenant();
  const { personId } = await world.person(['leader']);
  const { db } = await world.ctx();
  const session = { personId, refreshHash: 'x', label: 'x', createdAt: 0, lastUsedAt: 0 };
  const command = { actor: 'public', route: 'x', requestHash: 'x', answer: '' };
  const invitation = { personId, kind: 'invite', createdBy: 'x', createdAt: 0 };
  await db.commit(
    [
      db.insert('spentProof', { signature: 'old', expiresAt: T0 - 1 }),
      db.insert('spentProof', { signature: 'new', expiresAt: T0 + 1 }),
      db.insert('session', { ...session, id: 'old', expiresAt: T0 - 1 }),
      db.insert('session', { ...session, id: 'new', expiresAt: T0 + 1 }),
      db.insert('invitation', { ...invitation, id: 'old', tokenHash: 'a', expiresAt: T0 - 8 * DAY }),
      db.insert('invitation', { ...invitation, id: 'new', tokenHash: 'b', expiresAt: T0 - 6 * DAY }),
      ...db.insertMany(
        'command',
        Array.from({ length: 4_500 }, (_, i) => ({ ...command, key: `old${i}`, at: T0 - 8 * DAY + i })),
      ),
      db.insert('command', { ...command, key: 'new', at: T0 - 6 * DAY }),
    ],
    null,
  );
  await night();
  const { spentProof, session: s, invitation: i, command: c } = db.rows;
  expect(await db.select({ k: spentProof.signature }).from(spentProof)).toEqual([{ k: 'new' }]);
  expect(await db.select({ k: s.id }).from(s)).toEqual([{ k: 'new' }]);
  expect(await db.select({ k: i.id }).from(i)).toEqual([{ k: 'new' }]);
  expect(await db.select({ k: c.key }).from(c)).toEqual([{ k: 'new' }]);
});

test('counters that differ from their rows are mended and logged', async () => {
  const ctx = await (await mintTenant()).ctx();
  const empty = { ownerUnitId: null, placeUnitId: null, closedAt: null };
  const row = { state: 'reported', restricted: 0, createdAt: ctx.now, ...empty };
  await addHazard(ctx);
  await addHazard(ctx);
  await ctx.db.commit([...counterWrites(ctx, [[null, row]]), ctx.db.count('hazard.state', 'closed', 3)], null);
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  await night();
  spy.mockRestore();
  const c = ctx.db.rows.counter;
  const rows = await ctx.db.select({ b: c.bucket, v: c.value }).from(c).where(eq(c.name, 'hazard.state'));
  expect(rows).toEqual([
    { b: 'closed', v: 0 },
    { b: 'reported', v: 2 },
  ]);
  const mine = lines.map((l) => JSON.parse(l) as Record<string, unknown>).filter((l) => l.tenant === ctx.tenant.no);
  expect(mine).toContainEqual({
    level: 'warn',
    job: 'counters',
    tenant: ctx.tenant.no,
    name: 'hazard.state',
    bucket: 'closed',
    delta: -3,
  });
  expect(mine.every((l) => l.job === 'counters')).toBe(true);
});

test('the night computes clocks whose year has come, and tells the administrators once that one is missing', async () => {
  await unloadYear(2027);
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  clock.now = Date.parse('2026-10-31T15:00:00Z');
  const titles = async () => (await inbox(await world.ctx(admin.actor), { limit: 20 })).items.map((n) => n.title);
  await night();
  expect(await titles()).toEqual([]);
  clock.now = Date.parse('2026-12-30T02:00:00Z');
  const ctx = await world.ctx();
  await addPolicy(ctx, { unit: 'working_day', amount: 5 });
  const id = await addHazard(ctx);
  const { writes } = await clockWrites(ctx, 'hazard', id, { start: [{ kind: 'rectify', facts: {} }] });
  await ctx.db.commit(writes, null);
  await night();
  await night();
  expect(await titles()).toEqual(['2027 年放假安排尚未导入']);
  await loadYear(DAYS_2027);
  await night();
  const c = ctx.db.rows.clock;
  expect(await ctx.db.select({ due: c.dueAt }).from(c)).toEqual([{ due: Date.parse('2027-01-07T23:59:59.999+08:00') }]);
});
