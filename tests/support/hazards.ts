import { national } from '../../seeds/national.ts';
import * as api from '../../workers/contract/hazards.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { forgetCalendar } from '../../workers/http/calendar.ts';
import { app, type Caller, caller, mintTenant, platform, Refused, requestOf, type World } from './world.ts';

/** A whole small JPEG: quantisation table, frame, scan. With `extra` segments behind its start and `tail` after its end. */
export function jpeg(extra: number[] = [], tail: number[] = []): Uint8Array<ArrayBuffer> {
  const dqt = [0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(1)];
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x3f, 0xff, 0x00, 0x12];
  return new Uint8Array([0xff, 0xd8, ...extra, ...dqt, ...frame, ...scan, 0xff, 0xd9, ...tail]);
}

export async function uploadBytes(by: Caller, slug: string, bytes: Uint8Array<ArrayBuffer>, purpose = 'evidence') {
  const request = requestOf(api.upload, { purpose }, slug, by.token, crypto.randomUUID());
  return app.fetch(new Request(request, { method: 'POST', body: bytes }));
}

export interface District extends World {
  readonly street: string;
  readonly bureau: string;
  /** Sees and decides everything but sealed tips. */
  readonly office: Caller;
  readonly office2: Caller;
  readonly handler: Caller;
  readonly inspector: Caller;
  readonly grid: Caller;
  readonly tipOffice: Caller;
  photo(by: Caller): Promise<string>;
  report(more?: Partial<ClientInput<typeof api.report>>): Promise<{ id: string; number: string }>;
  /** Reported with a photo, confirmed, assigned to the bureau. */
  assigned(): Promise<{ id: string; version: number }>;
  /** The same person with a token of now: after the clock was moved. */
  fresh(who: Caller): Promise<Caller>;
  one(id: string): ReturnType<typeof seen>;
}
const seen = (by: Caller, id: string) => by.call(api.one, { id });

export async function district(): Promise<District> {
  const world = await mintTenant();
  // A year with one holiday: enough for working days to be known.
  await platform.directory
    .prepare(
      "INSERT OR IGNORE INTO calendar_day (day, working, name, source) VALUES ('2026-10-01', 0, '国庆节', '测试')",
    )
    .run();
  forgetCalendar();
  await loadPack(await world.ctx(), national, { step: 'policies' });
  const street = await world.unit('城东街道', 'street');
  const bureau = await world.unit('住建局');
  const office = await world.person(['commission_office'], '安委办甲');
  const grid = await world.person([{ role: 'grid_worker', unitId: street }], '网格员甲');
  const photo = async (by: Caller) => {
    const response = await uploadBytes(by, world.slug, jpeg());
    const body = (await response.json()) as { id: string; code: string };
    if (!response.ok) throw new Refused(body.code, response.status);
    return body.id;
  };
  const report = async (more: Partial<ClientInput<typeof api.report>> = {}) =>
    grid.call(api.report, { title: '井盖缺失', source: 'grid', placeUnitId: street, ...more });
  return {
    ...world,
    street,
    bureau,
    office,
    office2: await world.person(['commission_office'], '安委办乙'),
    handler: await world.person([{ role: 'unit_handler', unitId: bureau }], '经办人甲'),
    inspector: await world.person([{ role: 'inspector', unitId: bureau }], '检查员甲'),
    grid,
    tipOffice: await world.person(['tip_office'], '受理员甲'),
    photo,
    report,
    async assigned() {
      const { id } = await report({ evidence: [await photo(grid)] });
      await office.call(api.confirm, { id, version: 1, level: 'general' });
      const done = await office.call(api.assign, { id, version: 2, unitId: bureau });
      return { id, version: done.version };
    },
    async fresh(who) {
      const { actor, personId } = who;
      if (actor.kind !== 'person') return who;
      const { sessionId, grants } = actor;
      const { ports } = await world.ctx();
      const token = await ports.accessToken(`t${world.no}`, { subject: personId, sessionId, grants });
      return caller(world.slug, actor, token, personId);
    },
    one: (id) => seen(office, id),
  };
}
