import type * as z from 'zod';
import type * as receipts from '../../workers/contract/receipts.ts';
import { type SentTip, TipClient, type TipOptions } from '../../workers/protocol/client.ts';
import { app, type World } from './world.ts';

export {
  type DeskOfficer,
  deskOfficer,
  join,
  newEpoch,
  say,
  setUpDiscipline,
  setUpIdentity,
  setUpVerification,
  type TipOffice,
  type TipOfficer,
  tipOffice,
  tipOfficer,
} from './tip-office.ts';

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
