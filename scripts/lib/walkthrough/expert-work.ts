import * as scores from '../../../workers/contract/assessments.ts';
import * as draws from '../../../workers/contract/draws.ts';
import * as engagements from '../../../workers/contract/engagements.ts';
import * as experts from '../../../workers/contract/experts.ts';
import * as fees from '../../../workers/contract/fees.ts';
import * as hazards from '../../../workers/contract/hazards.ts';
import * as mine from '../../../workers/contract/my-expert.ts';
import { commitmentOf } from '../../../workers/protocol/draw.ts';
import { readDrawFile } from '../../../workers/protocol/draw-file.ts';
import { verify } from '../../../workers/protocol/draw-verify.ts';
import { Desk } from '../demo/client.ts';
import { picture } from '../demo/picture.ts';
import { must, type Steps } from '../steps.ts';
import { dayFrom, type People, type Seat } from './experts.ts';
import { activate, type District } from './onboard.ts';

const ENTERPRISE = { enterprise: '某化工有限公司', creditCode: '' };

/** Frozen and published, then a number nobody could know, entered by one and confirmed by another. */
export async function drawFive(
  { base, office }: District,
  { keeper, first }: People,
  poolId: string,
  members: readonly Seat[],
  steps: Steps,
): Promise<string> {
  await steps.run('two members declare what ties them to the enterprise', async () => {
    for (const { expertId } of members.slice(0, 2)) {
      await keeper.call(experts.addTie, { expertId, kind: 'adviser', enterprise: ENTERPRISE.enterprise });
    }
  });
  const words = { name: '见证人甲', input: '春眠不觉晓', salt: 'a1b2c3d4e5f60718' };
  const at = Date.now() + 2500;
  const made = await steps.run(
    'five are to be drawn with three in reserve: the list is frozen and published',
    async () => {
      const draft = await keeper.call(draws.addDraw, {
        ...{ kind: 'expert', title: '某化工有限公司驻企检查专家', ...ENTERPRISE },
        spec: { fromDay: dayFrom(1), toDay: dayFrom(3), quotas: [{ poolId, n: 5, alternates: 3 }] },
      });
      const commitment = await commitmentOf(draft.number, words.name, words.input, words.salt);
      const { version } = await keeper.call(draws.commitDraw, {
        ...{ id: draft.id, version: draft.version },
        seedSource: { kind: 'other', id: '走查演练：到点当场报出的数', notBefore: new Date(at).toISOString() },
        witnesses: [{ name: words.name, commitment }],
      });
      const { lists } = await keeper.call(draws.draw, { id: draft.id });
      must(lists[0]?.excluded.conflict === 2, `${lists[0]?.excluded.conflict} left out for a conflict`);
      return keeper.call(draws.openWitness, { id: draft.id, version, ...words });
    },
    () => 'two left out for a conflict',
  );
  await steps.run('the number comes; one enters it, another confirms it, the lots are cast', async () => {
    await new Promise((done) => setTimeout(done, Math.max(0, at - Date.now()) + 50));
    const value = String(at);
    const { version } = await keeper.call(draws.enterSeed, { id: made.id, version: made.version, value });
    await office.call(draws.confirmSeed, { id: made.id, version, value });
  });
  await steps.run(
    'the first refuses, an alternate steps in; the others come',
    async () => {
      let { version } = await keeper.call(draws.draw, { id: made.id });
      const call = async (position: number, to: 'accepted' | 'refused', reason = '') => {
        const answer = await keeper.call(draws.callPick, {
          ...{ id: made.id, version, list: 'experts', position, to, reason },
        });
        version = answer.version;
        return answer.steppedIn;
      };
      const next = await call(1, 'refused', '已有安排');
      must(next?.position === 6, 'the first alternate did not step in');
      for (const position of [2, 3, 4, 5, 6]) await call(position, 'accepted');
      await keeper.call(draws.finishDraw, { id: made.id, version });
      return next;
    },
    (next) => next.label,
  );
  await steps.run(
    'the published file is checked without the server',
    async () => {
      const { number } = await first.call(draws.draw, { id: made.id });
      const text = await (await fetch(`${base}/published-draws/${number}/file`)).text();
      const file = readDrawFile(text);
      const verdict = await verify(file, file.listHash);
      must(verdict.holds && verdict.complete, 'the draw does not verify');
      const other = await verify({ ...file, publicSeed: '1' });
      must(!other.holds, 'another seed verifies as well');
      return verdict;
    },
    (verdict) => `${verdict.checks.length} checks`,
  );
  return made.id;
}

/** Invited, declared free of conflict, three findings into the hazard queue and to the end, the opinion signed. */
export async function atWork(
  district: District,
  people: People,
  poolId: string,
  drawId: string,
  steps: Steps,
): Promise<string> {
  const { office, base, ownerUnitId } = district;
  const { keeper } = people;
  const job = await steps.run(
    'the work is planned from the draw, with its three milestones, and they are invited',
    async () => {
      const { id, version } = await keeper.call(engagements.planEngagement, {
        ...{ kind: 'resident', title: '某化工有限公司驻企检查', unitId: ownerUnitId, poolId, drawId, ...ENTERPRISE },
        ...{ fromDay: dayFrom(1), toDay: dayFrom(3), brief: '重点看动火作业和反应釜联锁。' },
      });
      await keeper.call(engagements.invite, { id, version });
      const view = await keeper.call(engagements.engagement, { id });
      must(view.parts.length === 5 && view.milestones.length === 3, `${view.parts.length} parts`);
      return view;
    },
  );
  const [lead, ...others] = job.parts;
  must(lead, 'nobody was drawn');
  const declared = async (desk: Desk, id: string) => {
    const { asked } = await desk.call(mine.myJob, { id });
    return { ties: asked.map((kind) => ({ kind, has: false })), words: '' };
  };
  const expert = await steps.run(
    'one signs in as the expert, and sees nothing of the case before the statement',
    async () => {
      const { invitePath } = await keeper.call(experts.signIn, { id: lead.expertId, username: 'expert1' });
      const desk = await activate(base, invitePath);
      const before = await desk.call(mine.myJob, { id: lead.id });
      must(before.job === null, 'the case shows before the statement');
      const statement = await declared(desk, lead.id);
      await desk.call(mine.answerMine, { id: lead.id, version: before.version, answer: 'accept', statement });
      must((await desk.call(mine.myJob, { id: lead.id })).job !== null, 'the case does not show after the statement');
      return desk;
    },
  );
  const statement = await declared(expert, lead.id);
  await steps.run('the others answer by telephone; the work begins', async () => {
    for (const [i, part] of others.entries()) {
      const { parts } = await keeper.call(engagements.engagement, { id: job.id });
      const { version } = parts.find((one) => one.id === part.id) ?? part;
      const answer = i === 0 ? ({ answer: 'accept', statement } as const) : ({ answer: 'decline' } as const);
      await keeper.call(engagements.answerFor, { id: part.id, version, ...answer, reason: i === 0 ? '' : '临时出差' });
    }
    const { version } = await keeper.call(engagements.engagement, { id: job.id });
    await keeper.call(engagements.startEngagement, { id: job.id, version });
  });
  const found = await steps.run('three findings go straight into the hazard queue', async () => {
    const ids: string[] = [];
    for (const title of ['反应釜联锁未投用', '动火作业票未经批准', '可燃气体报警器超期未检']) {
      const photo = (await expert.call(hazards.upload, {}, undefined, picture('before', 1))).id;
      const finding = { title, description: '现场检查发现。', evidence: [photo] };
      ids.push((await expert.call(mine.reportFinding, { id: lead.id, ...finding })).hazardId);
    }
    const { items } = await office.call(hazards.queue, { source: 'expert' });
    must(
      ids.every((id) => items.some((row) => row.id === id)),
      'the queue does not show the findings',
    );
    return ids;
  });
  await steps.run('each is rectified, verified by another, and closed', async () => {
    for (const id of found) await settle(district, id);
  });
  await steps.run('opinions are signed; one who did not come is noted; the office accepts', async () => {
    const opinion = '联锁、动火和报警三方面存在隐患，均已整改，建议每季度复核联锁投用情况。';
    const { version } = await expert.call(mine.myJob, { id: lead.id });
    await expert.call(mine.signOpinion, { id: lead.id, version, opinion });
    const { parts } = await keeper.call(engagements.engagement, { id: job.id });
    for (const part of parts.filter((one) => one.state === 'accepted')) {
      await keeper.call(engagements.markAbsent, { id: part.id, version: part.version, reason: '未到场' });
    }
    const reported = await keeper.call(engagements.engagement, { id: job.id });
    must(reported.state === 'reported', `the work is ${reported.state}`);
    await keeper.call(engagements.acceptEngagement, { id: job.id, version: reported.version });
  });
  return job.id;
}

async function settle({ office, handler, inspector, ownerUnitId }: District, id: string): Promise<void> {
  const seen = async (desk: Desk) => ({ id, version: (await desk.call(hazards.one, { id })).version });
  const photo = async () => (await handler.call(hazards.upload, {}, undefined, picture('after', 1))).id;
  await office.call(hazards.confirm, { ...(await seen(office)), level: 'general' });
  await office.call(hazards.assign, { ...(await seen(office)), unitId: ownerUnitId });
  await handler.call(hazards.start, await seen(handler));
  const rectification = '已按专家意见整改';
  await handler.call(hazards.submit, { ...(await seen(handler)), rectification, evidence: [await photo()] });
  await inspector.call(hazards.verify, { ...(await seen(inspector)), opinion: '现场核对，整改到位' });
  await office.call(hazards.close, await seen(office));
}

export async function payAndScore(
  { office, base }: District,
  { keeper, finance }: People,
  id: string,
  steps: Steps,
): Promise<void> {
  const view = () => keeper.call(engagements.engagement, { id });
  const signed = (await view()).parts.find((part) => part.state === 'signed');
  must(signed, 'nobody signed');
  await steps.run('a fee is asked for out of the year’s money, approved by another, paid by a third', async () => {
    const title = '安全生产专家专项资金';
    const year = Number(dayFrom(0).slice(0, 4));
    const { id: budgetLineId } = await office.call(fees.addBudget, { year, title, amount: 20_000_000 });
    const asked = await keeper.call(fees.proposeFee, { partId: signed.id, budgetLineId, halfDays: 6, rate: 80_000 });
    const { version } = await office.call(fees.decideFee, { id: asked.id, version: asked.version, approve: true });
    await finance.call(fees.payFee, { id: asked.id, version, reference: '凭证 1' });
  });
  await steps.run('office and enterprise score the work, and it is closed', async () => {
    await keeper.call(scores.scorePart, { id: signed.id, version: signed.version, score: 92, words: '检查细致' });
    const { token } = await keeper.call(scores.scoreLink, { id, version: (await view()).version });
    await new Desk(base).call(scores.sendScores, { token, scores: [{ partId: signed.id, score: 95 }] });
    const scored = (await view()).parts.find((part) => part.id === signed.id);
    must(scored?.scoreOffice === 92 && scored.scoreEnterprise === 95, 'the scores do not show');
    await keeper.call(engagements.closeEngagement, { id, version: (await view()).version });
  });
}
