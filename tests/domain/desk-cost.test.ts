import { expect, test } from 'vitest';
import { mintTenantId, TenantDb } from '../../db/tenant-db.ts';
import type { Grant } from '../../workers/contract/access.ts';
import type { InputOf } from '../../workers/contract/route.ts';
import type * as contract from '../../workers/contract/tip-desk.ts';
import type { Actor, Ctx } from '../../workers/domain/context.ts';
import { recountTips } from '../../workers/domain/tips/counters.ts';
import { tipDesk } from '../../workers/domain/tips/desk.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { metered } from '../support/metered.ts';
import { mintTenant, platform, type World } from '../support/world.ts';

const HASH = 'f'.repeat(64);
const UNIT = 'unit-1';

/** The pattern of these tips repeats: what a page finds at the head of the list is the same however many lie behind it. */
const PERIOD = 910;
/** Tips `from` to `to` of all desks, most of them decided, one in ten from a flood. */
async function fill(world: World, from: number, to: number): Promise<void> {
  const { db, now } = await world.ctx();
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  const head = { version: 1, eventHash: HASH };
  const hazards = numbers.map((n) => ({
    ...{ id: `h${n}`, seq: n, number: `2026-${n}`, state: 'reported', level: 'general', source: 'tip', restricted: 1 },
    ...{ title: '群众举报', description: '', createdAt: now, updatedAt: now, ...head },
  }));
  const tips = numbers.map((n) => {
    const flood = n % 10 === 9;
    const state = flood ? 'received' : n % 10 < 7 ? 'not_established' : n % 10 === 7 ? 'opened' : 'confirmed';
    return {
      ...{ id: `t${n}`, hazardId: `h${n}`, seq: n, state, track: 'anonymous', category: 'fire', danger: false },
      ...{
        casualty: false,
        day: '2026-11-18',
        locator: `l${n}`,
        authMac: HASH,
        formHash: HASH,
        envelope: '密'.repeat(300),
      },
      ...{
        reporterPublic: 'p',
        reporterWrapped: 'w',
        digest: HASH,
        proof: 'j',
        surge: flood,
        priority: flood ? -1 : 0,
      },
      desk: n % 13 === 0 ? 'discipline' : n % 10 === 7 ? `verification:${UNIT}` : 'intake',
      kind: n % 7 === 3 ? 'petition' : 'hazard',
      unread: n % 7 === 0 ? 1 : 0,
      ...head,
    };
  });
  await db.commit([...db.insertMany('hazard', hazards), ...db.insertMany('tip', tips)], null);
  await reconcileCounters(await world.ctx());
}

const INPUTS: Record<string, Partial<InputOf<typeof contract.desk>>> = {
  all: {},
  state: { state: 'opened' },
  kind: { kind: 'petition' },
  unread: { unread: true },
  fold: { fold: '2026-11-18|fire|' },
};
const GRANTS: Record<string, Grant[]> = {
  office: [{ role: 'tip_office', unitId: '' }],
  both: [
    { role: 'tip_office', unitId: '' },
    { role: 'discipline', unitId: '' },
  ],
  discipline: [{ role: 'discipline', unitId: '' }],
  verifier: [{ role: 'tip_verifier', unitId: UNIT }],
};

/** Rows read by the first page and by the one behind it, for each kind of officer and each filter. */
async function costs(world: World): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [who, grants] of Object.entries(GRANTS)) {
    const actor: Actor = { kind: 'person', personId: 'p', sessionId: 's', grants };
    for (const [what, input] of Object.entries(INPUTS)) {
      const seen = { statements: 0, rows: 0 };
      const db = new TenantDb(metered(platform.cells.get('00')!.db, seen), mintTenantId(world.no));
      const ctx: Ctx = { ...(await world.ctx(actor)), db };
      const { next } = await tipDesk(ctx, { limit: 5, ...input });
      if (next) await tipDesk(ctx, { limit: 5, ...input, cursor: next });
      found[`${who} ${what}`] = seen.rows;
    }
  }
  return found;
}

test('two pages of the desk cost the same among two thousand tips as among six thousand', async () => {
  const world = await mintTenant();
  await fill(world, 1, 2 * PERIOD + 1);
  const before = await costs(world);
  await fill(world, 2 * PERIOD + 1, 6 * PERIOD + 1);
  expect(await costs(world)).toEqual(before);
  for (const rows of Object.values(before)) expect(rows).toBeLessThan(250);
});

test('a flood stands folded, counted without counting; the rest comes in order, each once', async () => {
  const world = await mintTenant();
  await fill(world, 1, 301);
  const ctx = await world.ctx();
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await tipDesk(ctx, { limit: 40, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.folds.map((f) => [f.key, f.count])).toEqual(cursor === undefined ? [['2026-11-18|fire|', 30]] : []);
    ids.push(...page.items.map((tip) => tip.id));
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  const expected = Array.from({ length: 300 }, (_, i) => 300 - i).filter((n) => n % 10 !== 9);
  expect(ids).toEqual(expected.map((n) => `t${n}`));
  const folded = await tipDesk(ctx, { limit: 100, fold: '2026-11-18|fire|' });
  expect(folded.items).toHaveLength(30);
  await expect(tipDesk(ctx, { limit: 10, fold: 'nonsense' })).rejects.toThrow('bad_request');
  const real = await recountTips(ctx);
  const counted = ['intake', 'discipline'].map((desk) => real.get(`tip.fold\n${desk}|2026-11-18|fire|`));
  expect(counted).toEqual([27, 3]);
});
