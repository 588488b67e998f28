import { hash } from 'node:crypto';
import * as api from '../../workers/contract/seats.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { newSeatWrites } from '../../workers/domain/seats/create.ts';
import { forgetCalendar } from '../../workers/http/calendar.ts';
import { type Caller, caller, mintTenant, platform, type World } from './world.ts';

export interface Vetted extends World {
  readonly bureau: string;
  readonly poolId: string;
  /** Keeps the pool, judges, appoints. */
  readonly keeper: Caller;
  readonly first: Caller;
  readonly second: Caller;
  readonly office: Caller;
}

/** A pool of chemicals kept by a bureau, with people who vet, judge and appoint. */
export async function vetted(quota: number | null = null): Promise<Vetted> {
  const world = await mintTenant();
  const holiday =
    "INSERT OR IGNORE INTO calendar_day (day, working, name, source) VALUES ('2026-10-01', 0, '国庆节', '测试')";
  await platform.directory.prepare(holiday).run();
  forgetCalendar();
  const { db, now, newId } = await world.ctx();
  const bureau = await world.unit('应急管理局');
  const poolId = newId();
  const made = { createdAt: now, updatedAt: now, version: 1, eventHash: '' };
  const prefixes = { value: JSON.stringify({ prefixes: { chemicals: 'WH' } }), updatedAt: now };
  await db.commit(
    [
      db.insert('expertPool', {
        id: poolId,
        field: 'chemicals',
        title: '危险化学品专家库',
        state: 'open',
        quota,
        ...made,
      }),
      db.insert('expertPoolOwner', { poolId, unitId: bureau }),
      db.insert('setting', { key: 'expert.vetting', ...prefixes }),
    ],
    null,
  );
  const person: World['person'] = async (grants, name) => lasting(world, await world.person(grants, name));
  return {
    ...world,
    ...{ bureau, poolId, person },
    keeper: await person([{ role: 'expert_admin', unitId: bureau }], '管库员'),
    first: await person([{ role: 'committee_lead', unitId: bureau }], '评审甲'),
    second: await person([{ role: 'committee_lead', unitId: bureau }], '评审乙'),
    office: await person(['commission_office'], '安委办'),
  };
}

/** The same person with a token of the moment: a case goes on for weeks, a token lasts minutes. */
function lasting(world: World, who: Caller): Caller {
  const fresh = async (): Promise<Caller> => {
    if (who.actor.kind !== 'person') return who;
    const { sessionId, grants, personId } = who.actor;
    const { ports } = await world.ctx();
    const token = await ports.accessToken(`t${world.no}`, { subject: personId, sessionId, grants });
    return caller(world.slug, who.actor, token, personId);
  };
  return {
    ...who,
    call: async (route, input, key) => (await fresh()).call(route, input, key),
    send: async (route, input, key) => (await fresh()).send(route, input, key),
  };
}

interface Person {
  readonly name?: string;
  readonly employer?: string;
  readonly personId?: string;
  readonly from?: string;
}

/** An applicant with one post since 2015 and one title, both with a stored file; and the seat applied for. */
export async function applied(
  d: Vetted,
  { name = '赵工', employer = '化工设计院', personId, from = '2015-01-01' }: Person = {},
): Promise<{ seatId: string; expertId: string; periodId: string; credentialId: string }> {
  const ctx = await d.ctx();
  const { db, now, newId } = ctx;
  const [expertId, periodId, credentialId] = [newId(), newId(), newId()];
  const [paper, diploma] = [await stored(ctx), await stored(ctx)];
  const seat = await newSeatWrites(ctx, { expertId, poolId: d.poolId, fresh: true, passes: 1 });
  await db.commit(
    [
      db.insert('expert', {
        ...{ id: expertId, name, employer, identityMac: expertId, identitySealed: 's', identityTail: '001X' },
        ...{
          birthDay: '1975-03-01',
          phoneSealed: 's',
          phoneTail: '0000',
          source: 'office',
          personId: personId ?? null,
        },
        ...{ createdBy: 'system:test', createdAt: now, updatedAt: now, version: 1, eventHash: '' },
      }),
      db.insert('expertPeriod', {
        ...{ id: periodId, expertId, sort: 1, employer, post: '安全工程师', work: 'technology', field: 'chemicals' },
        ...{ fromDay: from, toDay: null, share: 100, blobId: paper },
      }),
      db.insert('expertCredential', {
        ...{ id: credentialId, expertId, sort: 1, kind: 'title', name: '高级工程师', blobId: diploma },
      }),
      ...seat.writes,
    ],
    null,
  );
  return { seatId: seat.seatId, expertId, periodId, credentialId };
}

/** A stored file; each has bytes of its own. */
export async function stored({ db, now, newId, tenant, ports }: Ctx): Promise<string> {
  const id = newId();
  const objectKey = `t${tenant.no}/evidence/${id}`;
  const bytes = new TextEncoder().encode(id);
  await ports.blobs.put(objectKey, bytes, 'image/jpeg');
  const file = { objectKey, purpose: 'evidence', mediaType: 'image/jpeg', size: bytes.length };
  const row = { id, ...file, sha256: hash('sha256', id), createdBy: 'system:test', createdAt: now };
  await db.commit([db.insert('blob', row)], null);
  return id;
}

export const look = (by: Caller, id: string) => by.call(api.seat, { id });

/** Every figure compared with its evidence, then the documents checked. */
export async function checked(d: Vetted, id: string, by: Caller = d.keeper): Promise<void> {
  const { periods, credentials, version } = await look(by, id);
  let at = version;
  for (const { id: figureId, hash: seen } of [...periods, ...credentials]) {
    const input = { id, version: at, figureId, hash: seen, confirmed: true };
    at = (await by.call(api.confirmFigure, input)).version;
  }
  await by.call(api.check, { id, version: at });
}

/** One opinion on what lies there now. */
export async function judged(by: Caller, id: string, opinion: api.Opinion = 'approve') {
  const { version, periods, credentials } = await look(by, id);
  const pins = Object.fromEntries([...periods, ...credentials].map((f) => [f.id, f.hash]));
  return by.call(api.review, { id, version, opinion, words: '材料齐全，符合条件。', pins });
}

export async function publicised(d: Vetted, id: string, fromDay = '2026-11-18'): Promise<void> {
  await checked(d, id);
  await judged(d.first, id);
  await judged(d.second, id);
  const { version } = await look(d.keeper, id);
  await d.keeper.call(api.publicise, { id, version, fromDay });
}

export async function appointed(d: Vetted, id: string) {
  const { version } = await look(d.office, id);
  return d.office.call(api.appoint, { id, version, letterNo: '安委办聘〔2026〕1号' });
}
