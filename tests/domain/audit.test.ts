import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Write } from '../../db/tenant-db.ts';
import { auditChain } from '../../workers/contract/settings.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { type Head, NO_EVENTS, nextEvent } from '../../workers/domain/events.ts';
import { addHazard } from '../support/clocks.ts';
import { clock, mintTenant, platform, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

/** All stretches of the audit, as the page walks them. */
async function audit(ctx: Ctx) {
  let checked = 0;
  let cursor: string | undefined;
  for (;;) {
    const part = await auditEvents(ctx, { cursor });
    checked += part.checked;
    if (part.broken || part.next === null) return { checked, broken: part.broken };
    cursor = part.next;
  }
}

async function steps(ctx: Ctx, id: string, count: number): Promise<void> {
  const { hazard } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ version: hazard.version, eventHash: hazard.eventHash })
    .from(hazard)
    .where(eq(hazard.id, id));
  let head: Head = row ?? NO_EVENTS;
  const writes: Write[] = [];
  for (let i = 0; i < count; i++) {
    const body = {
      entity: 'hazard',
      entityId: id,
      action: 'note',
      from: 'reported',
      to: 'reported',
      data: { i, 说明: '现场' },
    };
    const next = nextEvent(ctx, head, body);
    head = next.head;
    writes.push(next.write);
  }
  await ctx.db.commit([...writes, ctx.db.update('hazard', { ...head }, (h) => eq(h.id, id))], null);
}

/** What somebody with the database in hand could do: the append-only trigger is taken off and put back. */
async function tamper(no: number, id: string, seq: number, set: string): Promise<void> {
  const d1 = platform.cells.get('00')!.db;
  const trigger = await d1
    .prepare("SELECT sql FROM sqlite_master WHERE name = 'event_no_update'")
    .first<{ sql: string }>();
  await d1.prepare('DROP TRIGGER event_no_update').run();
  await d1.prepare(`UPDATE event SET ${set} WHERE tenant_id = ? AND entity_id = ? AND seq = ?`).bind(no, id, seq).run();
  await d1.prepare(trigger!.sql).run();
}

test('an unbroken ledger is walked in stretches to its end', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  const id = await addHazard(ctx);
  for (let i = 0; i < 11; i++) await steps(ctx, id, 200);
  await addHazard(ctx);
  expect(await audit(ctx)).toEqual({ checked: 2202, broken: null });
  const auditor = await world.person(['auditor']);
  const first = await auditor.call(auditChain, {});
  expect(first).toMatchObject({ checked: 2000, broken: null });
  expect(await auditor.call(auditChain, { cursor: first.next! })).toMatchObject({ checked: 202, broken: null });
});

test.each([
  ["data = replace(data, '现场', '现杨')", 3, 3],
  ["data = replace(data, ':', ': ')", 3, 3],
  ["data = 'no json'", 2, 2],
  ['at = at + 1', 4, 4],
  ["actor = 'person:x'", 1, 1],
  ["hash = replace(hash, substr(hash, 1, 1), 'g')", 2, 2],
])('altered: %s of event %i is named', async (set, seq, named) => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  const id = await addHazard(ctx);
  await steps(ctx, id, 4);
  await addHazard(ctx);
  await tamper(world.no, id, seq, set);
  expect((await audit(ctx)).broken).toEqual({ entity: 'hazard', entityId: id, seq: named });
});

test('a missing event, a ledger cut short, and a state row set back are named', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  const remove = (id: string, seq: number) =>
    platform.cells
      .get('00')!
      .db.prepare('DELETE FROM event WHERE tenant_id = ? AND entity_id = ? AND seq = ?')
      .bind(world.no, id, seq)
      .run();
  const [a, b] = [await addHazard(ctx), await addHazard(ctx)];
  await steps(ctx, a, 3);
  // The whole head of event 3, so that only the event behind it tells.
  const e = ctx.db.rows.event;
  const third = ctx.db
    .select({ hash: e.hash })
    .from(e)
    .where(and(eq(e.entityId, a), eq(e.seq, 3)));
  const [{ hash }] = (await third) as [{ hash: string }];
  await ctx.db.commit([ctx.db.update('hazard', { version: 3, eventHash: hash }, (h) => eq(h.id, a))], null);
  expect((await audit(ctx)).broken).toEqual({ entity: 'hazard', entityId: a, seq: 4 });
  await remove(a, 4);
  expect((await audit(ctx)).broken).toBeNull();
  await remove(a, 3);
  expect((await audit(ctx)).broken).toEqual({ entity: 'hazard', entityId: a, seq: 3 });
  await steps(ctx, a, 1);
  await remove(a, 2);
  expect((await audit(ctx)).broken).toEqual({ entity: 'hazard', entityId: a, seq: 4 });
  await remove(b, 1);
  await remove(a, 1);
  await remove(a, 4);
  expect((await audit(ctx)).broken).toEqual({ entity: 'hazard', entityId: a, seq: 4 });
});
