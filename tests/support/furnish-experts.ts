import { eq } from 'drizzle-orm';
import type { TableName } from '../../db/schema/index.ts';
import type { Write } from '../../db/tenant-db.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { sealHeld } from '../../workers/domain/experts/application.ts';
import { keptIdentity, keptPhone } from '../../workers/domain/experts/identity.ts';

type Row = [TableName, Record<string, unknown>];
interface Head {
  readonly version: number;
  readonly eventHash: string;
}

const drawSpec = (poolId: string) =>
  JSON.stringify({
    ...{ purpose: '', fromDay: '2026-12-01', toDay: '2026-12-03', double: null },
    quotas: [{ poolId, n: 1, alternates: 0 }],
  });

/** Of experts, draws and engagements: a row in each table, by the ids of `furnish`. */
export function expertRows(id: Record<string, string>, now: number, head: Head): Row[] {
  const made = { createdAt: now, updatedAt: now, ...head };
  const between = { fromDay: '2026-11-02', toDay: '2026-11-20' };
  return [
    ['expertPool', { id: id.pool, field: 'chemicals', title: '危险化学品专家库', state: 'open', ...made }],
    ['expertPoolOwner', { poolId: id.pool, unitId: id.unit }],
    [
      'expertRule',
      {
        ...{ field: `f-${id.pool}`, version: 1, body: '{}', basis: '本地规定', effectiveFrom: '2026-01-01' },
        ...{ setBy: id.person, setAt: now, eventHash: head.eventHash },
      },
    ],
    [
      'expert',
      {
        ...{ id: id.expert, name: '李四', identityMac: `m-${id.expert}`, identitySealed: 's', identityTail: '001X' },
        ...{ birthDay: '1975-03-01', phoneSealed: 's', phoneTail: '0000', employer: '某设计院', source: 'office' },
        ...{ personId: id.person, createdBy: id.person, ...made },
      },
    ],
    ['expertAccount', { expertId: id.expert, sealed: 's', tail: '1234', updatedAt: now }],
    [
      'expertPeriod',
      {
        ...{ id: id.period, expertId: id.expert, sort: 1, employer: '某设计院', post: '工程师', work: 'technology' },
        ...{ field: 'chemicals', fromDay: '2015-01-01', toDay: null, share: 100, blobId: id.blob },
      },
    ],
    [
      'expertCredential',
      { id: id.credential, expertId: id.expert, sort: 1, kind: 'title', name: '高级工程师', blobId: id.blob },
    ],
    [
      'expertTie',
      {
        ...{ id: id.tie, expertId: id.expert, kind: 'adviser', enterprise: '某化工厂', personId: id.person },
        ...{ declaredBy: id.person, declaredAt: now },
      },
    ],
    ['expertLeave', { id: id.leave, expertId: id.expert, fromDay: '2026-12-01', toDay: '2026-12-10' }],
    [
      'expertApplication',
      {
        ...{ id: id.application, number: `a-${id.application}`, codeMac: 'm', state: 'open', expertId: id.expert },
        ...{ pools: JSON.stringify([id.pool]), ...made },
      },
    ],
    ['expertSeat', { id: id.seat, expertId: id.expert, poolId: id.pool, state: 'checked', appliedAt: now, ...made }],
    [
      'expertReview',
      {
        ...{ id: id.opinion, seatId: id.seat, round: 1, reviewerId: id.person, opinion: 'approve' },
        ...{ pins: '{}', reviewedAt: now },
      },
    ],
    ['expertObjection', { id: id.objection, seatId: id.seat, words: '年限不实', state: 'open', createdAt: now }],
    [
      'draw',
      {
        ...{ id: id.draw, number: `d-${id.draw}`, title: '抽取专家', kind: 'expert', poolId: id.pool },
        ...{ state: 'committed', spec: drawSpec(id.pool!), createdBy: id.person, ...made },
      },
    ],
    [
      'poolLoan',
      {
        ...{ id: id.loan, direction: 'out', slug: 'below', name: '某县', lentPool: id.pool, poolId: id.pool },
        ...{ field: 'chemicals', title: '危化专家库', state: 'agreed', ...made },
      },
    ],
    ['lentJob', { slug: 'below', part: `p-${id.part}`, expertId: id.expert, open: 1, toldAt: now, ...between }],
    ['drawList', { drawId: id.draw, body: '{}' }],
    [
      'drawEntry',
      {
        ...{ drawId: id.draw, list: 'experts', code: 'c1', entry: id.seat, label: '李四', who: '001', salt: 's' },
        ...{ stratum: '危险化学品专家库' },
      },
    ],
    [
      'drawPick',
      {
        ...{ drawId: id.draw, list: 'experts', position: 1, entry: id.seat, label: '李四' },
        ...{ role: 'selected', state: 'waiting' },
      },
    ],
    ['budgetLine', { id: id.budget, year: 2026, title: '专家专项资金', amount: 1_000_000, ...head }],
    [
      'engagement',
      {
        ...{ id: id.engagement, number: `e-${id.engagement}`, title: '驻企检查', kind: 'resident', poolId: id.pool },
        ...{ drawId: id.draw, unitId: id.unit, enterprise: '某化工厂', state: 'under_way', ...between },
        ...{ createdBy: id.person, ...made },
      },
    ],
    [
      'engagementExpert',
      {
        ...{ id: id.part, engagementId: id.engagement, expertId: id.expert, seatId: id.seat, state: 'accepted' },
        ...{ enterpriseKey: '某化工厂', updatedAt: now, ...between, ...head },
      },
    ],
    ['engagementFinding', { engagementId: id.engagement, hazardId: id.hazard, expertId: id.expert, foundAt: now }],
    [
      'expertFee',
      {
        ...{ id: id.fee, number: `f-${id.fee}`, partId: id.part, expertId: id.expert, budgetLineId: id.budget },
        ...{ halfDays: 2, rate: 80_000, amount: 80_000, state: 'proposed', proposedBy: id.person, ...made },
      },
    ],
    [
      'expertTraining',
      { id: id.training, expertId: id.expert, day: '2026-05-01', title: '法规培训', hours: 8, enteredBy: id.person },
    ],
    [
      'expertAssessment',
      {
        ...{ id: id.assessment, seatId: id.seat, year: 2026, score: 90, grade: 'excellent' },
        ...{ assessedBy: id.person, assessedAt: now },
      },
    ],
  ];
}

/** What lies sealed of them, so that it opens. */
export async function sealWrites(ctx: Ctx, id: Record<string, string>): Promise<Write[]> {
  const [expertId, applicationId] = [id.expert as string, id.application as string];
  const identityNumber = '11010519491231002X';
  const { identitySealed } = await keptIdentity(ctx, expertId, identityNumber);
  const { phoneSealed } = await keptPhone(ctx, expertId, '13800000000');
  const account = JSON.stringify({ holder: '李四', bank: '某银行', number: '6222000000001234' });
  const sealed = await ctx.ports.secrets.seal('expert-account', `${ctx.tenant.no}|${expertId}`, account);
  const person = { name: '李四', employer: '某设计院', post: '', bio: '', phone: '13800000000', identityNumber };
  const held = await sealHeld(ctx, applicationId, { ...person, periods: [], credentials: [], ties: [] });
  return [
    ctx.db.update('expert', { identitySealed, phoneSealed }, (t) => eq(t.id, expertId)),
    ctx.db.update('expertAccount', { sealed }, (t) => eq(t.expertId, expertId)),
    ctx.db.update('expertApplication', { sealed: held }, (t) => eq(t.id, applicationId)),
  ];
}
