import { APPLICANT_RULE, type Applicant, applicantSheets, applicants } from '../../../seeds/demo/applicants.ts';
import * as intake from '../../../workers/contract/expert-intake.ts';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import * as pools from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import * as seats from '../../../workers/contract/seats.ts';
import { writeWorkbook } from '../../../workers/ports/excel.ts';
import type { Desk } from '../demo/client.ts';
import { must, type Steps } from '../steps.ts';
import { atWork, drawFive, payAndScore } from './expert-work.ts';
import { type District, join } from './onboard.ts';

export type Seat = ClientOutput<typeof seats.seats>['items'][number];
export interface People {
  readonly keeper: Desk;
  readonly first: Desk;
  readonly second: Desk;
  readonly finance: Desk;
}

const DAY_MS = 86_400_000;
export const dayFrom = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
const APPOINTED = 12;
const AT_ONCE = 8;

/**
 * The pools of the notice, 200 applicants out of a sheet with the verdict each should have, twelve of them appointed; five drawn
 * with three alternates, two in conflict, one refuses; the draw is checked offline; three findings go through the hazard queue;
 * a fee is asked for, approved, paid; the work is scored.
 */
export async function engageExperts(district: District, steps: Steps): Promise<void> {
  const poolId = await openPools(district, steps);
  const people = await invitePeople(district, steps);
  await importAll(people, poolId, steps);
  const members = await appointSome(district, people, poolId, steps);
  const drawn = await drawFive(district, people, poolId, members, steps);
  const engagementId = await atWork(district, people, poolId, drawn, steps);
  await payAndScore(district, people, engagementId, steps);
}

async function openPools({ office, admin }: District, steps: Steps): Promise<string> {
  const list = await steps.run(
    'the pools of the notice stand, each with its owner units',
    async () => {
      await office.call(pools.poolsFromTemplates, {});
      const { items } = await office.call(pools.pools, { limit: 100 });
      const named = ['chemicals', 'construction', 'industry_trade', 'gas'].map((f) => items.find((p) => p.field === f));
      must(
        named.every((pool) => pool && pool.owners.length > 0),
        'one of the four pools is missing or nobody keeps it',
      );
      return items;
    },
    (items) => `${items.length} pools`,
  );
  await steps.run('the rule is revised with its basis: here nobody waits for the days of publicity', async () => {
    const { items } = await admin.call(pools.expertRules, { field: '' });
    const body = pools.ruleBody.parse({ ...APPLICANT_RULE, publicityDays: 0 });
    await admin.call(pools.addExpertRule, {
      ...{ field: '', version: items[0]?.version ?? 0, body },
      ...{ basis: '走查演练：公示天数设为零', effectiveFrom: dayFrom(0) },
    });
  });
  const pool = list.find((one) => one.field === 'chemicals');
  must(pool, 'no pool of chemicals');
  return pool.id;
}

async function invitePeople({ base, admin }: District, steps: Steps): Promise<People> {
  return steps.run('four people join: who keeps the pool, two who judge, who pays', async () => ({
    keeper: await join(base, admin, 'keeper', '专家库管理员', { role: 'expert_admin', unitId: '' }),
    first: await join(base, admin, 'judge1', '评审甲', { role: 'committee_lead', unitId: '' }),
    second: await join(base, admin, 'judge2', '评审乙', { role: 'committee_lead', unitId: '' }),
    finance: await join(base, admin, 'payer', '财务', { role: 'finance', unitId: '' }),
  }));
}

/** Every seat of the pool, in one of the groups. */
async function allSeats(desk: Desk, poolId: string, group: 'pending' | 'members'): Promise<Seat[]> {
  const all: Seat[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await desk.call(seats.seats, { poolId, group, limit: 100, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

const same = (a: { name: string; employer: string }, b: { name: string; employer: string }): boolean =>
  a.name === b.name && a.employer === b.employer;

/** The sheet as an administrator would send it; then what has papers is compared with them, and the rule is asked. */
async function importAll({ keeper }: People, poolId: string, steps: Steps): Promise<void> {
  const expected = applicants(dayFrom(0));
  const { items: fields } = await keeper.call(pools.fieldList, {});
  const field = (key: string): string => fields.find((one) => one.field === key)?.name ?? key;
  const sheets = applicantSheets(expected, { field, work: WORK_KINDS, kind: CREDENTIAL_KINDS });
  const seen = await steps.run(
    'a sheet of 200 applicants is looked through before it is taken in',
    async () => {
      const answer = await keeper.call(intake.preview, { poolId }, undefined, await writeWorkbook(sheets));
      must(
        answer.total === expected.length && answer.good === answer.total,
        `${answer.good} of ${answer.total} rows fit`,
      );
      return answer;
    },
    (a) => `${a.total} rows`,
  );
  await steps.run('all of them are taken in, part by part', async () => {
    for (let from = 0; from < seen.total; ) {
      const { done } = await keeper.call(intake.run, { blobId: seen.blobId, from });
      must(done > from, 'the import does not go on');
      from = done;
    }
  });
  const waiting = await allSeats(keeper, poolId, 'pending');
  await steps.run(
    'the papers that are there are compared, figure by figure',
    async () => {
      let figures = 0;
      for (let at = 0; at < waiting.length; at += AT_ONCE) {
        const some = waiting.slice(at, at + AT_ONCE);
        const done = await Promise.all(
          some.map((row) =>
            compare(
              keeper,
              row,
              expected.find((one) => same(one, row)),
            ),
          ),
        );
        figures += done.reduce((sum, n) => sum + n, 0);
      }
      return figures;
    },
    (figures) => `${figures} figures of ${waiting.length} applicants`,
  );
  await steps.run(
    'each has the verdict that was worked out beforehand',
    async () => {
      for (let cursor: string | undefined; ; ) {
        const { next } = await keeper.call(pools.reevaluatePool, { id: poolId, ...(cursor ? { cursor } : {}) });
        if (next === null) break;
        cursor = next;
      }
      const rows = await allSeats(keeper, poolId, 'pending');
      const wrong = expected.filter((one) => rows.find((row) => same(one, row))?.passes !== one.expected.passes);
      must(wrong.length === 0, `${wrong.length} verdicts differ, the first: ${wrong[0]?.edge}`);
      return rows.filter((row) => row.passes).length;
    },
    (passing) => `${passing} of ${expected.length} pass`,
  );
}

/** Confirms every figure of one applicant that has a paper; answers how many. */
async function compare(keeper: Desk, { id }: Seat, of: Applicant | undefined): Promise<number> {
  must(of, 'somebody came in who is not on the sheet');
  const { periods, credentials, ...view } = await keeper.call(seats.seat, { id });
  const proven = [
    ...periods.filter((p) => of.periods.find((one) => one.fromDay === p.fromDay)?.evidenced),
    ...credentials.filter((c) => of.credentials.find((one) => one.number === c.number)?.evidenced),
  ];
  if (proven.length === 0) return 0;
  const pins = Object.fromEntries(proven.map((f) => [f.id, f.hash]));
  // Their papers lie on the desk, not in the record: each is named as one whose original was looked at.
  const originals = proven.filter((f) => f.blobId === null).map((f) => f.id);
  const { confirmed } = await keeper.call(seats.confirmFigures, { id, version: view.version, pins, originals });
  return confirmed;
}

/** Two who judge, publicity, a letter. */
async function appointSome(
  { office }: District,
  { keeper, first, second }: People,
  poolId: string,
  steps: Steps,
): Promise<Seat[]> {
  const passing = (await allSeats(keeper, poolId, 'pending')).filter((seat) => seat.passes).slice(0, APPOINTED);
  const seen = async (desk: Desk, id: string) => {
    const { version } = await desk.call(seats.seat, { id });
    return { id, version };
  };
  await steps.run(`${passing.length} of those who pass are found complete`, async () => {
    for (const { id } of passing) await keeper.call(seats.check, await seen(keeper, id));
  });
  await steps.run('two people judge each of them, neither the one who compared the papers', async () => {
    for (const { id } of passing) {
      for (const desk of [first, second]) {
        const { version, periods, credentials } = await desk.call(seats.seat, { id });
        const pins = Object.fromEntries([...periods, ...credentials].map((figure) => [figure.id, figure.hash]));
        await desk.call(seats.review, { id, version, opinion: 'approve', words: '年限属实，专业对口', pins });
      }
    }
  });
  return steps.run(
    'publicised, nobody objects, appointed by letter',
    async () => {
      for (const [i, { id }] of passing.entries()) {
        await keeper.call(seats.publicise, { ...(await seen(keeper, id)), fromDay: dayFrom(0) });
        await office.call(seats.appoint, { ...(await seen(office, id)), letterNo: `演安办聘〔2026〕${i + 1}号` });
      }
      const members = await allSeats(office, poolId, 'members');
      must(members.length === passing.length, `${members.length} members`);
      return members;
    },
    (members) => `${members.length} members, ${members[0]?.number} the first`,
  );
}
