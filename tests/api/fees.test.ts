import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openAccount, setAccount } from '../../workers/contract/experts.ts';
import * as contract from '../../workers/contract/fees.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { signedJob } from '../support/signed-job.ts';
import { mintTenant, type World } from '../support/world.ts';

async function desks(world: World, unitId: string) {
  const admin = await world.person([{ role: 'expert_admin', unitId }]);
  const office = await world.person(['commission_office']);
  const finance = await world.person(['finance']);
  return { admin, office, finance };
}

async function proposed(world: World, amount = 1_000_000, rate = 80_001) {
  const job = await signedJob(world);
  const people = await desks(world, job.unitId);
  const { id: budgetLineId } = await people.office.call(contract.addBudget, { year: 2026, title: '专家资金', amount });
  const { partId, expertId } = job.experts[0]!;
  const fee = await people.admin.call(contract.proposeFee, { partId, budgetLineId, halfDays: 5, rate });
  return { job, ...people, budgetLineId, fee, partId, expertId };
}

test('a fee is proposed by one, approved by another, paid by a third, out of money that is there', async () => {
  const world = await mintTenant();
  const at = await proposed(world);
  // 2.5 days at 800.01 yuan, to the fen.
  expect(at.fee.amount).toBe(200_003);
  const decision = { id: at.fee.id, version: 1, approve: true };
  await expect(at.admin.call(contract.decideFee, decision)).rejects.toThrow('403 forbidden');
  await at.office.call(contract.decideFee, decision);
  const account = { holder: '李工', bank: '某银行', number: '6222 0000 1111 2222' };
  await at.admin.call(setAccount, { id: at.expertId, ...account });
  const [waiting] = (await at.finance.call(contract.feePayouts, {})).items;
  expect(waiting).toMatchObject({ id: at.fee.id, expert: '李工', account: '2222', amount: 200_003 });
  expect(JSON.stringify(waiting)).not.toContain('6222000011112222');
  expect(await at.finance.call(openAccount, { id: at.expertId })).toEqual({ ...account, number: '6222000011112222' });
  await at.finance.call(contract.payFee, { id: at.fee.id, version: 2, reference: '凭证 1' });
  const [budget] = (await at.office.call(contract.budgets, { year: 2026 })).items;
  expect(budget).toMatchObject({ approved: 200_003, paid: 200_003 });
  const { db } = await world.ctx();
  const events = await db
    .select({ action: db.rows.event.action, data: db.rows.event.data })
    .from(db.rows.event)
    .where(eq(db.rows.event.entityId, at.fee.id));
  expect(events.map((event) => event.action)).toEqual(['propose', 'approve', 'pay']);
  expect(JSON.stringify(events)).not.toContain('6222');
  expect(await reconcileCounters(await world.ctx())).toEqual([]);
});

test('one person cannot be two: whoever proposed does not approve, whoever approved does not pay', async () => {
  const world = await mintTenant();
  const job = await signedJob(world);
  const both = await world.person(['commission_office', 'finance', { role: 'expert_admin', unitId: '' }]);
  const office = await world.person(['commission_office', 'finance']);
  const { id: budgetLineId } = await both.call(contract.addBudget, { year: 2026, title: '专家资金', amount: 900_000 });
  const part = { partId: job.experts[0]!.partId, budgetLineId, halfDays: 2, rate: 80_000 };
  const { id } = await both.call(contract.proposeFee, part);
  const decision = { id, version: 1, approve: true };
  await expect(both.call(contract.decideFee, decision)).rejects.toThrow('403 same_person');
  await office.call(contract.decideFee, decision);
  const payment = { id, version: 2, reference: '凭证' };
  await expect(office.call(contract.payFee, payment)).rejects.toThrow('403 same_person');
  await expect(both.call(contract.payFee, payment)).rejects.toThrow('403 same_person');
});

test('more than the money there is, is not approved; a refusal needs words and frees the job for another fee', async () => {
  const world = await mintTenant();
  const at = await proposed(world, 100_000);
  await expect(at.office.call(contract.decideFee, { id: at.fee.id, version: 1, approve: true })).rejects.toThrow(
    '409 budget_short',
  );
  const again = { partId: at.partId, budgetLineId: at.budgetLineId, halfDays: 2, rate: 50_000 };
  await expect(at.admin.call(contract.proposeFee, again)).rejects.toThrow('409 name_taken');
  await expect(at.office.call(contract.decideFee, { id: at.fee.id, version: 1, approve: false })).rejects.toThrow(
    '400 bad_request',
  );
  await at.office.call(contract.decideFee, { id: at.fee.id, version: 1, approve: false, reason: '天数不符' });
  const next = await at.admin.call(contract.proposeFee, again);
  await at.office.call(contract.decideFee, { id: next.id, version: 1, approve: true });
  const [line] = (await at.office.call(contract.budgets, {})).items;
  await expect(
    at.office.call(contract.editBudget, { ...line!, amount: 49_999, version: line!.version }),
  ).rejects.toThrow('409 budget_short');
});

test('an administrator of one field neither sees nor proposes another’s fees', async () => {
  const world = await mintTenant();
  const at = await proposed(world);
  const other = await signedJob(world);
  const stranger = await world.person([{ role: 'expert_admin', unitId: other.unitId }]);
  expect((await stranger.call(contract.fees, {})).items).toEqual([]);
  const part = { partId: at.partId, budgetLineId: at.budgetLineId, halfDays: 2, rate: 1 };
  await expect(stranger.call(contract.proposeFee, part)).rejects.toThrow('404 not_found');
  expect((await at.admin.call(contract.fees, { engagementId: at.job.engagementId })).items).toHaveLength(1);
});
