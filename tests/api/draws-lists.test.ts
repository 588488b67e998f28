import { beforeEach, expect, test } from 'vitest';
import type { NewRow } from '../../db/tenant-db.ts';
import * as api from '../../workers/contract/draws.ts';
import { readFrozen, team } from '../../workers/protocol/draw.ts';
import { readDrawFile } from '../../workers/protocol/draw-file.ts';
import { verify } from '../../workers/protocol/draw-verify.ts';
import {
  type Drawing,
  drawing,
  drawn,
  fieldsOf,
  fileOf,
  frozen,
  JOB,
  member,
  newPool,
  PLANT,
} from '../support/drawing.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const RULE = {
  ...{ minYears: 5, works: ['technology'], fields: [], partTime: 'share', needsEvidence: true, continuous: false },
  ...{ maxGapDays: 0, titles: [], titlesNeeded: 'any', registrations: ['注册安全工程师'], maxAge: null, special: [] },
  ...{ termYears: 3, coolingOffMonths: 6, maxOpenEngagements: 1, publicityDays: 5, reviewers: 2 },
  recusal: ['employee', 'shareholder', 'adviser', 'kin'],
};

/** A rule for every field, in force since the beginning of the year. */
async function ruled(d: Drawing): Promise<void> {
  const { db, now } = await d.ctx();
  const row = { field: '', version: 1, body: JSON.stringify(RULE), basis: '测试', effectiveFrom: '2026-01-01' };
  await db.commit([db.insert('expertRule', { ...row, setBy: 'test', setAt: now, eventHash: '' })], null);
}

async function put<T extends 'expertTie' | 'expertLeave' | 'expertCredential' | 'expertPeriod'>(
  d: Drawing,
  table: T,
  row: Omit<NewRow<T>, 'id'>,
): Promise<void> {
  const { db, newId } = await d.ctx();
  await db.commit([db.insert(table, { id: newId(), ...row } as NewRow<T>)], null);
}

/** A job of this expert, signed or in hand. */
async function worked(
  d: Drawing,
  who: { expertId: string; seatId: string },
  state: string,
  key: string,
  toDay: string,
) {
  const { db, newId, now } = await d.ctx();
  const [engagementId, kept] = [newId(), { updatedAt: now, version: 1, eventHash: '' }];
  const job = {
    ...{ id: engagementId, number: engagementId, title: '检查', kind: 'check', unitId: d.bureau, enterprise: key },
    ...{ state: 'under_way', fromDay: toDay, toDay, createdBy: 'test', createdAt: now, ...kept },
  };
  const part = { id: newId(), engagementId, ...who, state, fromDay: toDay, toDay, enterpriseKey: key, ...kept };
  await db.commit([db.insert('engagement', job), db.insert('engagementExpert', part)], null);
}

test('each reason why somebody stays out, with what it rests on; nobody else stays out', async () => {
  const d = await drawing();
  await ruled(d);
  const declared = { declaredBy: 'test', declaredAt: T0 };
  const expected: Record<string, [string | null, RegExp]> = {};
  const someone = async (reason: string | null, words: RegExp, wanted: Parameters<typeof member>[1] = {}) => {
    const who = await member(d, wanted);
    expected[who.seatId] = [reason, words];
    return who;
  };
  await someone(null, /^$/);
  await someone('suspended', /暂停/, { seat: { state: 'suspended' } });
  await someone('expired', /聘期到 2026-12-02/, { seat: { termTo: '2026-12-02' } });
  await someone(null, /^$/, { seat: { termTo: JOB.toDay } });
  await someone('ineligible', /不合格/, { seat: { passes: 0 } });
  await someone('conflict', /工作单位就是/, { employer: ' 某某化工有限公司' });
  const paper = { kind: 'registration', name: '注册安全工程师', sort: 1 };
  const lapsed = await someone('expired', /注册安全工程师 2026-11-30/);
  await put(d, 'expertCredential', { ...paper, expertId: lapsed.expertId, expiresOn: '2026-11-30' });
  const renewed = await someone(null, /^$/);
  for (const expiresOn of ['2026-11-30', '2029-11-30'])
    await put(d, 'expertCredential', { ...paper, expertId: renewed.expertId, expiresOn });
  const adviser = await someone('conflict', /受聘顾问/);
  await put(d, 'expertTie', { ...declared, expertId: adviser.expertId, kind: 'adviser', creditCode: PLANT.creditCode });
  const served = await someone(null, /^$/);
  await put(d, 'expertTie', { ...declared, expertId: served.expertId, kind: 'served', enterprise: PLANT.enterprise });
  const kin = await someone('conflict', /近亲属/);
  await put(d, 'expertTie', { ...declared, expertId: kin.expertId, kind: 'kin', enterprise: '某某 化工有限公司' });
  const busy = await someone('load', /上限 1 项/);
  await worked(d, busy, 'accepted', '别的厂', '2026-12-20');
  const recent = await someone('cooling', /2026-09-01/);
  await worked(d, recent, 'signed', PLANT.creditCode, '2026-09-01');
  const long = await someone(null, /^$/);
  await worked(d, long, 'signed', PLANT.creditCode, '2026-05-31');
  const away = await someone('leave', /2026-12-05/);
  await put(d, 'expertLeave', { expertId: away.expertId, fromDay: '2026-12-05', toDay: '2026-12-09' });
  const back = await someone(null, /^$/);
  await put(d, 'expertLeave', { expertId: back.expertId, fromDay: '2026-12-06', toDay: '2026-12-09' });
  const { id } = await d.first.call(api.addDraw, fieldsOf(d));
  const draft = await d.first.call(api.drawEntries, { id, limit: 100 });
  const rows = new Map(draft.items.map((one) => [one.entry, one]));
  for (const [seatId, [reason, words]] of Object.entries(expected)) {
    expect([seatId, rows.get(seatId)?.excluded]).toEqual([seatId, reason]);
    expect(rows.get(seatId)?.evidence).toMatch(words);
  }
  expect(draft.total).toBe(Object.keys(expected).length);
  const one = await frozen(d);
  const kept = await d.first.call(api.drawEntries, { id: one.id, excluded: 'true', limit: 100 });
  expect(kept.items).toHaveLength(draft.excludedTotal);
  const shown = await d.public.call(api.publishedDraw, { number: one.number });
  expect(shown.lists[0]!.excluded).toEqual({
    suspended: 1,
    expired: 2,
    ineligible: 1,
    conflict: 3,
    load: 1,
    cooling: 1,
    leave: 1,
  });
  // In public a code and the reason's code, and nothing of what it rests on.
  const file = readDrawFile(await fileOf(d, one.number));
  expect(readFrozen(file.list).lists[0]!.entries.filter((e) => e.excluded === 'conflict')).toHaveLength(3);
  expect(JSON.stringify(file)).not.toMatch(/近亲属|受聘顾问|WH-/);
});

test('pools as strata: each gives its own number, and whoever sits in both counts once', async () => {
  const d = await drawing();
  const other = await newPool(d, d.bureau, '建筑施工专家库', 'construction');
  const both = await member(d);
  await member(d, { poolId: other, expertId: both.expertId });
  for (let i = 0; i < 3; i++) await member(d);
  for (let i = 0; i < 3; i++) await member(d, { poolId: other });
  const fields = fieldsOf(d);
  const quotas = [
    { poolId: d.poolId, n: 2, alternates: 1 },
    { poolId: other, n: 1, alternates: 2 },
  ];
  const { id, number } = await drawn(d, 0, 0, { ...fields, spec: { ...JOB, quotas } });
  const entries = (await d.first.call(api.drawEntries, { id, excluded: 'true' })).items;
  expect(entries.map((one) => [one.stratum, one.excluded])).toEqual([['建筑施工专家库', 'elsewhere']]);
  const { result } = await verify(readDrawFile(await fileOf(d, number)));
  expect(result!.lists[0]!.strata.map((s) => [s.stratum, s.selected.length, s.alternates.length])).toEqual([
    ['危险化学品专家库', 2, 1],
    ['建筑施工专家库', 1, 2],
  ]);
  const twice = [...quotas, quotas[0]!];
  const asked = d.first.call(api.addDraw, { ...fields, spec: { ...JOB, quotas: twice } });
  await expect(asked).rejects.toMatchObject({ code: 'bad_request' });
});

test('双随机: enterprises by class, inspectors and experts to each by the order of the lots, ties shown', async () => {
  const d = await drawing();
  for (let i = 0; i < 6; i++) await member(d, i === 0 ? { employer: '甲厂' } : {});
  const section = await d.unit('执法大队', 'department', d.bureau);
  for (const name of ['赵', '钱', '孙']) await d.person([{ role: 'inspector', unitId: section }], name);
  const enterprises = ['甲厂', '乙厂', '丙厂', '丁厂'].map((name, i) => ({ name, stratum: i < 2 ? '高风险' : '一般' }));
  const double = {
    enterprises,
    take: [
      { stratum: '高风险', n: 2 },
      { stratum: '一般', n: 1 },
    ],
    inspectorUnitId: d.bureau,
    inspectors: { n: 2, alternates: 0 },
  };
  const quotas = [{ poolId: d.poolId, n: 1, alternates: 3 }];
  const fields = { kind: 'double_random' as const, title: '双随机检查', spec: { ...JOB, quotas, double } };
  const { id, number } = await drawn(d, 0, 0, fields);
  const picks = (await d.first.call(api.drawPicks, { id, limit: 100 })).items;
  const of = (list: string) => picks.filter((one) => one.list === list && one.role === 'selected');
  expect([of('enterprises').length, of('inspectors').length, of('experts').length]).toEqual([3, 3, 3]);
  const inspectors = of('inspectors');
  for (const [at, enterprise] of of('enterprises').entries()) {
    for (const i of team(at, 2, 3)) expect(inspectors[i]!.goesTo).toContain(enterprise.label);
    expect(of('experts')[at]!.goesTo).toBe(enterprise.label);
  }
  const tied = of('experts').find((one) => one.goesTo === '甲厂');
  const clean = of('experts').filter((one) => one !== tied);
  expect(clean.every((one) => one.tie === '')).toBe(true);
  // Which enterprises stand in the list must not be known before they are visited.
  const file = await fileOf(d, number);
  expect(file).not.toMatch(/甲厂|乙厂|丙厂|丁厂/);
  expect((await verify(readDrawFile(file))).holds).toBe(true);
  const wrong = {
    ...fields,
    spec: { ...fields.spec, double: { ...double, enterprises: [...enterprises, enterprises[0]!] } },
  };
  await expect(d.first.call(api.addDraw, wrong)).rejects.toMatchObject({ code: 'bad_request' });
});
