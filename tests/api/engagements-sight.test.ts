import { beforeEach, expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import { zaozhuang } from '../../seeds/zaozhuang.ts';
import { feed, makeFeed } from '../../workers/contract/assignments.ts';
import * as api from '../../workers/contract/engagements.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import * as mine from '../../workers/contract/my-expert.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { isCreditCode } from '../../workers/protocol/credit-code.ts';
import { DAYS_2026, loadYear } from '../support/clocks.ts';
import { CODE, engaged, free, OPINION } from '../support/engagements.ts';
import { clock, opener, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
});

/** All at once, so that no answer is left unheard. */
const allRefused = async (asked: Promise<unknown>[]): Promise<void> => {
  const answers = await Promise.allSettled(asked);
  expect(answers.map((a) => (a.status === 'rejected' ? String(a.reason) : 'answered'))).toEqual(
    asked.map(() => expect.stringContaining('404')),
  );
};

test('an expert sees own jobs and nothing of anybody else’s, nor anything of the office’s', async () => {
  const d = await engaged();
  const [a, b] = [await d.expert('甲工'), await d.expert('乙工')];
  const { id, partIds } = await d.underWay([a]);
  const part = partIds[0] as string;
  const photo = await d.photo(a.who);
  const { hazardId } = await a.who.call(mine.reportFinding, { id: part, title: '报警器失效', evidence: [photo] });
  expect((await b.who.call(mine.myJobs, {})).items).toEqual([]);
  expect(await b.who.call(mine.myJobCounts, {})).toEqual({ invited: 0, accepted: 0, signed: 0 });
  expect(await a.who.call(mine.myJobCounts, {})).toEqual({ invited: 0, accepted: 1, signed: 0 });
  await allRefused([
    b.who.call(mine.myJob, { id: part }),
    b.who.call(mine.myFindings, { id: part }),
    b.who.call(mine.answerMine, { id: part, version: 2, answer: 'decline' }),
    b.who.call(mine.reportFinding, { id: part, title: '冒名登记' }),
    b.who.call(mine.saveOpinion, { id: part, opinion: '冒名' }),
    b.who.call(mine.signOpinion, { id: part, version: 3, opinion: OPINION }),
  ]);
  expect((await b.who.send(mine.myFile, { id: part, blobId: photo })).status).toBe(404);
  for (const route of [api.engagements, api.engagementCounts]) {
    await expect(a.who.call(route, {})).rejects.toThrow('403');
  }
  await expect(a.who.call(api.engagement, { id })).rejects.toThrow('403');
  await expect(a.who.call(hazards.one, { id: hazardId })).rejects.toThrow('403');
  // Whoever holds the post without a record in the pool is nobody's expert.
  const stray = await d.person(['expert'], '无档案');
  await expect(stray.call(mine.myJobs, {})).rejects.toThrow('404');
});

test('who keeps one field neither sees nor touches another’s; the ordering unit sees its own', async () => {
  const d = await engaged();
  const a = await d.expert('甲工');
  const { id, partIds } = await d.underWay([a]);
  const part = partIds[0] as string;
  expect((await d.other.call(api.engagements, {})).items).toEqual([]);
  expect((await d.other.call(api.engagementCounts, {})).byState).toEqual({});
  const days = { from: '2026-11-01', to: '2026-11-30' };
  expect((await d.other.call(api.engagementCalendar, days)).items).toEqual([]);
  await allRefused([
    d.other.call(api.engagement, { id }),
    d.other.call(api.engagementFindings, { id }),
    d.other.call(api.engagementEvents, { id }),
    d.other.call(api.cancelEngagement, { id, version: 4, reason: '不应允许' }),
    d.other.call(api.markAbsent, { id: part, version: 2, reason: '不应允许' }),
    d.other.call(api.candidates, { poolId: d.poolId }),
    d.other.call(api.planForm, { poolId: d.poolId, kind: 'deep' }),
  ]);
  await expect(d.plan([a.seatId], { unitId: d.street })).rejects.toThrow('400');

  // Read by the bureau's head, by leaders and auditors; arranged by the first of them alone.
  const head = await d.person([{ role: 'committee_lead', unitId: d.bureau }], '局长');
  const leader = await d.person(['leader'], '分管领导');
  expect((await head.call(api.engagement, { id })).actions.length).toBeGreaterThan(0);
  const read = await leader.call(api.engagement, { id });
  expect([read.actions, read.parts.map((p) => p.actions)]).toEqual([[], [[]]]);
  await expect(leader.call(api.acceptEngagement, { id, version: read.version })).rejects.toThrow('403');
  const { items } = await head.call(api.engagements, { q: '化工', state: 'under_way' });
  expect(items).toMatchObject([{ id, experts: ['甲工'], enterprise: '某某化工有限公司' }]);
  expect((await head.call(api.engagements, { q: '无此单位' })).items).toEqual([]);
  expect((await head.call(api.engagementCalendar, days)).items.map((e) => e.id)).toEqual([id]);
  const feedOf = async (who: typeof head) => {
    const { path } = await who.call(makeFeed, {});
    return (await (await d.public.send(feed, { token: path.split('/').at(-1) })).text()).replaceAll('\r\n ', '');
  };
  expect(await feedOf(head)).toContain('SUMMARY:驻企检查：某某化工有限公司');
  const own = await feedOf(a.who);
  expect(own).toContain('SUMMARY:专家工作：某某化工有限公司');
  expect(own).toContain('DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261128');
  const asked = await d.plan([a.seatId], { enterprise: '另一家厂', creditCode: '' });
  await d.keeper.call(api.invite, { id: asked.id, version: 1 });
  expect(await feedOf(a.who)).toContain('SUMMARY:专家工作邀请（登录后答复）');
  expect(await feedOf(a.who)).not.toContain('另一家厂');
});

test('milestones run as clocks: warned, overdue, to the head; a day set by a person wins; the night ticks the last', async () => {
  const d = await engaged();
  const a = await d.expert('甲工');
  const head = await d.person([{ role: 'committee_lead', unitId: d.bureau }], '局长');
  const tick = () => runCron(opener, '* * * * *');
  const job = await d.underWay([a], { checkedBy: '2026-12-01' });
  const { id } = job;
  const part = job.partIds[0] as string;
  const seen = async () => (await (await d.fresh(d.keeper)).call(api.engagement, { id })).milestones;
  expect((await seen()).map((m) => [m.kind, m.by, m.dueAt?.slice(0, 10), m.doneOn])).toEqual([
    ['resident', null, '2026-12-18', '2026-11-18'],
    ['check', '2026-12-01', '2026-12-01', null],
    ['rectify', null, '2027-02-16', null],
  ]);
  const { hazardId } = await a.who.call(mine.reportFinding, { id: part, title: '报警器失效' });
  clock.now = Date.parse('2026-11-27T02:00:00Z');
  await tick();
  const told = async (who: typeof head) => (await d.told(who)).filter((kind) => /clock|engagement\./.test(kind));
  expect(await told(a.who)).toContain('engagement.warn');
  const before = (await d.told(head)).length;
  clock.now = Date.parse('2026-12-02T02:00:00Z');
  await tick();
  expect((await d.told(head)).length).toBeGreaterThan(before);
  expect(await told(a.who)).toContain('engagement.overdue');
  expect((await seen())[1]).toMatchObject({ late: true, fired: expect.arrayContaining(['warn', 'overdue']) });
  const keeper = await d.fresh(d.keeper);
  expect((await keeper.call(api.engagements, { late: 'true' })).items.map((e) => e.id)).toEqual([id]);

  // More days by a person: the limit runs anew, and is not late any more.
  const was = await keeper.call(api.engagement, { id });
  const { enterprise, creditCode, title, fromDay, toDay } = was;
  const kept = { enterprise, creditCode, title, fromDay, toDay };
  await keeper.call(api.editEngagement, { id, version: was.version, ...kept, checkedBy: '2026-12-20' });
  expect((await seen())[1]).toMatchObject({ by: '2026-12-20', late: false, fired: [] });
  await expect(
    keeper.call(api.editEngagement, { id, version: was.version + 1, ...kept, enterprise: '换一家' }),
  ).rejects.toThrow('400');

  const expert = await d.fresh(a.who);
  const version = (await expert.call(mine.myJob, { id: part })).version;
  await expert.call(mine.signOpinion, { id: part, version, opinion: OPINION });
  await runCron(opener, NIGHTLY);
  expect((await seen())[2]).toMatchObject({ doneOn: null });
  clock.now += DAY;
  const office = await d.fresh(d.office);
  await office.call(hazards.dismiss, { id: hazardId, version: 1, reason: '不属隐患' });
  await runCron(opener, NIGHTLY);
  expect((await seen())[2]).toMatchObject({ doneOn: '2026-12-03', late: false });
  expect(await (await d.fresh(d.keeper)).call(api.engagement, { id })).toMatchObject({
    state: 'reported',
    dueAt: null,
  });
});

test('the packs bring limits and duties; a code with a wrong check sign is refused', async () => {
  const d = await engaged();
  for (const pack of [national, zaozhuang]) {
    const limits = pack.policies.filter((p) => p.entity === 'engagement').map((p) => [p.kind, p.amount]);
    expect(limits).toEqual(
      pack === national
        ? [
            ['resident', 30],
            ['check', 60],
            ['rectify', 90],
          ]
        : [
            ['resident', 23],
            ['check', 54],
            ['rectify', 84],
          ],
    );
  }
  await loadPack(await d.ctx(), national, { step: 'templates' });
  const form = await d.keeper.call(api.planForm, { poolId: d.poolId, kind: 'incident' });
  expect(form).toMatchObject({ poolId: d.poolId, milestones: ['check'], draw: null });
  expect(isCreditCode(CODE)).toBe(true);
  expect(isCreditCode(CODE.replace('Y43', 'Y44'))).toBe(false);
  await expect(d.plan([], { creditCode: '91350100M000100Y44' })).rejects.toThrow('400');
  await expect(d.plan([], { fromDay: '2026-11-27', toDay: '2026-11-23' })).rejects.toThrow('400');
  // Duties are ticked off while the work goes on.
  const a = await d.expert('甲工');
  const { id } = await d.underWay([a], { duties: ['现场检查', '复查整改'] });
  await d.keeper.call(api.tickDuty, { id, version: await d.version(id), duty: 1, day: '2026-11-18' });
  const { duties } = await d.keeper.call(api.engagement, { id });
  expect(duties).toEqual([
    { words: '现场检查', doneOn: null },
    { words: '复查整改', doneOn: '2026-11-18' },
  ]);
  await expect(
    d.keeper.call(api.tickDuty, { id, version: await d.version(id), duty: 2, day: '2026-11-18' }),
  ).rejects.toThrow('400');
});

test('from a finished draw those who accepted get their parts, for the enterprise it was drawn for', async () => {
  const d = await engaged();
  const [a, b] = [await d.expert('甲工'), await d.expert('乙工')];
  const { db, newId, now } = await d.ctx();
  const drawId = newId();
  const made = { createdBy: 'test', createdAt: now, updatedAt: now, version: 1, eventHash: '' };
  const own = { kind: 'expert', poolId: d.poolId, enterprise: '某某化工有限公司', spec: '{}' };
  const pick = (entry: string, position: number, state: string) =>
    db.insert('drawPick', { drawId, list: 'experts', position, entry, label: entry, role: 'selected', state });
  await db.commit(
    [
      db.insert('draw', { id: drawId, number: '抽2026-1', title: '抽取专家', state: 'drawn', ...own, ...made }),
      pick(a.seatId, 1, 'accepted'),
      pick(b.seatId, 2, 'refused'),
    ],
    null,
  );
  const form = await d.keeper.call(api.planForm, { drawId, kind: 'deep' });
  expect(form.draw).toMatchObject({ number: '抽2026-1', experts: [{ seatId: a.seatId, expert: '甲工' }] });
  await expect(d.plan([], { drawId, poolId: null, enterprise: '别的厂' })).rejects.toThrow('400');
  const { id } = await d.plan([], { drawId, poolId: null });
  const view = await d.keeper.call(api.engagement, { id });
  expect(view).toMatchObject({ drawId, drawNumber: '抽2026-1', poolId: d.poolId, experts: ['甲工'] });
  await d.keeper.call(api.invite, { id, version: 1 });
  const statement = free;
  await a.who.call(mine.answerMine, { id: view.parts[0]?.id ?? '', version: 1, answer: 'accept', statement });
  await expect(d.other.call(api.planForm, { drawId, kind: 'deep' })).rejects.toThrow('404');
});
