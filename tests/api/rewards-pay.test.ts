import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as rewards from '../../workers/contract/rewards.ts';
import type { Route } from '../../workers/contract/route.ts';
import { countYears } from '../../workers/domain/rewards/figures.ts';
import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { approved, claimed, confirmedTip, type RewardWorld, rewardWorld } from '../support/rewards.ts';
import { lookUp, sendTip } from '../support/tips.ts';
import { app, clock, T0 } from '../support/world.ts';

/** Every key at any depth of an answer. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(inner)]);
}

async function paid(at: RewardWorld): Promise<void> {
  const tip = await confirmedTip(at);
  await approved(at, tip.id);
  const code = await claimed(at.world, tip.receipt);
  const { number } = await at.finance.call(rewards.findPayout, { code });
  await at.finance.call(rewards.pay, { code, number, reference: '凭证 9', signed: true });
}

test('the pay desk is blind: amount, number, its own words; every other door is closed', async () => {
  const at = await rewardWorld();
  const { world, finance } = at;
  await paid(at);
  const tip = await confirmedTip(at);
  const id = await approved(at, tip.id);
  const code = await claimed(world, tip.receipt);
  const answers = [
    await finance.send(rewards.findPayout, { code }),
    await finance.send(rewards.pay, { code, number: '2026-0002', reference: '凭证 10', signed: true }),
    await finance.send(rewards.payouts, {}),
  ];
  const { db } = await world.ctx();
  const [row] = await db.select().from(db.rows.reward).where(eq(db.rows.reward.id, id));
  const allowed = ['number', 'amount', 'withId', 'items', 'next', 'waiting', 'reference', 'paidDay', 'paidBy'];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(keysOf(JSON.parse(text)).filter((key) => !allowed.includes(key))).toEqual([]);
    for (const secret of [tip.id, id, row?.category, code, row?.proposedBy]) expect(text).not.toContain(secret);
  }
  const doors: [Route, Record<string, unknown>][] = [
    [rewards.ledger, {}],
    [rewards.ofTip, { tipId: tip.id }],
    [rewards.preview, { fine: 1 }],
    [rewards.decide, { id, version: 1, approve: true }],
  ];
  for (const [route, input] of doors) expect((await finance.send(route, input)).status).toBe(403);
  for (const who of [at.office.caller, at.approver]) {
    await expect(who.call(rewards.findPayout, { code })).rejects.toThrow('403 forbidden');
    await expect(who.call(rewards.payouts, {})).rejects.toThrow('403 forbidden');
  }
});

test('codes: a wrong one, a used one, another tenant’s, and one that never was are refused alike', async () => {
  const [at, other] = [await rewardWorld(), await rewardWorld()];
  const tip = await confirmedTip(at);
  await approved(at, tip.id);
  const code = await claimed(at.world, tip.receipt);
  const slip = `${code.slice(0, 13)}${(Number(code[13]) + 1) % 10}`;
  for (const wrong of [slip, newPayCode()]) {
    await expect(at.finance.call(rewards.findPayout, { code: wrong })).rejects.toThrow('404 code_unknown');
  }
  await expect(other.finance.call(rewards.findPayout, { code })).rejects.toThrow('404 code_unknown');
  await expect(
    at.finance.call(rewards.pay, { code, number: '2026-0009', reference: '凭证', signed: true }),
  ).rejects.toThrow('409 conflict');
  const race = await Promise.allSettled(
    [1, 2].map((n) =>
      at.finance.call(rewards.pay, { code, number: '2026-0001', reference: `凭证 ${n}`, signed: true }),
    ),
  );
  expect(race.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  const { db } = await at.world.ctx();
  const [row] = await db.select().from(db.rows.reward);
  expect(JSON.stringify(row)).not.toContain(code);
});

test('guessing at codes is slowed down', async () => {
  const { finance } = await rewardWorld();
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => finance.send(rewards.findPayout, { code: newPayCode() })),
  );
  expect(answers.filter((answer) => answer.status === 429).length).toBeGreaterThanOrEqual(5);
});

test('claims: nothing to claim, an unknown receipt, an old token, a receipt that others have seen', async () => {
  const at = await rewardWorld();
  const { world } = at;
  const [plain, tip] = [await sendTip(world), await confirmedTip(at)];
  await approved(at, tip.id);
  const claim = async (token: string) => world.public.call(rewards.claim, { token, code: newPayCode() });
  await expect(claim((await lookUp(world, plain.receipt)).token)).rejects.toThrow('409 wrong_state');
  const unknown = await lookUp(world, '00000000000000000000000098');
  expect(unknown.found).toBe(false);
  await expect(claim(unknown.token)).rejects.toThrow('401 receipt_expired');
  const { token } = await lookUp(world, tip.receipt);
  try {
    clock.now = T0 + 11 * 60_000;
    await expect(claim(token)).rejects.toThrow('401 receipt_expired');
  } finally {
    clock.now = T0;
  }
  const { db } = await world.ctx();
  await db.commit([db.update('tip', { mustChange: true }, (t) => eq(t.id, tip.id))], null);
  await expect(claim(token)).rejects.toThrow('409 must_change');
});

test('public statistics: counted by night, small counts hidden, sums after the year’s end, no script', async () => {
  const at = await rewardWorld();
  const { world } = at;
  await paid(at);
  const { db } = await world.ctx();
  const before = await world.public.call(rewards.statistics, {});
  expect(before).toMatchObject({ year: '2026', years: ['2026'], asOf: null, over: false });
  expect(await countYears(await world.ctx())).toBe(1);
  const now = await world.public.call(rewards.statistics, {});
  const gas = now.items.find((row) => row.category === 'gas');
  expect(gas).toMatchObject({ received: 'few', confirmed: 'few', paid: 'few', paidSum: 'withheld' });
  expect(now.total).toMatchObject({ received: 'few', paid: 'few', paidSum: 'withheld' });
  expect(now.asOf).toBe('2026-11-18');

  const figure = { year: '2025', day: '2026-11-17' };
  const row = (category: string, received: number, paidCount: number, paidSum: number) =>
    db.insert('yearlyFigure', { ...figure, category, received, confirmed: received, paid: paidCount, paidSum });
  await db.commit([row('gas', 20, 9, 2_700_000), row('fire', 3, 3, 900_000), row('mine', 40, 12, 9_876_543)], null);
  const past = await world.public.call(rewards.statistics, { year: '2025' });
  const of = (category: string) => past.items.find((item) => item.category === category);
  expect(of('fire')).toMatchObject({ received: 'few', paid: 'few', paidSum: 'withheld' });
  expect(of('gas')).toMatchObject({ received: 'withheld', paid: 'withheld', paidSum: 'withheld' });
  expect(of('mine')).toMatchObject({ received: 40, paid: 12, paidSum: 9_876_543 });
  expect(past.total).toMatchObject({ received: 63, paid: 24, paidSum: 13_476_543 });

  const page = await app.fetch(new Request(`http://anshao.test/${world.slug}/rewards/2025`));
  const text = await page.text();
  expect(page.status).toBe(200);
  expect(text).not.toContain('<script');
  expect(text).toContain('98,765.43');
  expect(text).toContain('少于 5');
  expect(text).not.toContain('9,000');
  for (const path of ['rewards', 'rewards/2026']) {
    expect((await app.fetch(new Request(`http://anshao.test/${world.slug}/${path}`))).status).toBe(200);
  }
  for (const path of ['rewards/1999', 'rewards/x']) {
    expect((await app.fetch(new Request(`http://anshao.test/${world.slug}/${path}`))).status).toBe(404);
  }
});
