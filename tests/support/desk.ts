import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { rewrap } from '../../workers/protocol/envelope-open.ts';
import type { DeskOfficer } from './tips.ts';
import { Refused, type World } from './world.ts';

/** The code of a refusal, or `ok`. */
export const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );

/** What an officer's browser sends to hand a tip over: its words and every message, wrapped to the other desk's key. */
export async function handOverInput(world: World, by: DeskOfficer, tipId: string, to: string, reason = '回避') {
  const tip = await by.caller.call(tipDesk.openTip, { id: tipId });
  const target = tip.desks.find((desk) => desk.role === to);
  if (!target) throw new Error(`no such desk: ${to}`);
  const scope = { tenantNo: world.no, tipId, formHash: tip.formHash };
  const { items } = await by.caller.call(tipDesk.messages, { id: tipId, limit: 100 });
  const parts = [
    { part: 'body', commit: tip.envelope.commit, wraps: tip.envelope.wraps },
    ...items.map((m) => ({ part: m.id, commit: m.commit, wraps: m.wraps })),
  ];
  const pair = await by.pair(by.roleKeyId);
  const wraps = await Promise.all(
    parts.map(async ({ part, commit, wraps: own }) => {
      const mine = own.find((w) => w.roleKeyId === by.roleKeyId)!;
      return { part, wrap: await rewrap(scope, part, mine, commit, pair, target) };
    }),
  );
  return { id: tipId, version: tip.version, to, reason, wraps };
}

export async function handOver(world: World, by: DeskOfficer, tipId: string, to: string): Promise<void> {
  await by.caller.call(tipDesk.handOver, await handOverInput(world, by, tipId, to));
}

export const versionOf = async (by: DeskOfficer, tipId: string): Promise<number> =>
  (await by.caller.call(tipDesk.openTip, { id: tipId })).version;
