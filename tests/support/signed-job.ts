import type { TableName } from '../../db/schema/index.ts';
import type { NewRow } from '../../db/tenant-db.ts';
import { poolCounters } from '../../workers/domain/pools/counters.ts';
import { T0, type World } from './world.ts';

export interface Job {
  readonly unitId: string;
  readonly poolId: string;
  readonly engagementId: string;
  readonly experts: readonly { readonly expertId: string; readonly seatId: string; readonly partId: string }[];
}

const head = { version: 1, eventHash: 'f'.repeat(64) };
const made = { createdAt: T0, updatedAt: T0, ...head };

/** A pool of a unit, and an accepted engagement there in which each expert has signed; rows as the verbs leave them. */
export async function signedJob(world: World, names: readonly string[] = ['李工'], title = '驻企检查'): Promise<Job> {
  const ctx = await world.ctx();
  const unitId = await world.unit(`主管局${ctx.newId()}`);
  const [poolId, engagementId] = [ctx.newId(), ctx.newId()];
  const days = { fromDay: '2026-11-02', toDay: '2026-11-04' };
  const rows: [TableName, Record<string, unknown>][] = [
    ['expertPool', { id: poolId, field: 'chemicals', title: '危化专家库', state: 'open', ...made }],
    ['expertPoolOwner', { poolId, unitId }],
    [
      'engagement',
      {
        ...{ id: engagementId, number: `E-${engagementId}`, title, kind: 'resident', poolId, unitId },
        ...{ enterprise: '某化工厂', state: 'accepted', createdBy: 'x', ...days, ...made },
      },
    ],
  ];
  const experts = names.map((name) => {
    const [expertId, seatId, partId] = [ctx.newId(), ctx.newId(), ctx.newId()];
    rows.push(
      [
        'expert',
        {
          ...{ id: expertId, name, identityMac: `m-${expertId}`, identitySealed: 's', identityTail: '001X' },
          ...{ birthDay: '1975-03-01', phoneSealed: 's', phoneTail: '0000', employer: '某设计院', source: 'office' },
          ...{ createdBy: 'x', ...made },
        },
      ],
      [
        'expertSeat',
        { id: seatId, expertId, poolId, state: 'appointed', number: 'W-1', passes: 1, appliedAt: T0, ...made },
      ],
      [
        'engagementExpert',
        {
          ...{ id: partId, engagementId, expertId, seatId, state: 'signed', enterpriseKey: '某化工厂' },
          ...{ updatedAt: T0, ...days, ...head },
        },
      ],
    );
    return { expertId, seatId, partId };
  });
  const members = experts.map(() => ({ from: null, to: { poolId, state: 'appointed', passes: 1, doubtful: 0 } }));
  const inserts = rows.map(([table, row]) => ctx.db.insert(table, row as NewRow<TableName>));
  await ctx.db.commit([...inserts, ...poolCounters(ctx, members)], null);
  return { unitId, poolId, engagementId, experts };
}
