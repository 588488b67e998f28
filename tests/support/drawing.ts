import type { NewRow } from '../../db/tenant-db.ts';
import * as api from '../../workers/contract/draws.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { born } from '../../workers/domain/people/chain.ts';
import { commitmentOf } from '../../workers/protocol/draw.ts';
import { type Caller, clock, mintTenant, type World } from './world.ts';

export const POOL = '危险化学品专家库';
export const JOB = { fromDay: '2026-12-01', toDay: '2026-12-05' };
export const PLANT = { enterprise: '某某化工有限公司', creditCode: '91370000MA3TEAT00X' };
export const NUMBERS = '01 05 12 20 28 33 + 09';
export const SALT = 'a1b2c3d4e5f6g7h8';

export interface Drawing extends World {
  readonly bureau: string;
  readonly poolId: string;
  /** Both hold the post of administrator of the pool. */
  readonly first: Caller;
  readonly second: Caller;
}

/** A pool kept by a bureau, and two people who may draw from it. */
export async function drawing(): Promise<Drawing> {
  const world = await mintTenant();
  const bureau = await world.unit('应急管理局');
  const poolId = await newPool(world, bureau, POOL);
  const admin = (name: string) => world.person([{ role: 'expert_admin', unitId: bureau }], name);
  return { ...world, bureau, poolId, first: await admin('经办甲'), second: await admin('经办乙') };
}

export async function newPool(world: World, bureau: string, title: string, field = 'chemicals'): Promise<string> {
  const { db, now, newId } = await world.ctx();
  const id = newId();
  const kept = { createdAt: now, updatedAt: now, version: 1, eventHash: '' };
  const pool = { id, field, title, state: 'open', ...kept };
  await db.commit([db.insert('expertPool', pool), db.insert('expertPoolOwner', { poolId: id, unitId: bureau })], null);
  return id;
}

interface Wanted {
  readonly poolId?: string;
  readonly expertId?: string;
  readonly employer?: string;
  readonly seat?: Partial<NewRow<'expertSeat'>>;
}
let serial = 0;

/** Somebody in office, with a number, against whom nothing speaks. */
export async function member(d: Drawing, wanted: Wanted = {}): Promise<{ expertId: string; seatId: string }> {
  const ctx = await d.ctx();
  const { db, now } = ctx;
  const expertId = wanted.expertId ?? ctx.newId();
  const seatId = ctx.newId();
  serial += 1;
  const kept = { createdAt: now, updatedAt: now, version: 0, eventHash: '' };
  const expert = {
    ...{ id: expertId, name: `专家${serial}`, identityMac: expertId, identitySealed: 's', identityTail: '001X' },
    ...{ birthDay: '1975-03-01', phoneSealed: 's', phoneTail: '0000', employer: wanted.employer ?? '某设计院' },
    ...{ source: 'office', createdBy: 'test', ...kept },
  };
  const seat = {
    ...{ id: seatId, expertId, poolId: wanted.poolId ?? d.poolId, state: 'appointed', passes: 1, appliedAt: now },
    ...{ number: `WH-${String(serial).padStart(4, '0')}`, termTo: '2028-12-31', ...kept, ...wanted.seat },
  };
  const own = wanted.expertId ? [] : born(ctx, 'expert', expert, { action: 'add', to: 'kept', data: {} });
  await db.commit([...own, ...born(ctx, 'expertSeat', seat, { action: 'apply', to: seat.state, data: {} })], null);
  return { expertId, seatId };
}

export const fieldsOf = (d: Drawing, n = 2, alternates = 2): ClientInput<typeof api.addDraw> => ({
  ...{ kind: 'expert', title: '驻企检查专家', ...PLANT },
  spec: { ...JOB, quotas: [{ poolId: d.poolId, n, alternates }] },
});

export const witnessed = async (number: string, name: string, input: string) => ({
  name,
  commitment: await commitmentOf(number, name, input, SALT),
});

/** A minute on: a token lives five. */
export const soon = () => new Date(clock.now + 60_000).toISOString();

/** Drafted and frozen. */
export async function frozen(d: Drawing, n = 2, alternates = 2, fields = fieldsOf(d, n, alternates)) {
  const { id, number } = await d.first.call(api.addDraw, fields);
  const seedSource = { kind: 'ssq', id: '2026135', notBefore: soon() };
  const witnesses = [await witnessed(number, '张三', '春眠不觉晓'), await witnessed(number, '李四', '八百里秦川')];
  const { version } = await d.first.call(api.commitDraw, { id, version: 1, seedSource, witnesses });
  return { id, number, version };
}

/** And drawn, the first witness opened. */
export async function drawn(d: Drawing, n = 2, alternates = 2, fields = fieldsOf(d, n, alternates)) {
  const { id, number, version } = await frozen(d, n, alternates, fields);
  const words = { name: '张三', input: '春眠不觉晓', salt: SALT };
  const opened = await d.first.call(api.openWitness, { id, version, ...words });
  clock.now += 61_000;
  const entered = await d.first.call(api.enterSeed, { id, version: opened.version, value: NUMBERS });
  const done = await d.second.call(api.confirmSeed, { id, version: entered.version, value: NUMBERS });
  return { id, number, version: done.version };
}

export const fileOf = async (d: Drawing, number: string) => (await d.public.send(api.drawFile, { number })).text();
