import { and, eq, isNull } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { dayNumber, endOfDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { adjustFromTip } from '../hazards/from-tip.ts';
import { hazardOfTip } from '../hazards/rows.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { deskRecipients } from './desks.ts';
import { loadOpened, type TipRow } from './rows.ts';
import { extensionTerms } from './settings.ts';
import { tipStep } from './step.ts';

/** More time to verify: asked for by one person, decided by another, as often as the tenant's rule allows. */
export async function extendTip(ctx: Ctx, input: InputOf<typeof contract.extendTip>): Promise<{ ok: true }> {
  const tip = await loadOpened(ctx, input);
  const { times } = await extensionTerms(ctx);
  if (tip.extensionBy !== null || tip.extensions >= times || !(await verifyDue(ctx, tip))) {
    throw new DomainError('wrong_state');
  }
  const set = { extensionBy: personId(ctx), extensionReason: input.reason };
  const notices = await notifyWrites(ctx, {
    to: [...deskRecipients(tip.desk), ...(tip.desk === 'discipline' ? [] : deskRecipients('intake'))],
    kind: 'tip.extension',
    title: '一件举报申请延长核查期限，请另一人决定',
    body: '',
    link: `/tips/${tip.id}`,
  });
  return ctx.db.commit([...tipStep(ctx, tip, { action: 'extend', set }).writes, ...notices], { ok: true });
}

/** @throws `same_person` when whoever asked would decide */
export async function decideExtension(
  ctx: Ctx,
  input: InputOf<typeof contract.decideExtension>,
): Promise<{ ok: true }> {
  const tip = await loadOpened(ctx, input);
  if (tip.extensionBy === null) throw new DomainError('wrong_state');
  if (tip.extensionBy === personId(ctx)) throw new DomainError('same_person');
  const { days } = await extensionTerms(ctx);
  const { approve } = input;
  const due = await verifyDue(ctx, tip);
  if (approve && due === null) throw new DomainError('wrong_state');
  const until = due === null ? undefined : endOfDay(dayNumber(due) + days);
  const hazard = await hazardOfTip(ctx, tip.hazardId);
  const set = approve ? { extensions: tip.extensions + 1, told: tip.extensionReason } : { extensionReason: '' };
  const writes = [
    ...tipStep(ctx, tip, {
      action: 'decideExtension',
      set: { extensionBy: null, ...set },
      data: approve ? { approve, until } : { approve },
    }).writes,
    ...(approve ? await adjustFromTip(ctx, hazard, 'limits', extension(days)) : []),
    ...(await notifyWrites(ctx, {
      to: [{ personId: tip.extensionBy }],
      kind: 'tip.extension',
      title: approve ? `核查期限已延长 ${days} 天` : '延长核查期限的申请未获批准',
      body: '',
      link: `/tips/${tip.id}`,
    })),
  ];
  return ctx.db.commit(writes, { ok: true });
}

const extension = (days: number) => ({ clocks: { extend: { kind: 'verify', days } }, data: { days } });

/** When the running limit to verify ends; null where none runs, or its end is not known. */
async function verifyDue({ db }: Ctx, tip: TipRow): Promise<number | null> {
  const c = db.rows.clock;
  const [row] = await db
    .select({ dueAt: c.dueAt })
    .from(c)
    .where(and(eq(c.entity, 'hazard'), eq(c.entityId, tip.hazardId), eq(c.kind, 'verify'), isNull(c.stoppedAt)));
  return row?.dueAt ?? null;
}
