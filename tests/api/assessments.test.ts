import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as contract from '../../workers/contract/assessments.ts';
import * as fees from '../../workers/contract/fees.ts';
import { busiestFifth } from '../../workers/domain/assessments/figures.ts';
import { signedJob } from '../support/signed-job.ts';
import { mintTenant } from '../support/world.ts';

test('the enterprise scores by a link alone, until the job is closed; a wrong link leads nowhere', async () => {
  const world = await mintTenant();
  const job = await signedJob(world, ['李工', '王工']);
  const admin = await world.person([{ role: 'expert_admin', unitId: job.unitId }]);
  const first = await admin.call(contract.scoreLink, { id: job.engagementId, version: 1 });
  const { token } = await admin.call(contract.scoreLink, { id: job.engagementId, version: first.version });
  await expect(world.public.call(contract.scoreSheet, { token: first.token })).rejects.toThrow('410 link_invalid');
  const sheet = await world.public.call(contract.scoreSheet, { token });
  expect(sheet.parts.map((part) => part.expert).sort()).toEqual(['李工', '王工']);
  const scores = [{ partId: sheet.parts[0]!.id, score: 95 }];
  await world.public.call(contract.sendScores, { token, scores });
  expect((await world.public.call(contract.scoreSheet, { token })).parts.map((part) => part.score)).toEqual([95, null]);
  const elsewhere = await mintTenant();
  await expect(elsewhere.public.call(contract.scoreSheet, { token })).rejects.toThrow('410 link_invalid');
  const foreign = (await signedJob(world)).experts[0]!.partId;
  await expect(
    world.public.call(contract.sendScores, { token, scores: [{ partId: foreign, score: 1 }] }),
  ).rejects.toThrow('404 not_found');
});

test('a year of a pool: jobs, days, scores, training and money add up to a suggestion; assessed once', async () => {
  const world = await mintTenant();
  const job = await signedJob(world, ['李工', '王工']);
  const [li, wang] = job.experts;
  const admin = await world.person([{ role: 'expert_admin', unitId: job.unitId }]);
  const office = await world.person(['commission_office']);
  await admin.call(contract.scorePart, { id: li!.partId, version: 1, score: 90 });
  const { token } = await admin.call(contract.scoreLink, { id: job.engagementId, version: 1 });
  await world.public.call(contract.sendScores, { token, scores: [{ partId: li!.partId, score: 80 }] });
  await admin.call(contract.falseOpinion, { id: wang!.partId, version: 1, reason: '与现场不符' });
  await admin.call(contract.addTraining, { expertIds: [li!.expertId], day: '2026-05-01', title: '法规', hours: 8 });
  const { id: budgetLineId } = await office.call(fees.addBudget, { year: 2026, title: '资金', amount: 900_000 });
  const part = { partId: li!.partId, budgetLineId, halfDays: 6, rate: 80_000 };
  const fee = await admin.call(fees.proposeFee, part);
  await office.call(fees.decideFee, { id: fee.id, version: 1, approve: true });
  const { items } = await admin.call(contract.assessments, { poolId: job.poolId, year: 2026 });
  const of = (seatId: string) => items.find((row) => row.seatId === seatId);
  expect(of(li!.seatId)).toMatchObject({ jobs: 1, days: 3, scoreOffice: 90, scoreEnterprise: 80, suggested: 85 });
  expect(of(li!.seatId)).toMatchObject({ trainingHours: 8, fees: 240_000, missed: 0, assessment: null });
  expect(of(wang!.seatId)).toMatchObject({ jobs: 1, falseOpinions: 1, suggested: null });
  const verdict = { seatId: li!.seatId, year: 2026, score: 88, grade: 'excellent' as const };
  await admin.call(contract.assess, verdict);
  await expect(admin.call(contract.assess, verdict)).rejects.toThrow('409 assessed');
  expect((await admin.call(contract.assessments, { poolId: job.poolId, year: 2025 })).items[0]).toMatchObject({
    jobs: 0,
  });
  expect(await admin.call(contract.fairness, { poolId: job.poolId, year: 2026 })).toEqual({
    ...{ members: 2, jobs: [[1, 2]], days: 6, fees: 240_000, busiestFifth: 50 },
  });
});

test('only in one’s own pools', async () => {
  const world = await mintTenant();
  const [job, other] = [await signedJob(world), await signedJob(world)];
  const admin = await world.person([{ role: 'expert_admin', unitId: other.unitId }]);
  const { partId, seatId, expertId } = job.experts[0]!;
  const year = { poolId: job.poolId, year: 2026 };
  await expect(admin.call(contract.assessments, year)).rejects.toThrow('404 not_found');
  await expect(admin.call(contract.fairness, year)).rejects.toThrow('404 not_found');
  await expect(admin.call(contract.scorePart, { id: partId, version: 1, score: 1 })).rejects.toThrow('404 not_found');
  await expect(admin.call(contract.assess, { seatId, year: 2026, score: 1, grade: 'unqualified' })).rejects.toThrow(
    '404 not_found',
  );
  await expect(
    admin.call(contract.addTraining, { expertIds: [expertId], day: '2026-05-01', title: '法规', hours: 8 }),
  ).rejects.toThrow('404 not_found');
  await expect(admin.call(contract.trainings, { expertId })).rejects.toThrow('404 not_found');
});

test('training: one course for many; the log shows one’s own pools, an expert the own record', async () => {
  const world = await mintTenant();
  const [job, other] = [await signedJob(world, ['李工', '王工']), await signedJob(world, ['张工'])];
  const admin = await world.person([{ role: 'expert_admin', unitId: job.unitId }], '管库员');
  const office = await world.person(['commission_office']);
  const expertIds = job.experts.map((one) => one.expertId);
  const course = { expertIds, day: '2026-05-01', title: '危险化学品检查要点', hours: 8 };
  expect(await admin.call(contract.addTraining, course)).toEqual({ added: 2 });
  const keeper = await world.person([{ role: 'expert_admin', unitId: other.unitId }]);
  const theirs = { ...course, expertIds: [other.experts[0]!.expertId], day: '2026-06-01' };
  await keeper.call(contract.addTraining, theirs);
  const log = await admin.call(contract.trainingLog, {});
  expect(log.items.map((row) => row.expert).sort()).toEqual(['李工', '王工']);
  expect(log.items[0]).toMatchObject({ day: '2026-05-01', hours: 8, enteredBy: '管库员' });
  const first = await office.call(contract.trainingLog, { limit: 2 });
  const rest = await office.call(contract.trainingLog, { limit: 2, cursor: first.next! });
  expect([first.items[0]?.expert, rest.items.length, rest.next]).toEqual(['张工', 1, null]);

  const me = await world.person(['expert']);
  await expect(me.call(contract.trainingLog, {})).rejects.toThrow('403 forbidden');
  const { db } = await world.ctx();
  await db.commit([db.update('expert', { personId: me.personId }, (x) => eq(x.id, expertIds[0]!))], null);
  const own = await me.call(contract.myTrainings, {});
  expect(own).toMatchObject({ items: [{ title: '危险化学品检查要点', hours: 8 }], next: null });
});

test('how much of the work the busiest fifth did', () => {
  expect(busiestFifth([{ jobs: 0, members: 10 }], 10)).toBeNull();
  expect(busiestFifth([{ jobs: 2, members: 10 }], 10)).toBe(20);
  const groups = [
    { jobs: 0, members: 8 },
    { jobs: 10, members: 1 },
    { jobs: 5, members: 1 },
  ];
  expect(busiestFifth(groups, 10)).toBe(100);
});
