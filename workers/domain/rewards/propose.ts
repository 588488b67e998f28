import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { loadTip } from '../tips/rows.ts';
import { checkFirst } from './first.ts';
import { rewardCounters } from './rows.ts';
import { type Computed, computeReward, type RewardFacts } from './scale.ts';
import { type StoredScale, scaleToday } from './scale-rows.ts';

/** For a tip that proved true, seen by the one who proposes. The amount is the scale's; somebody else decides. */
export async function proposeReward(
  ctx: Ctx,
  { tipId, ...facts }: InputOf<typeof contract.propose>,
): Promise<OutputOf<typeof contract.propose>> {
  const { db } = ctx;
  const tip = await loadTip(ctx, tipId);
  await checkFirst(ctx, tip);
  const { computed, writes } = await compute(ctx, facts);
  const { amount, row: scale } = computed ?? noSuch();
  const id = ctx.newId();
  const { write: event, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'reward',
    entityId: id,
    action: 'propose',
    from: null,
    to: 'proposed',
    data: { scale: scale.id, scaleVersion: scale.version },
  });
  const row = {
    id,
    tipId,
    category: tip.category,
    state: 'proposed',
    amount,
    scaleId: scale.id,
    scaleVersion: scale.version,
    facts: JSON.stringify(facts),
    proposedBy: personId(ctx),
    proposedDay: localDay(ctx.now),
    ...head,
  };
  const notices = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }, { role: 'leader' }],
    kind: 'reward.proposed',
    title: '有一笔举报奖励待审批',
    body: '须由提出人以外的人审批。',
    link: '/rewards?state=proposed',
  });
  const all = [...writes, event, db.insert('reward', row), ...rewardCounters(ctx, null, 'proposed'), ...notices];
  const answer = await db.commit(all, { id, amount }).catch((error: unknown) => {
    // Two officers at the same instant: the unique index on the tip decides.
    if (error instanceof ConflictError) throw new DomainError('reward_exists');
    throw error;
  });
  ctx.ports.wakeOutbox();
  return answer;
}

/** What the scale of today gives for these facts. */
export async function previewReward(
  ctx: Ctx,
  input: InputOf<typeof contract.preview>,
): Promise<OutputOf<typeof contract.preview>> {
  const { fine = null, deaths = null, grade = null, fixed = null } = input;
  const { computed } = await compute(ctx, { fine, deaths, grade, fixed });
  const { label = '', basis = '', basisChecked = true } = computed?.row ?? {};
  return { amount: computed?.amount ?? null, label, basis, basisChecked };
}

async function compute(
  ctx: Ctx,
  facts: RewardFacts,
): Promise<{ computed: Computed<StoredScale> | undefined; writes: Write[] }> {
  const { rows, writes } = await scaleToday(ctx);
  return { computed: computeReward(rows, facts), writes };
}

const noSuch = (): never =>
  refuse('bad_request', { fields: [{ path: 'fine', message: '所填事实不符合任何一条奖励标准' }] });
