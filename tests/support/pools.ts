import type { NewRow } from '../../db/tenant-db.ts';
import { born } from '../../workers/domain/people/chain.ts';
import { poolCounters } from '../../workers/domain/pools/counters.ts';
import type { World } from './world.ts';

interface Member {
  readonly poolId: string;
  /** First days of jobs still held, or spans. */
  readonly jobs: readonly (string | readonly [from: string, to: string])[];
  readonly titles?: readonly string[];
  readonly seat?: Partial<NewRow<'expertSeat'>>;
  readonly field?: string;
}

/** An expert with a seat, in office unless said otherwise; every job evidenced. */
export async function addMember(world: World, { poolId, jobs, titles = [], seat, field = 'chemicals' }: Member) {
  const ctx = await world.ctx();
  const { db, now } = ctx;
  const expertId = ctx.newId();
  const seatId = ctx.newId();
  const kept = { createdAt: now, updatedAt: now, version: 0, eventHash: '' };
  const expert = {
    ...{ id: expertId, name: '李四', identityMac: expertId, identitySealed: 's', identityTail: '001X' },
    ...{ birthDay: '1975-03-01', phoneSealed: 's', phoneTail: '0000', employer: '某设计院' },
    ...{ source: 'office', createdBy: 'test', ...kept },
  };
  const row = { id: seatId, expertId, poolId, state: 'appointed', appliedAt: now, passes: 1, ...kept, ...seat };
  const periods = jobs.map((job, sort) => ({
    ...{ id: ctx.newId(), expertId, sort, employer: '某厂', post: '工程师', work: 'technology', field, share: 100 },
    ...(typeof job === 'string' ? { fromDay: job, toDay: null } : { fromDay: job[0], toDay: job[1] }),
    ...{ confirmedBy: 'test', confirmedAt: now, confirmedHash: 'h' },
  }));
  const papers = titles.map((name, sort) => ({
    ...{ id: ctx.newId(), expertId, sort, kind: 'title', name },
    ...{ confirmedBy: 'test', confirmedAt: now, confirmedHash: 'h' },
  }));
  const writes = [
    ...born(ctx, 'expert', expert, { action: 'add', to: 'kept', data: {} }),
    ...periods.map((p) => db.insert('expertPeriod', p)),
    ...papers.map((c) => db.insert('expertCredential', c)),
    ...born(ctx, 'expertSeat', row, { action: 'apply', to: row.state, data: {} }),
    ...poolCounters(ctx, [{ from: null, to: { doubtful: 0, ...row } }]),
  ];
  await db.commit(writes, null);
  return { expertId, seatId };
}

/** A field of a pack, with the units its notice names. */
export async function addField(world: World, field: string, title: string, owners: readonly string[]): Promise<void> {
  const { db } = await world.ctx();
  const body = JSON.stringify({ sector: field, owners, duties: ['现场检查并签署意见'] });
  const row = { id: `expert_field-${field}`, kind: 'expert_field', title, body, source: '004-7' };
  await db.commit([db.insert('template', row)], null);
}
