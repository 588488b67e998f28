import type { Write } from '../../../db/tenant-db.ts';
import { lastEvent } from '../audit/head.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites, type Recipient } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';

/**
 * Word to the office and to the pool's administrators that members hold no longer: once a pool and day, in the commit that
 * found the first of them. How many, the list says.
 */
export async function failingNotices(ctx: Ctx, poolIds: ReadonlySet<string>): Promise<Write[]> {
  if (poolIds.size === 0) return [];
  const { expertPool: p, expertPoolOwner: o } = ctx.db.rows;
  const [pools, owners] = await Promise.all([
    ctx.db.select({ id: p.id, title: p.title, origin: p.origin }).from(p).where(among(p.id, poolIds)),
    ctx.db.select({ poolId: o.poolId, unitId: o.unitId }).from(o).where(among(o.poolId, poolIds)),
  ]);
  const writes: Write[] = [];
  for (const { id, title, origin } of pools) {
    const entityId = `expert-failing-${id}-${localDay(ctx.now)}`;
    if ((await lastEvent(ctx, 'reminder', entityId)).version > 0) continue;
    const body = { entity: 'reminder', entityId, action: 'expert_failing', from: null, to: null, data: { poolId: id } };
    const units = owners.filter((owner) => owner.poolId === id);
    const notice = {
      to: [
        { role: 'commission_office' } as Recipient,
        ...units.map(({ unitId }): Recipient => ({ role: 'expert_admin', unitId })),
      ],
      kind: 'expert.failing',
      title: `“${title}”有成员按现行条件不再符合`,
      body:
        origin === null
          ? '名单已列出，成员资格没有自动变动。请逐一核对，再决定补充材料、暂停或解聘。'
          : '这是借入的专家库，由借出地区按其条件判定和处理。名单已列出，抽取和邀请前请留意。',
      link: `/expert-pools/${id}`,
    };
    writes.push(nextEvent(ctx, NO_EVENTS, body).write, ...(await notifyWrites(ctx, notice)));
  }
  return writes;
}
