import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { NO_EVENTS, nextEventRow } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among, covers, scopeOf } from '../units/scope.ts';
import { checkCommon, isHidden, titleOf, unitNames } from './fields.ts';
import { ownerUnit } from './owner.ts';

/** 安排暗访: one visit to each chosen line of a campaign's coverage list. Those who go are told once, of all of them. */
export async function planMany(ctx: Ctx, input: InputOf<typeof contract.planMany>): Promise<{ planned: number }> {
  const { db, now } = ctx;
  const { checkTarget: t, plan: p } = db.rows;
  const { personIds, templateTitle } = await checkCommon(ctx, input);
  const keys = new Set(input.keys);
  const scope = await scopeOf(ctx, 'check.plan');
  const [campaign] = await db.select({ title: p.title }).from(p).where(eq(p.id, input.planId));
  const { title: campaignTitle } = found(campaign);
  const targets = await db
    .select({
      ...{ key: t.key, unitId: t.unitId, enterprise: t.enterprise, creditCode: t.creditCode },
      ...{ address: t.address, placeUnitId: t.placeUnitId },
    })
    .from(t)
    .where(and(eq(t.planId, input.planId), among(t.key, keys)));
  if (targets.length !== keys.size)
    refuse('bad_request', { fields: [{ path: 'keys', message: '检查名单已有变动，请刷新' }] });
  if (targets.some((row) => row.unitId !== null && !covers(scope, row.unitId))) refuse('forbidden');
  const names = await unitNames(
    ctx,
    targets.map((row) => row.unitId),
  );
  const { tags, unannounced, teamId, planId, templateId, plannedDay, note } = input;
  const hidden = isHidden(input);
  const ownerUnitId = await ownerUnit(ctx);
  const made = targets.map(({ key, ...target }) => {
    const id = ctx.newId();
    const { row: event, head } = nextEventRow(ctx, NO_EVENTS, {
      ...{ entity: 'check_visit', entityId: id, action: 'plan', from: null, to: 'planned' },
      data: { hidden, plannedDay, people: personIds.length },
    });
    const name = target.unitId === null ? target.enterprise : (names.get(target.unitId) ?? '');
    const row = {
      ...{ id, kind: 'visit', state: 'planned', title: titleOf(name, input).slice(0, 100), tags: JSON.stringify(tags) },
      ...{ unannounced, hidden, ...target, targetKey: key, teamId, planId, templateId, templateTitle, ownerUnitId },
      ...{ plannedDay, note, createdBy: personId(ctx), createdAt: now, updatedAt: now, ...head },
    };
    return { event, row, people: personIds.map((person) => ({ checkId: id, personId: person })) };
  });
  const notice = await notifyWrites(ctx, {
    to: personIds.map((person) => ({ personId: person })),
    kind: 'check.planned',
    quiet: hidden,
    title: `有 ${made.length} 次检查安排给您`,
    body: `计划日期 ${plannedDay}。${hidden ? '请登录后查看，不要转告被检查单位。' : `专项行动：${campaignTitle}`}`,
    link: '/checks?mine=true',
  });
  const writes = [
    ...db.insertMany(
      'event',
      made.map((m) => m.event),
    ),
    ...db.insertMany(
      'checkVisit',
      made.map((m) => m.row),
    ),
    ...db.insertMany(
      'checkPerson',
      made.flatMap((m) => m.people),
    ),
    ...notice,
  ];
  const answer = await db.commit(writes, { planned: made.length });
  ctx.ports.wakeOutbox();
  return answer;
}
