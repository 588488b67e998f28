import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Notice, Recipient } from '../notifications/notify.ts';
import type { SeatRow } from './rows.ts';

/** Whom a case of this pool concerns: those who keep it, those who judge, those who appoint, or the expert. */
export type Circle = 'keepers' | 'reviewers' | 'office' | 'expert';

export interface PoolNamed {
  readonly title: string;
  readonly keepers: readonly Recipient[];
}

/** The pool by name, and its administrators: of its owner units and above. */
export async function poolNamed({ db }: Ctx, poolId: string): Promise<PoolNamed> {
  const { expertPool: p, expertPoolOwner: o } = db.rows;
  const [[pool], owners] = await Promise.all([
    db.select({ title: p.title }).from(p).where(eq(p.id, poolId)),
    db.select({ unitId: o.unitId }).from(o).where(eq(o.poolId, poolId)),
  ]);
  return { title: pool?.title ?? '', keepers: owners.map(({ unitId }) => ({ role: 'expert_admin', unitId })) };
}

/** A notice about a seat. It names the pool and not the person: it may leave the house by webhook. */
export async function tell(
  ctx: Ctx,
  row: Pick<SeatRow, 'id' | 'poolId' | 'expertId'>,
  circle: Circle,
  kind: string,
  words: string,
): Promise<Notice[]> {
  const { title, keepers } = await poolNamed(ctx, row.poolId);
  const notice = { kind: `expert_seat.${kind}`, title: `${title}：${words}`, body: '' };
  if (circle === 'expert') {
    const personId = await personOfExpert(ctx, row.expertId);
    return personId ? [{ ...notice, to: [{ personId }], link: '/my-expert' }] : [];
  }
  const office: Recipient[] = [{ role: 'commission_office' }];
  const to = { keepers: keepers.length > 0 ? keepers : office, reviewers: [...keepers, ...office], office }[circle];
  return [{ ...notice, to, link: `/expert-seats/${row.id}` }];
}

async function personOfExpert({ db }: Ctx, expertId: string): Promise<string | null> {
  const e = db.rows.expert;
  const [row] = await db.select({ personId: e.personId }).from(e).where(eq(e.id, expertId));
  return row?.personId ?? null;
}
