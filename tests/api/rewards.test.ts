import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inbox } from '../../workers/contract/desk.ts';
import * as rewards from '../../workers/contract/rewards.ts';
import { ledger } from '../../workers/contract/settings.ts';
import { DAY_MS } from '../../workers/domain/clocks/days.ts';
import { lapseRewards } from '../../workers/domain/rewards/lapse.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { approved, claimed, confirmedTip, FINE, merged, type RewardWorld, rewardWorld } from '../support/rewards.ts';
import { lookUp, sendTip } from '../support/tips.ts';
import { clock, T0, type World } from '../support/world.ts';

const titles = async (who: RewardWorld['finance']) => (await who.call(inbox, {})).items.map((n) => n.title);
const counters = async (world: World, name: string) => {
  const { db } = await world.ctx();
  const c = db.rows.counter;
  const rows = await db.select().from(c).where(eq(c.name, name));
  return Object.fromEntries(rows.filter((r) => r.value !== 0).map((r) => [r.bucket, r.value]));
};

test('the whole life: proposed, approved by another, shown at the receipt, claimed twice, paid once', async () => {
  const at = await rewardWorld();
  const { world, office, approver, finance } = at;
  const tip = await confirmedTip(at);
  expect((await office.caller.call(rewards.ofTip, { tipId: tip.id })).obstacle).toBe('');
  const { id, amount } = await office.caller.call(rewards.propose, { tipId: tip.id, fine: FINE });
  expect(amount).toBe(3_000_000);
  expect((await lookUp(world, tip.receipt)).reward).toBeNull();
  expect(await titles(approver)).toContain('有一笔举报奖励待审批');

  const [row] = (await approver.call(rewards.ledger, { state: 'proposed' })).items;
  expect(row).toMatchObject({ id, amount, tipId: '', mine: false, scale: { version: 1, basisChecked: true } });
  await approver.call(rewards.decide, { id, version: 1, approve: true });
  const shown = (await lookUp(world, tip.receipt)).reward;
  expect(shown).toMatchObject({ state: 'offered', amount, until: '2027-01-17', code: '', withId: true });

  const first = await claimed(world, tip.receipt);
  expect(await titles(office.caller)).toContain('一笔举报奖励已申领');
  expect(await titles(finance)).toEqual(['有一笔奖励可以发放']);
  const code = await claimed(world, tip.receipt);
  await expect(finance.call(rewards.findPayout, { code: first })).rejects.toThrow('404 code_unknown');
  const found = await finance.call(rewards.findPayout, { code });
  expect(found).toEqual({ number: '2026-0001', amount, withId: true });
  const pay = { code, number: found.number, reference: '凭证 2026-118', signed: true as const };
  expect(await finance.call(rewards.pay, pay)).toEqual({ number: found.number, amount });
  await expect(finance.call(rewards.pay, pay)).rejects.toThrow('404 code_unknown');
  await expect(claimed(world, tip.receipt)).rejects.toThrow('409 wrong_state');
  expect((await lookUp(world, tip.receipt)).reward).toMatchObject({ state: 'paid' });

  const book = await office.caller.call(rewards.ledger, {});
  expect(book.items.map((r) => [r.state, r.tipId, r.settledDay])).toEqual([['paid', tip.id, '2026-11-18']]);
  expect(book.years).toEqual([{ year: '2026', paid: 1, paidSum: amount }]);
  expect(await counters(world, 'reward.state')).toEqual({ paid: 1 });
  expect(await reconcileCounters(await world.ctx())).toEqual([]);
});

test('nobody approves what they proposed, nor pays what they had a hand in', async () => {
  const at = await rewardWorld();
  const { world, office } = at;
  const tip = await confirmedTip(at);
  const { db } = await world.ctx();
  const both = await world.person(['tip_office', 'leader', 'finance']);
  const { id } = await both.call(rewards.propose, { tipId: tip.id, fine: FINE });
  await expect(both.call(rewards.decide, { id, version: 1, approve: true })).rejects.toThrow('403 same_person');
  await expect(both.call(rewards.decide, { id, version: 1, approve: false, reason: '算错' })).rejects.toThrow(
    '403 same_person',
  );
  await expect(office.caller.call(rewards.decide, { id, version: 1, approve: true })).rejects.toThrow('403 forbidden');
  await at.approver.call(rewards.decide, { id, version: 1, approve: true });
  await expect(at.approver.call(rewards.decide, { id, version: 1, approve: true })).rejects.toThrow('409 conflict');
  const code = await claimed(world, tip.receipt);
  const pay = { code, number: '2026-0001', reference: '凭证', signed: true as const };
  await expect(both.call(rewards.pay, pay)).rejects.toThrow('403 same_person');
  await at.finance.call(rewards.pay, pay);
  const e = db.rows.event;
  const events = await db
    .select({ action: e.action, data: e.data, at: e.at })
    .from(e)
    .where(and(eq(e.entity, 'reward'), eq(e.entityId, id)));
  expect(events.map((row) => row.action).sort()).toEqual(['approve', 'claim', 'pay', 'propose']);
  // Neither amount nor tip, and the reporter's own step to the day.
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`${tip.id}|3000000|${FINE}`));
  expect(events.find((row) => row.action === 'claim')?.at).toBe(T0 - 10 * 3_600_000);
  const auditor = await world.person(['auditor']);
  expect((await auditor.call(ledger, {})).items.filter((row) => row.entity === 'reward')).toEqual([]);
});

test('refused with a reason; proposed again with other facts', async () => {
  const at = await rewardWorld();
  const tip = await confirmedTip(at);
  const { id } = await at.office.caller.call(rewards.propose, { tipId: tip.id, fine: FINE });
  await expect(at.approver.call(rewards.decide, { id, version: 1, approve: false })).rejects.toThrow('400 bad_request');
  await at.approver.call(rewards.decide, { id, version: 1, approve: false, reason: '罚款尚未生效' });
  expect((await at.office.caller.call(rewards.ofTip, { tipId: tip.id })).reward).toMatchObject({
    state: 'refused',
    reason: '罚款尚未生效',
  });
  expect((await lookUp(at.world, tip.receipt)).reward).toBeNull();
  const again = { tipId: tip.id, deaths: 2, grade: 'larger' as const };
  expect((await at.office.caller.call(rewards.propose, again)).amount).toBe(8_000_000);
  await expect(at.office.caller.call(rewards.propose, again)).rejects.toThrow('409 reward_exists');
  await expect(at.office.caller.call(rewards.propose, { tipId: tip.id, deaths: 2 })).rejects.toThrow();
});

test('the first reporter alone, by acceptance among those that proved true, over any chain of merging', async () => {
  const at = await rewardWorld();
  const { world, office } = at;
  const [a, b, c] = [await confirmedTip(at), await confirmedTip(at), await confirmedTip(at)];
  const other = await confirmedTip(at);
  // The first two into the third, one over the other: the root is the youngest, the reward the eldest's.
  await merged(world, a.id, b.id);
  await merged(world, b.id, c.id);
  const propose = (tipId: string) => office.caller.call(rewards.propose, { tipId, fine: FINE });
  await expect(propose(c.id)).rejects.toThrow('409 reward_not_first');
  await expect(propose(b.id)).rejects.toThrow('409 reward_not_first');
  expect((await office.caller.call(rewards.ofTip, { tipId: b.id })).obstacle).toBe('reward_not_first');
  await propose(a.id);
  await expect(propose(c.id)).rejects.toThrow('409 reward_exists');
  await propose(other.id);

  const open = await sendTip(world);
  await expect(propose(open.payload.id)).rejects.toThrow('409 wrong_state');
  const verifier = await world.person([{ role: 'tip_verifier', unitId: await world.unit('某局') }]);
  await expect(verifier.call(rewards.propose, { tipId: other.id, fine: FINE })).rejects.toThrow('403 forbidden');
  const elsewhere = await world.person(['discipline']);
  await expect(elsewhere.call(rewards.propose, { tipId: other.id, fine: FINE })).rejects.toThrow('404 not_found');
});

test('hazards merged in the queue are one matter too; a merge after the proposal stops the approval', async () => {
  const at = await rewardWorld();
  const { world, office, approver } = at;
  const [a, b] = [await confirmedTip(at), await confirmedTip(at)];
  const { id } = await office.caller.call(rewards.propose, { tipId: b.id, fine: FINE });
  const { db } = await world.ctx();
  const t = db.rows.tip;
  const tips = await db.select({ id: t.id, hazardId: t.hazardId }).from(t);
  const hazardOf = (tipId: string) => tips.find((row) => row.id === tipId)?.hazardId ?? '';
  const into = { state: 'merged', mergedIntoId: hazardOf(b.id) };
  await db.commit([db.update('hazard', into, (h) => eq(h.id, hazardOf(a.id)))], null);
  await expect(approver.call(rewards.decide, { id, version: 1, approve: true })).rejects.toThrow(
    '409 reward_not_first',
  );
  await approver.call(rewards.decide, { id, version: 1, approve: false, reason: '不是最先举报的' });
  await approved(at, a.id);
});

test('what nobody fetched lapses in the night after its last day, code and all; nobody is paid any more', async () => {
  const at = await rewardWorld();
  const { world, office, finance } = at;
  const [left, drawn] = [await confirmedTip(at), await confirmedTip(at)];
  for (const tip of [left, drawn]) await approved(at, tip.id);
  const code = await claimed(world, drawn.receipt);
  try {
    clock.now = T0 + 60 * DAY_MS;
    expect(await lapseRewards(await world.ctx())).toBe(0);
    clock.now = T0 + 61 * DAY_MS;
    // The last day is over, the night's work not done yet.
    await expect(claimed(world, left.receipt)).rejects.toThrow('409 wrong_state');
    expect(await lapseRewards(await world.ctx())).toBe(2);
    expect(await lapseRewards(await world.ctx())).toBe(0);
    expect((await lookUp(world, left.receipt)).reward).toMatchObject({ state: 'lapsed' });
  } finally {
    clock.now = T0;
  }
  await expect(finance.call(rewards.findPayout, { code })).rejects.toThrow('404 code_unknown');
  expect((await titles(office.caller)).filter((title) => title === '一笔举报奖励逾期未领')).toHaveLength(2);
  expect(await counters(world, 'reward.state')).toEqual({ lapsed: 2 });
});

test('a change of the scale is a new version; rewards keep theirs', async () => {
  const at = await rewardWorld();
  const { world, office } = at;
  const admin = await world.person(['tenant_admin']);
  const [a, b] = [await confirmedTip(at), await confirmedTip(at)];
  await office.caller.call(rewards.propose, { tipId: a.id, fine: FINE });
  const { items } = await admin.call(rewards.scale, {});
  const { kind: _kind, grade: _grade, inForce: _inForce, ...fine } = items.find((row) => row.id === 'fine')!;
  const shandong = { ...fine, most: 50_000_000, basis: '地方规定上限五十万元', basisChecked: false };
  await expect(admin.call(rewards.reviseScale, { ...shandong, least: 60_000_000 })).rejects.toThrow('400 bad_request');
  await expect(admin.call(rewards.reviseScale, { ...shandong, shareBp: null })).rejects.toThrow('400 bad_request');
  await admin.call(rewards.reviseScale, { ...shandong, effectiveFrom: '2026-11-01' });
  await expect(admin.call(rewards.reviseScale, { ...shandong })).rejects.toThrow('409 conflict');
  await admin.call(rewards.reviseScale, { ...shandong, version: 2, shareBp: 2000, effectiveFrom: '2027-01-01' });
  expect((await office.caller.call(rewards.propose, { tipId: b.id, fine: 400_000_000 })).amount).toBe(50_000_000);
  const rows = (await office.caller.call(rewards.ledger, {})).items;
  expect(rows.map((row) => [row.scale.version, row.scale.basisChecked])).toEqual([
    [2, false],
    [1, true],
  ]);
  await admin.call(rewards.addScale, {
    ...{ label: '举手之劳', amount: 10_000, basis: '本区奖励办法', basisChecked: true, effectiveFrom: '2026-11-18' },
  });
  const added = (await admin.call(rewards.scale, {})).items.find((row) => row.label === '举手之劳')!;
  const preview = await office.caller.call(rewards.preview, { fixed: added.id });
  expect(preview).toMatchObject({ amount: 10_000, basis: '本区奖励办法' });
  await expect(office.caller.call(rewards.addScale, { ...added, amount: 1 })).rejects.toThrow('403 forbidden');
});
