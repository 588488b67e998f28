import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintTenantId, TenantDb } from '../../db/tenant-db.ts';
import * as receipts from '../../workers/contract/receipts.ts';
import { statusView } from '../../workers/contract/receipts.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { inbox } from '../../workers/domain/tips/inbox.ts';
import { STATUS_BYTES, tipStatus } from '../../workers/domain/tips/status.ts';
import { fromBase64, random, toBase64 } from '../../workers/protocol/bytes.ts';
import { newReceipt } from '../../workers/protocol/receipt.ts';
import { metered } from '../support/metered.ts';
import { phone } from '../support/receipts.ts';
import { lookUp, sendTip, tipOffice } from '../support/tips.ts';
import { mintTenant, platform, type World } from '../support/world.ts';

const answer = async (world: World, locator: string, auth: string) => {
  const response = await world.public.send(receipts.status, { locator, auth });
  return {
    status: response.status,
    text: await response.text(),
    headers: [...response.headers].map(([k]) => k).sort(),
  };
};
const far = (first: number) => {
  const bytes = random(16);
  bytes[0] = first;
  return toBase64(bytes);
};

test('right, wrong and unknown receipts get answers of the same size, status and headers', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const sent = [await sendTip(world), await sendTip(world), await sendTip(world)];
  const { locator, auth } = sent[0]!.payload;
  await office.open(sent[1]!.payload.id);
  const opened = await office.open(sent[2]!.payload.id);
  const reason = '“经现场核查”\n通道已清空，\\ 未见堆放。'.repeat(20);
  await office.caller.call(tipDesk.refuseTip, { id: sent[2]!.payload.id, version: opened.version, reason });
  const answers = [
    await answer(world, locator, auth),
    await answer(world, sent[1]!.payload.locator, sent[1]!.payload.auth),
    await answer(world, sent[2]!.payload.locator, sent[2]!.payload.auth),
    await answer(world, locator, toBase64(random(32))),
    await answer(world, sent[1]!.payload.locator, auth),
    await answer(world, far(0), auth),
    await answer(world, far(255), auth),
    await answer(world, 'AA', 'AA'),
  ];
  expect(new Set(answers.map((a) => new TextEncoder().encode(a.text).length))).toEqual(new Set([STATUS_BYTES]));
  expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
  expect(new Set(answers.map((a) => a.headers.join())).size).toBe(1);
  const views = answers.map((a) => statusView.parse(JSON.parse((JSON.parse(a.text) as { padded: string }).padded)));
  expect(views.map((v) => v.found)).toEqual([true, true, true, false, false, false, false, false]);
  for (const view of views.slice(3)) expect(view).toEqual({ ...view, proof: '', reporterWrapped: '', steps: [] });
  expect(views[2]!.steps.at(-1)).toMatchObject({ key: 'not_established', done: true, note: reason });
});

test('… and cost the database the same statements and rows', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const sent = await sendTip(world);
  const ctx = await world.ctx({ kind: 'public' });
  const cost = async (locator: string, auth: string) => {
    const seen = { statements: 0, rows: 0 };
    const d1 = metered(platform.cells.get('00')!.db, seen);
    await tipStatus({ ...ctx, db: new TenantDb(d1, mintTenantId(world.no)) }, { locator, auth });
    return seen;
  };
  const { locator, auth } = sent.payload;
  // The tenant's settings are kept for seconds, whoever asked first.
  await cost(locator, auth);
  const right = await cost(locator, auth);
  expect(right.statements).toBeGreaterThan(5);
  expect(await cost(locator, toBase64(random(32)))).toEqual(right);
  expect(await cost(far(0), auth)).toEqual(right);
  expect(await cost(far(255), auth)).toEqual(right);
  // The inbox of an unknown receipt's token: as many statements, and the rows of the neighbour.
  const inboxCost = async (token: string) => {
    const seen = { statements: 0, rows: 0 };
    const d1 = metered(platform.cells.get('00')!.db, seen);
    await inbox({ ...ctx, db: new TenantDb(d1, mintTenantId(world.no)) }, { token });
    return seen;
  };
  const { token } = await lookUp(world, sent.receipt);
  await (await phone(world, sent.receipt)).reply('三层');
  await inboxCost(token);
  const known = await inboxCost(token);
  expect(known.rows).toBeGreaterThan(2);
  for (let n = 0; n < 4; n++) expect(await inboxCost((await lookUp(world, newReceipt())).token)).toEqual(known);
});

test('among many tips an unknown receipt costs what its neighbour costs', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const tips = [];
  for (let n = 0; n < 4; n++) tips.push(await sendTip(world));
  for (const { payload } of tips.slice(1, 3)) await office.open(payload.id);
  const ctx = await world.ctx({ kind: 'public' });
  const cost = async (locator: string) => {
    const seen = { statements: 0, rows: 0 };
    const d1 = metered(platform.cells.get('00')!.db, seen);
    await tipStatus({ ...ctx, db: new TenantDb(d1, mintTenantId(world.no)) }, { locator, auth: toBase64(random(32)) });
    return seen;
  };
  const before = (locator: string) => {
    const bytes = fromBase64(locator);
    bytes[15]! ^= 1;
    return toBase64(bytes);
  };
  const sorted = tips.map((tip) => tip.payload.locator).toSorted();
  await cost(sorted[0]!);
  for (const [n, locator] of sorted.entries()) {
    const near = before(locator);
    const neighbour = near < locator ? locator : (sorted[n + 1] ?? locator);
    const right = await cost(neighbour);
    const unknown = await cost(near);
    expect(unknown.statements).toBe(right.statements);
    // At either end of the index one direction has nothing to read, for a known receipt as for an unknown one.
    expect(Math.abs(unknown.rows - right.rows)).toBeLessThanOrEqual(1);
  }
});

test('the steps follow the hazard, to the day, with the promised day of the next one', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { db } = await world.ctx();
  const policy = {
    entity: 'hazard',
    match: '{}',
    amount: 3,
    unit: 'day',
    warnBefore: 0,
    escalateAfter: '[]',
    basis: 'x',
  };
  const policies = ['accept', 'verify', 'rectify'].map((kind) =>
    db.insert('slaPolicy', { id: kind, kind, ...policy, basisChecked: true, effectiveFrom: '2025-01-01' }),
  );
  await db.commit(policies, null);
  const { payload, receipt } = await sendTip(world);
  const keys = async () => (await lookUp(world, receipt)).steps.map((s) => [s.key, s.done, s.day, s.promisedDay]);
  expect(await keys()).toEqual([
    ['received', true, '2026-11-18', null],
    ['verifying', false, null, '2026-11-21'],
    ['confirmed', false, null, '2026-11-21'],
    ['rectifying', false, null, null],
    ['closed', false, null, null],
  ]);
  const { version, hazardId } = await office.open(payload.id);
  const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
  const brief = {
    title: '楼道堆放液化气瓶',
    summary: '三楼楼道存放液化气瓶',
    level: 'major' as const,
    checked: [...checked],
  };
  await office.caller.call(tipDesk.brief, { id: payload.id, version, ...brief });
  expect((await keys()).slice(1, 3)).toEqual([
    ['verifying', true, '2026-11-18', null],
    ['confirmed', true, '2026-11-18', null],
  ]);
  const other = await world.person(['unit_handler']);
  for (const [state, done] of [
    ['assigned', 3],
    ['submitted', 4],
    ['closed', 5],
    ['returned', 3],
  ] as const) {
    const people = { rectifiedBy: other.personId, verifierId: office.caller.personId };
    await db.commit([db.update('hazard', { state, ...people }, (h) => eq(h.id, hazardId))], null);
    expect((await keys()).filter((s) => s[1])).toHaveLength(done);
  }
  const view = await lookUp(world, receipt);
  expect(view).toMatchObject({ found: true, proof: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
  expect(JSON.stringify(view)).not.toMatch(/T\d\d:\d\d|液化气/);
  expect((await lookUp(world, newReceipt())).found).toBe(false);
});
