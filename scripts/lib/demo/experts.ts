import { type Applicant, applicantSheets, applicants } from '../../../seeds/demo/applicants.ts';
import * as draws from '../../../workers/contract/draws.ts';
import * as engagements from '../../../workers/contract/engagements.ts';
import * as intake from '../../../workers/contract/expert-intake.ts';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import * as experts from '../../../workers/contract/experts.ts';
import * as fees from '../../../workers/contract/fees.ts';
import * as mine from '../../../workers/contract/my-expert.ts';
import * as pools from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import * as seats from '../../../workers/contract/seats.ts';
import { writeWorkbook } from '../../../workers/ports/excel.ts';
import { keyOf } from './client.ts';
import { activate } from './people.ts';
import type { Desks } from './stage.ts';
import type { DemoTenant } from './tenants.ts';

type Seat = ClientOutput<typeof seats.seats>['items'][number];

const DAY_MS = 86_400_000;
const dayFrom = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

/** A pool with members and people on the way, a draw that waits for its number, experts at work in a plant. */
export async function stageExperts(url: string, tenant: DemoTenant, desks: Desks): Promise<void> {
  const { office } = desks;
  await office.call(pools.poolsFromTemplates, {}, keyOf(tenant.slug, 'pools'));
  const pool = (await office.call(pools.pools, { limit: 100 })).items.find((one) => one.field === 'chemicals');
  if (!pool) return;
  await ruleOf(tenant, desks, 0);
  const list = applicants(dayFrom(0), 30);
  const waiting = await importAll(desks, pool.id, list);
  const members = await vet(tenant, desks, waiting, list);
  await ruleOf(tenant, desks, 5);
  await office.call(
    fees.addBudget,
    { year: Number(dayFrom(0).slice(0, 4)), title: '安全生产专家专项资金', amount: 20_000_000 },
    keyOf(tenant.slug, 'budget'),
  );
  await lay(tenant, desks, pool.id);
  await atWork(url, tenant, desks, pool.id, members);
}

/** The district's own conditions but for the days of publicity: the first eight need not wait for them. */
async function ruleOf({ slug }: DemoTenant, { admin }: Desks, publicityDays: number): Promise<void> {
  const { items } = await admin.call(pools.expertRules, { field: '' });
  const [first, done] = [items.at(-1), items.find((rule) => rule.version === (publicityDays === 0 ? 1 : 2))];
  if (!first || done) return;
  const body = pools.ruleBody.parse({ ...(first.body as object), publicityDays });
  const basis = publicityDays === 0 ? `${first.basis}；演示：首批专家免于公示` : first.basis;
  const rule = { field: '', version: items[0]?.version ?? 0, body, basis, effectiveFrom: dayFrom(0) };
  await admin.call(pools.addExpertRule, rule, keyOf(slug, 'rule', publicityDays));
}

async function importAll({ experts: keeper }: Desks, poolId: string, list: readonly Applicant[]): Promise<Seat[]> {
  const seatsOf = async () => (await keeper.call(seats.seats, { poolId, limit: 100 })).items;
  const there = await seatsOf();
  if (there.length >= list.length) return there;
  const { items } = await keeper.call(pools.fieldList, {});
  const field = (key: string): string => items.find((one) => one.field === key)?.name ?? key;
  const sheets = applicantSheets(list, { field, work: WORK_KINDS, kind: CREDENTIAL_KINDS });
  const { blobId, total } = await keeper.call(intake.preview, { poolId }, undefined, await writeWorkbook(sheets));
  for (let from = 0; from < total; ) {
    from = (await keeper.call(intake.run, { blobId, from })).done;
  }
  return seatsOf();
}

/** Papers compared, judged, appointed: each of the first twelve who pass a step less far than the one before. */
async function vet(
  { slug }: DemoTenant,
  { experts: keeper, office, lead }: Desks,
  waiting: readonly Seat[],
  list: readonly Applicant[],
): Promise<Seat[]> {
  const passing = list.filter((one) => one.expected.plain).slice(0, 12);
  const members: Seat[] = [];
  for (const [i, who] of passing.entries()) {
    const seat = waiting.find((one) => one.name === who.name && one.employer === who.employer);
    if (!seat || seat.state === 'appointed') {
      if (seat) members.push(seat);
      continue;
    }
    if (seat.state !== 'applied') continue;
    const key = (step: string) => keyOf(slug, 'seat', i, step);
    const { id } = seat;
    const { periods, credentials, ...view } = await keeper.call(seats.seat, { id });
    let { version } = view;
    const next = async (done: Promise<{ version: number }>) => {
      version = (await done).version;
    };
    for (const [n, { id: figureId, hash }] of [...periods, ...credentials].entries()) {
      const figure = { id, version, figureId, hash, confirmed: true };
      await next(keeper.call(seats.confirmFigure, figure, key(`figure-${n}`)));
    }
    if (i > 10) continue;
    await next(keeper.call(seats.check, { id, version }, key('check')));
    if (i > 9) continue;
    const pins = Object.fromEntries([...periods, ...credentials].map((figure) => [figure.id, figure.hash]));
    for (const [name, desk] of [['lead', lead] as const, ['office', office] as const]) {
      const said = { id, version, opinion: 'approve' as const, words: '年限属实，专业对口。', pins };
      await next(desk.call(seats.review, said, key(name)));
    }
    if (i > 8) continue;
    await next(keeper.call(seats.publicise, { id, version, fromDay: dayFrom(0) }, key('publicise')));
    if (i > 7) continue;
    await next(office.call(seats.appoint, { id, version, letterNo: `安办聘〔2026〕${i + 1}号` }, key('appoint')));
    members.push({ ...seat, version });
  }
  return members;
}

/** Frozen and published; the number comes in a week. */
async function lay({ slug }: DemoTenant, { experts: keeper }: Desks, poolId: string): Promise<void> {
  const { items } = await keeper.call(draws.draws, {});
  if (items.length > 0) return;
  const spec = { fromDay: dayFrom(10), toDay: dayFrom(12), quotas: [{ poolId, n: 2, alternates: 1 }] };
  const draft = {
    kind: 'expert' as const,
    title: '危险化学品企业解剖式检查专家',
    enterprise: '泰达化工有限公司',
    spec,
  };
  const { id, version } = await keeper.call(draws.addDraw, draft, keyOf(slug, 'draw'));
  const notBefore = new Date(Date.now() + 7 * DAY_MS).toISOString();
  const seedSource = { kind: 'ssq', id: '2026140', notBefore };
  await keeper.call(draws.commitDraw, { id, version, seedSource, witnesses: [] }, keyOf(slug, 'draw', 'commit'));
}

/** Two of the members at a plant; one of them signs in as `expert`. */
async function atWork(
  url: string,
  { slug }: DemoTenant,
  { experts: keeper }: Desks,
  poolId: string,
  members: readonly Seat[],
): Promise<void> {
  const [first, second] = members;
  if (!first || !second || (await keeper.call(engagements.engagements, {})).items.length > 0) return;
  const job = {
    ...{ kind: 'resident' as const, title: '鲁源化工驻企检查', unitId: 'unit-emergency', poolId },
    ...{ enterprise: '鲁源化工有限公司', address: '高新区化工园 8 号', brief: '重点看动火作业、联锁投用和罐区。' },
    ...{ fromDay: dayFrom(0), toDay: dayFrom(4), duties: ['现场检查并签署意见', '整改方案咨询和复查'] },
    seatIds: [first.id, second.id],
  };
  const planned = await keeper.call(engagements.planEngagement, job, keyOf(slug, 'job'));
  const { id } = planned;
  await keeper.call(engagements.invite, { id, version: planned.version }, keyOf(slug, 'job', 'invite'));
  const { invitePath } = await keeper.call(experts.signIn, { id: first.expertId, username: 'expert' });
  const expert = await activate(url, slug, invitePath);
  const { parts } = await keeper.call(engagements.engagement, { id });
  const ownId = parts.find((part) => part.expertId === first.expertId)?.id ?? '';
  const { asked } = await expert.call(mine.myJob, { id: ownId });
  const statement = { ties: asked.map((kind) => ({ kind, has: false })), words: '' };
  for (const part of parts) {
    const answer = { id: part.id, version: part.version, answer: 'accept' as const, statement };
    if (part.id === ownId) await expert.call(mine.answerMine, answer, keyOf(slug, 'job', 'own'));
    else await keeper.call(engagements.answerFor, answer, keyOf(slug, 'job', 'other'));
  }
  const { version } = await keeper.call(engagements.engagement, { id });
  await keeper.call(engagements.startEngagement, { id, version }, keyOf(slug, 'job', 'start'));
}
