import type { NewRow } from '../../db/tenant-db.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { NO_EVENTS, nextEvent } from '../../workers/domain/events.ts';
import { forgetCalendar } from '../../workers/http/calendar.ts';
import { platform } from './world.ts';

/** Days of 2026 around the National Day that differ from Monday–Friday, enough for these tests. */
export const DAYS_2026: Record<string, boolean> = {
  '2026-01-01': false,
  '2026-01-02': false,
  '2026-01-04': true,
  '2026-10-01': false,
  '2026-10-02': false,
  '2026-10-05': false,
  '2026-10-06': false,
  '2026-10-07': false,
  '2026-10-10': true,
};
export const DAYS_2027: Record<string, boolean> = { '2027-01-01': false };

export async function loadYear(days: Record<string, boolean>): Promise<void> {
  const insert = platform.directory.prepare(
    "INSERT OR REPLACE INTO calendar_day (day, working, name, source) VALUES (?, ?, '测试', '测试')",
  );
  await platform.directory.batch(Object.entries(days).map(([day, working]) => insert.bind(day, working ? 1 : 0)));
  forgetCalendar();
}

export async function unloadYear(year: number): Promise<void> {
  await platform.directory.prepare('DELETE FROM calendar_day WHERE day LIKE ?').bind(`${year}-%`).run();
  forgetCalendar();
}

export async function addPolicy(ctx: Ctx, over: Partial<NewRow<'slaPolicy'>> = {}): Promise<void> {
  const row = {
    id: 'policy-rectify',
    entity: 'hazard',
    kind: 'rectify',
    match: '{}',
    amount: 15,
    unit: 'day',
    warnBefore: 3,
    escalateAfter: '[]',
    basis: '测试依据',
    basisChecked: true,
    effectiveFrom: '2020-01-01',
    priority: 0,
    ...over,
  };
  await ctx.db.commit([ctx.db.insert('slaPolicy', row)], null);
}

let seq = 0;
/** A hazard with its first event, as a report leaves it. */
export async function addHazard(ctx: Ctx, over: Partial<NewRow<'hazard'>> = {}): Promise<string> {
  const id = ctx.newId();
  seq += 1;
  const body = { entity: 'hazard', entityId: id, action: 'report', from: null, to: 'reported', data: { seq } };
  const { write, head } = nextEvent(ctx, NO_EVENTS, body);
  const row = {
    id,
    seq,
    number: `2026-${seq}`,
    state: 'reported',
    level: 'general',
    source: 'grid',
    title: '消防通道被堵',
    description: '二楼东侧堆放杂物',
    createdAt: ctx.now,
    updatedAt: ctx.now,
    ...head,
    ...over,
  };
  await ctx.db.commit([write, ctx.db.insert('hazard', row)], null);
  return id;
}
