import { eq } from 'drizzle-orm';
import * as rewards from '../../workers/contract/rewards.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { lookUp, sendTip, type TipOffice, tipOffice } from './tips.ts';
import { type Caller, mintTenant, type World } from './world.ts';

const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
const brief = { title: '楼道堆放气瓶', summary: '三楼楼道堆放气瓶', level: 'major' as const, checked: [...checked] };
export const FINE = 20_000_000;

export interface RewardWorld {
  readonly world: World;
  readonly office: TipOffice;
  readonly approver: Caller;
  readonly finance: Caller;
}

export async function rewardWorld(): Promise<RewardWorld> {
  const world = await mintTenant();
  return {
    world,
    office: await tipOffice(world),
    approver: await world.person(['commission_office'], '审批员'),
    finance: await world.person(['finance'], '出纳员'),
  };
}

export interface Reporter {
  readonly id: string;
  readonly receipt: string;
}

/** A tip that proved true. */
export async function confirmedTip({ world, office }: RewardWorld): Promise<Reporter> {
  const sent = await sendTip(world);
  const { id } = sent.payload;
  const { version } = await office.open(id);
  await office.caller.call(tipDesk.brief, { id, version, ...brief });
  return { id, receipt: sent.receipt };
}

/** Proposed over a fine of 200 000 yuan, which earns 30 000, and approved. */
export async function approved(at: RewardWorld, tipId: string): Promise<string> {
  const { id } = await at.office.caller.call(rewards.propose, { tipId, fine: FINE });
  await at.approver.call(rewards.decide, { id, version: 1, approve: true });
  return id;
}

/** As the receipt page does it: look up, draw a code, register it. */
export async function claimed(world: World, receipt: string): Promise<string> {
  const { token } = await lookUp(world, receipt);
  const code = newPayCode();
  await world.public.call(rewards.claim, { token, code });
  return code;
}

/** The same matter twice: what the desk does when it merges, as its rows say it. */
export async function merged(world: World, tipId: string, intoId: string): Promise<void> {
  const { db } = await world.ctx();
  await db.commit([db.update('tip', { state: 'merged', mergedIntoId: intoId }, (t) => eq(t.id, tipId))], null);
}
