import type * as z from 'zod';
import type * as receipts from '../../workers/contract/receipts.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { type SentTip, TipClient, type TipOptions } from '../../workers/protocol/client.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import {
  newOfficerKeys,
  newRoleKey,
  type OfficerKeys,
  openRoleKey,
  unlockOfficerKeys,
} from '../../workers/protocol/officer-keys.ts';
import { type OpenedTip, openTip } from '../../workers/protocol/open-tip.ts';
import { app, type Caller, type World } from './world.ts';

/** workerd refuses more than 100 000 rounds; the browser tests run the real number. */
export const ITERATIONS = 1000;
export type StatusView = z.output<typeof receipts.statusView>;

export const tipClient = (world: World): TipClient =>
  new TipClient(async (request) => app.fetch(request), `http://anshao.test/${world.slug}/api`);

/** The whole client side of one tip, as a reporter's browser does it. */
export const sendTip = (world: World, options: TipOptions = {}): Promise<SentTip> =>
  tipClient(world).send({ iterations: ITERATIONS, ...options });

export const lookUp = async (world: World, receipt: string): Promise<StatusView> =>
  (await tipClient(world).status(world.no, receipt, ITERATIONS)) as StatusView;

/** Makes the proof of work light: thirty-two real ones would heat two cores for a minute. */
export async function easyWork(world: World): Promise<void> {
  const { db } = await world.ctx();
  const value = JSON.stringify({ cost: 100, from: 1, to: 5 });
  await db.commit([db.insert('setting', { key: 'tip.work', value, updatedAt: 0 })], null);
}

export interface TipOfficer {
  readonly caller: Caller;
  readonly keys: OfficerKeys;
  readonly sealPublic: string;
}
export interface TipOffice extends TipOfficer {
  readonly roleKeyId: string;
  readonly rolePublic: string;
  /** Opens in the officer's "browser" what tips.open hands out. */
  open(tipId: string): Promise<OpenedTip & { version: number; hazardId: string }>;
}

/** A tip officer with keys of their own. */
export async function tipOfficer(world: World, name = '受理员'): Promise<TipOfficer> {
  const caller = await world.person(['tip_office'], name);
  const scope = { tenantNo: world.no, personId: caller.personId };
  const record = await newOfficerKeys(scope, '口令 口令 口令', ITERATIONS);
  await caller.call(tipKeys.putMyKeys, record);
  return { caller, keys: await unlockOfficerKeys(scope, record, '口令 口令 口令'), sealPublic: record.sealPublic };
}

/** An officer who has put the intake role key into use: the tenant now takes tips. */
export async function tipOffice(world: World, name?: string): Promise<TipOffice> {
  const officer = await tipOfficer(world, name);
  const { caller, keys, sealPublic } = officer;
  const roleKeyId = newTipId();
  const role = { tenantNo: world.no, role: 'intake', roleKeyId };
  const made = await newRoleKey(role, [{ personId: caller.personId, sealPublic }]);
  const { sealPublic: rolePublic, shares, recoveryEnvelope } = made;
  const key = { id: roleKeyId, role: 'intake', sealPublic: rolePublic, shares, recoveryEnvelope, statements: [] };
  await caller.call(tipKeys.createRoleKey, key);
  await easyWork(world);
  return {
    ...officer,
    roleKeyId,
    rolePublic: made.sealPublic,
    async open(tipId) {
      const mine = await caller.call(tipKeys.myKeys, {});
      const held = mine.roleKeys.find((key) => key.id === roleKeyId)!;
      const pair = await openRoleKey(role, held.sealPublic, held.share!, caller.personId, keys);
      const tip = await caller.call(tipDesk.openTip, { id: tipId });
      const scope = { tenantNo: world.no, tipId, formHash: tip.formHash };
      const opened = await openTip(scope, tip.envelope, tip.header, roleKeyId, pair);
      return { ...opened, version: tip.version, hazardId: tip.hazard.id };
    },
  };
}
