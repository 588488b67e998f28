import { eq } from 'drizzle-orm';
import * as api from '../../workers/contract/engagements.ts';
import type { TieKind } from '../../workers/contract/expert-words.ts';
import * as mine from '../../workers/contract/my-expert.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { type District, district } from './hazards.ts';
import { addField, addMember } from './pools.ts';
import type { Caller } from './world.ts';

export interface Expert {
  readonly who: Caller;
  readonly expertId: string;
  readonly seatId: string;
}
export interface Job {
  readonly id: string;
  readonly partIds: string[];
}

/** The ties the rule in force asks about. */
export const ASKED: readonly TieKind[] = ['employee', 'shareholder', 'adviser', 'kin'];
export const free = { ties: ASKED.map((kind) => ({ kind, has: false })), words: '' };
/** A code whose check sign is right. */
export const CODE = '91350100M000100Y43';
export const OPINION = '经现场检查，储罐区可燃气体报警器失效，\n建议立即停用并更换。';

export interface Engaged extends District {
  readonly poolId: string;
  /** Keeps the pool: of the bureau. */
  readonly keeper: Caller;
  /** Keeps a pool of another field. */
  readonly other: Caller;
  expert(name: string, poolId?: string): Promise<Expert>;
  plan(seatIds: string[], more?: Partial<ClientInput<typeof api.planEngagement>>): Promise<Job>;
  /** Planned, invited, free of conflict, begun. */
  underWay(experts: Expert[], more?: Partial<ClientInput<typeof api.planEngagement>>): Promise<Job>;
  version(id: string): Promise<number>;
  told(who: Caller): Promise<string[]>;
}

/** A bureau with a pool of chemicals, and what it takes to send experts out. */
export async function engaged(): Promise<Engaged> {
  const d = await district();
  const { db, now, newId } = await d.ctx();
  await addField(d, 'chemicals', '危险化学品', ['emergency']);
  const office2 = await d.unit('消防大队');
  const [poolId, otherPool] = [newId(), newId()];
  const made = { state: 'open', createdAt: now, updatedAt: now, version: 1, eventHash: '' };
  await db.commit(
    [
      db.insert('expertPool', { id: poolId, field: 'chemicals', title: '危险化学品专家库', ...made }),
      db.insert('expertPool', { id: otherPool, field: 'fire', title: '消防专家库', ...made }),
      db.insert('expertPoolOwner', { poolId, unitId: d.bureau }),
      db.insert('expertPoolOwner', { poolId: otherPool, unitId: office2 }),
    ],
    null,
  );
  const keeper = await d.person([{ role: 'expert_admin', unitId: d.bureau }], '管库员');
  const version = async (id: string) => (await keeper.call(api.engagement, { id })).version;
  const plan: Engaged['plan'] = async (seatIds, more = {}) => {
    const input = {
      ...{ title: '驻企检查', kind: 'resident' as const, unitId: d.bureau, poolId, enterprise: '某某化工有限公司' },
      ...{ creditCode: CODE, address: '化工路8号', placeUnitId: d.street, brief: '重点看储罐区' },
      ...{ fromDay: '2026-11-23', toDay: '2026-11-27', seatIds, ...more },
    };
    const { id } = await keeper.call(api.planEngagement, input);
    const { parts } = await keeper.call(api.engagement, { id });
    return { id, partIds: seatIds.map((seat) => parts.find((part) => part.seatId === seat)?.id ?? '') };
  };
  return {
    ...d,
    poolId,
    keeper,
    other: await d.person([{ role: 'expert_admin', unitId: office2 }], '消防管库员'),
    plan,
    version,
    async expert(name, pool = poolId) {
      const who = await d.person(['expert'], name);
      const ids = await addMember(d, { poolId: pool, jobs: ['2010-01-01'], seat: { number: `WH-${name}` } });
      const set = { name, personId: who.personId };
      await db.commit([db.update('expert', set, (x) => eq(x.id, ids.expertId))], null);
      return { who, ...ids };
    },
    async underWay(experts, more) {
      const job = await plan(
        experts.map((expert) => expert.seatId),
        more,
      );
      await keeper.call(api.invite, { id: job.id, version: await version(job.id) });
      for (const [at, { who }] of experts.entries()) {
        const id = job.partIds[at] as string;
        await who.call(mine.answerMine, { id, version: 1, answer: 'accept', statement: free });
      }
      await keeper.call(api.startEngagement, { id: job.id, version: await version(job.id) });
      return job;
    },
    async told(who) {
      const n = db.rows.notification;
      const rows = await db.select({ kind: n.kind }).from(n).where(eq(n.personId, who.personId)).orderBy(n.id);
      return rows.map((row) => row.kind);
    },
  };
}
