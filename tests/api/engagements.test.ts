import { beforeEach, expect, test } from 'vitest';
import * as api from '../../workers/contract/engagements.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import * as mine from '../../workers/contract/my-expert.ts';
import { checkOpinion } from '../../workers/protocol/opinion.ts';
import { type Engaged, type Expert, engaged, free, OPINION } from '../support/engagements.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const job = (e: Expert, id: string) => e.who.call(mine.myJob, { id });
const sign = async (e: Expert, id: string, opinion = OPINION) =>
  e.who.call(mine.signOpinion, { id, version: (await job(e, id)).version, opinion });
/** Confirmed, assigned, put right, verified and closed by the office and the bureau. */
async function close(d: Engaged, id: string): Promise<void> {
  const version = async () => (await d.one(id)).version;
  await d.office.call(hazards.confirm, { id, version: await version(), level: 'general' });
  await d.office.call(hazards.assign, { id, version: await version(), unitId: d.bureau });
  await d.handler.call(hazards.start, { id, version: await version() });
  const evidence = [await d.photo(d.handler)];
  await d.handler.call(hazards.submit, { id, version: await version(), rectification: '已更换', evidence });
  await d.office.call(hazards.verify, { id, version: await version(), opinion: '属实' });
  await d.office.call(hazards.close, { id, version: await version() });
}

test('before the statement an expert is told who asks, the field, the days and the enterprise’s name, and no more', async () => {
  const d = await engaged();
  const [a, b] = [await d.expert('甲工'), await d.expert('乙工')];
  const { id, partIds } = await d.plan([a.seatId, b.seatId]);
  const [pa, pb] = partIds as [string, string];
  await expect(job(a, pa)).rejects.toThrow('404');
  expect((await a.who.call(mine.myJobs, {})).items).toEqual([]);
  await d.keeper.call(api.invite, { id, version: 1 });
  expect(await d.told(a.who)).toEqual(['engagement.invited']);

  const asked = await job(a, pa);
  expect(asked).toMatchObject({ unitName: '住建局', field: '危险化学品专家库', enterprise: '某某化工有限公司' });
  expect(asked).toMatchObject({ fromDay: '2026-11-23', toDay: '2026-11-27', declared: false });
  const withheld = { number: null, title: null, kind: null, findings: null, dueAt: null, job: null };
  expect(asked).toMatchObject({ ...withheld, asked: ['employee', 'shareholder', 'adviser', 'kin'] });
  expect(JSON.stringify([asked, await a.who.call(mine.myJobs, {})])).not.toMatch(/储罐|化工路|驻企检查|ZJ2026/);
  await expect(a.who.call(mine.myFindings, { id: pa })).rejects.toThrow('404');

  // A statement that leaves something out, or says there is a tie, is no acceptance.
  const accept = { id: pa, version: 1, answer: 'accept' as const };
  await expect(a.who.call(mine.answerMine, accept)).rejects.toThrow('400');
  const partly = { ties: free.ties.slice(1), words: '' };
  await expect(a.who.call(mine.answerMine, { ...accept, statement: partly })).rejects.toThrow('400');
  const tied = { ties: free.ties.map((tie, at) => ({ ...tie, has: at === 2 })), words: '曾任顾问' };
  await expect(a.who.call(mine.answerMine, { ...accept, statement: tied })).rejects.toThrow('400');
  await a.who.call(mine.answerMine, { ...accept, statement: free });
  const seen = await job(a, pa);
  expect(seen).toMatchObject({ declared: true, title: '驻企检查', kind: 'resident' });
  expect(seen.job).toMatchObject({ brief: '重点看储罐区', address: '化工路8号', cardNumber: 'WH-甲工' });
  expect(seen.job?.duties.map((duty) => duty.words)).toEqual([]);

  // The other one has a tie: out of the case, and on the record for the next time.
  await expect(d.keeper.call(api.startEngagement, { id, version: await d.version(id) })).rejects.toThrow(
    '409 parts_unanswered',
  );
  await b.who.call(mine.answerMine, { id: pb, version: 1, answer: 'recuse', statement: tied });
  expect(await job(b, pb)).toMatchObject({ state: 'recused', job: null, title: null });
  const { items } = await d.keeper.call(api.candidates, { poolId: d.poolId, enterprise: '某某化工 有限公司' });
  expect(items.map((row) => [row.expert, row.barred, row.against, row.openParts])).toEqual([
    ['甲工', false, [], 1],
    ['乙工', true, ['conflict'], 0],
  ]);
  await expect(d.plan([b.seatId])).rejects.toThrow('400');
  const { items: events } = await d.keeper.call(api.engagementEvents, { id });
  expect(events.map((e) => `${e.label}${e.expert}`).sort()).toEqual(
    ['安排检查', '列为专家甲工', '列为专家乙工', '邀请专家', '接受甲工', '申报回避乙工', '专家答复', '专家答复'].sort(),
  );
});

test('findings go into the queue at once; when the last is closed the milestone is met', async () => {
  const d = await engaged();
  const [a, b] = [await d.expert('甲工'), await d.expert('乙工')];
  const { id, partIds } = await d.underWay([a, b]);
  const [pa, pb] = partIds as [string, string];
  const photo = await d.photo(a.who);
  const found = await a.who.call(mine.reportFinding, { id: pa, title: '报警器失效', danger: true, evidence: [photo] });
  const hazard = await d.one(found.hazardId);
  expect(hazard).toMatchObject({ source: 'expert', state: 'reported', enterprise: '某某化工有限公司', danger: true });
  expect(hazard).toMatchObject({ address: '化工路8号', placeUnitId: d.street, number: found.number });
  expect(hazard.evidence.map((e) => e.blobId)).toEqual([photo]);
  expect(await d.told(d.office)).toContain('hazard.urgent');
  const second = await d.keeper.call(api.addFinding, { id, partId: pb, title: '通道堵塞' });
  const listed = await b.who.call(mine.myFindings, { id: pb });
  expect(listed.items.map((f) => [f.title, f.expert, f.state])).toEqual([
    ['通道堵塞', '乙工', 'reported'],
    ['报警器失效', '甲工', 'reported'],
  ]);
  expect((await b.who.send(mine.myFile, { id: pb, blobId: photo })).headers.get('content-type')).toBe('image/jpeg');
  expect((await d.keeper.send(api.engagementFile, { id, blobId: photo })).status).toBe(200);

  await sign(a, pa);
  expect((await d.keeper.call(api.engagement, { id })).state).toBe('under_way');
  await sign(b, pb);
  const reported = await d.keeper.call(api.engagement, { id });
  expect(reported).toMatchObject({ state: 'reported', findings: 2, findingsOpen: 2 });
  expect(reported.milestones.map((m) => [m.kind, m.doneOn])).toEqual([
    ['resident', '2026-11-18'],
    ['check', '2026-11-18'],
    ['rectify', null],
  ]);
  expect(await d.told(d.keeper)).toContain('engagement.part');
  await d.keeper.call(api.acceptEngagement, { id, version: reported.version });
  const tick = async () => ({ id, version: await d.version(id), kind: 'rectify' as const, day: '2026-11-18' });
  await expect(d.keeper.call(api.tickMilestone, await tick())).rejects.toThrow('409 findings_open');
  const seen = { id, version: await d.version(id) };
  await expect(d.keeper.call(api.closeEngagement, seen)).rejects.toThrow('409 findings_open');
  for (const hazardId of [found.hazardId, second.hazardId]) {
    if (hazardId === second.hazardId) {
      const dismissed = { id: hazardId, version: 1, reason: '与前一项重复' };
      await d.office.call(hazards.dismiss, dismissed);
    } else await close(d, hazardId);
  }
  await d.keeper.call(api.closeEngagement, seen);
  const closed = await d.keeper.call(api.engagement, { id });
  expect(closed).toMatchObject({ state: 'closed', findingsOpen: 0, dueAt: null, actions: [] });
  expect(closed.milestones.at(-1)).toMatchObject({ doneOn: '2026-11-18', late: false });
});

test('a signed opinion is what was signed, for anybody; sent back once, the first signature stays in the ledger', async () => {
  const d = await engaged();
  const a = await d.expert('甲工');
  const { id, partIds } = await d.underWay([a]);
  const part = partIds[0] as string;
  await a.who.call(mine.saveOpinion, { id: part, opinion: '草稿' });
  expect((await job(a, part)).job?.opinion).toBe('草稿');
  expect((await d.keeper.call(api.engagement, { id })).parts[0]?.opinion).toBe('');
  const { opinionHash } = await sign(a, part, `${OPINION}  \r\n`);
  const shown = (await d.keeper.call(api.engagement, { id })).parts[0];
  expect(shown).toMatchObject({ state: 'signed', opinion: OPINION, opinionHash });
  const { keys } = await (await d.ctx()).ports.proofJwks();
  const check = (words: string, jws = shown?.opinionSignature ?? '') => checkOpinion(jws, keys, words);
  expect(await check(OPINION)).toMatchObject({
    good: true,
    claims: { tenant: d.slug, part, expert: 'WH-甲工', opinion: opinionHash, day: '2026-11-18' },
  });
  expect(await check(OPINION.replaceAll('\n', '\r\n'))).toMatchObject({ good: true });
  expect(await check(OPINION.replace('立即', '择期'))).toEqual({ good: false, why: 'other_text' });
  const [head, claims, signature] = (shown?.opinionSignature ?? '').split('.') as [string, string, string];
  const forged = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), expert: 'X' }),
  );
  expect(await check(OPINION, `${head}.${forged.toString('base64url')}.${signature}`)).toEqual({
    ...{ good: false, why: 'wrong_signature' },
  });
  expect(await check(OPINION, 'x.y.z')).toEqual({ good: false, why: 'not_signed' });

  await expect(a.who.call(mine.saveOpinion, { id: part, opinion: '改' })).rejects.toThrow('409 wrong_state');
  await expect(sign(a, part, '另一份意见，改过的文字')).rejects.toThrow('409 wrong_state');
  const back = async () => ({ id: part, version: (await job(a, part)).version, reason: '请写明依据条款' });
  await d.keeper.call(api.sendBackOpinion, await back());
  expect(await d.told(a.who)).toContain('engagement.returned');
  expect(await job(a, part)).toMatchObject({
    state: 'accepted',
    engagementState: 'under_way',
    reason: '请写明依据条款',
  });
  await sign(a, part, `${OPINION}依据规范第5条。`);
  const events = (await d.keeper.call(api.engagementEvents, { id, limit: 100 })).items;
  const signed = events.filter((e) => e.label === '签署意见').map((e) => e.data.opinionHash);
  expect([signed[0], signed.length, new Set(signed).size]).toEqual([opinionHash, 2, 2]);
  expect(JSON.stringify(events)).not.toMatch(/储罐|甲工有|某某化工/);
  await expect(d.keeper.call(api.sendBackOpinion, await back())).rejects.toThrow('409 wrong_state');
});

test('an answer by telephone is taken down by the office; who does not come is no longer waited for', async () => {
  const d = await engaged();
  const [a, b, c] = [await d.expert('甲工'), await d.expert('乙工'), await d.expert('丙工')];
  const { id, partIds } = await d.plan([a.seatId, b.seatId]);
  const [pa, pb] = partIds as [string, string];
  await d.keeper.call(api.invite, { id, version: 1 });
  await d.keeper.call(api.answerFor, { id: pa, version: 1, answer: 'accept', statement: free });
  await d.keeper.call(api.answerFor, { id: pb, version: 1, answer: 'decline', reason: '出差' });
  await d.keeper.call(api.addExperts, { id, version: await d.version(id), seatIds: [c.seatId] });
  await expect(
    d.keeper.call(api.addExperts, { id, version: await d.version(id), seatIds: [c.seatId] }),
  ).rejects.toThrow('400');
  const pc = (await c.who.call(mine.myJobs, {})).items[0]?.id as string;
  await c.who.call(mine.answerMine, { id: pc, version: 1, answer: 'accept', statement: free });
  await d.keeper.call(api.startEngagement, { id, version: await d.version(id) });
  expect(
    (await d.keeper.call(api.engagement, { id })).parts.map((p) => [p.expert, p.state, p.statement?.byOffice]),
  ).toEqual([
    ['甲工', 'accepted', true],
    ['乙工', 'declined', undefined],
    ['丙工', 'accepted', false],
  ]);
  await d.keeper.call(api.markAbsent, { id: pc, version: 2, reason: '当日未到' });
  expect((await d.keeper.call(api.engagement, { id })).state).toBe('under_way');
  await sign(a, pa);
  expect((await d.keeper.call(api.engagement, { id })).state).toBe('reported');
  expect(await c.who.call(mine.myJobCounts, {})).toEqual({ invited: 0, accepted: 0, signed: 0 });
});
