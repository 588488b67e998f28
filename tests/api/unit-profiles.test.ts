import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/unit-profiles.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { supervised } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const said = {
  hasBody: true,
  body: '安全生产科',
  bodySince: '2021-05-01',
  bodyDocNo: '住建发〔2021〕5号',
  fullTime: 3,
  partTime: 0,
};

test('a unit fills in what it has; the coverage counts who said all that is required, and lists what the others lack', async () => {
  const d = await supervised();
  await d.unit('某某社区', 'community', d.street);
  const before = await d.office.call(contract.unitProfiles, {});
  expect([before.complete, before.total]).toEqual([0, 2]);
  expect(before.required).toEqual(['hasBody', 'body', 'bodySince', 'bodyDocNo', 'fullTime', 'leaderId', 'contactId']);
  expect(before.items.every((row) => row.missing.length === 7)).toBe(true);

  const people = { leaderId: d.head.personId, contactId: d.handler.personId };
  const half = await d.handler.call(contract.saveProfile, { id: d.bureau, version: 0, ...said });
  expect(half).toEqual({ version: 1, missing: ['leaderId', 'contactId'] });
  const whole = await d.handler.call(contract.saveProfile, { id: d.bureau, version: 1, ...said, ...people });
  expect(whole.missing).toEqual([]);
  const after = await d.handler.call(contract.unitProfiles, { missing: 'true' });
  expect([after.complete, after.total]).toEqual([1, 2]);
  expect(after.items.map((row) => row.id)).toEqual([d.street]);
  const one = await d.handler.call(contract.unitProfile, { id: d.bureau });
  expect(one).toMatchObject({ ...said, leader: '局长', contact: '经办人甲', mayEdit: true, version: 2 });
  expect((await auditEvents(await d.ctx(), {})).broken).toBeNull();
});

test('where there is no safety body its name is not asked for; the office fills in for anybody, a unit for itself alone', async () => {
  const d = await supervised();
  const none = { hasBody: false, fullTime: 0, leaderId: d.head.personId, contactId: d.handler.personId };
  const saved = await d.office.call(contract.saveProfile, { id: d.street, version: 0, ...none, body: '写了也不算' });
  expect(saved.missing).toEqual([]);
  expect((await d.office.call(contract.unitProfile, { id: d.street })).body).toBe('');
  const other = { id: d.street, version: 1, ...none };
  await expect(d.handler.call(contract.saveProfile, other)).rejects.toThrow('403 forbidden');
  expect((await d.handler.call(contract.unitProfile, { id: d.street })).mayEdit).toBe(false);
  await expect(d.office.call(contract.saveProfile, { ...other, version: 0 })).rejects.toThrow('409 conflict');
  await expect(d.office.call(contract.saveProfile, { ...other, leaderId: 'nobody' })).rejects.toThrow('400');
  await expect(d.office.call(contract.saveProfile, { ...other, bodySince: '2027-01-01' })).rejects.toThrow('400');
});

test('the list comes page by page, each unit once', async () => {
  const d = await supervised();
  for (let i = 0; i < 5; i++) await d.unit(`部门${i}`);
  const first = await d.office.call(contract.unitProfiles, { limit: 4 });
  const second = await d.office.call(contract.unitProfiles, { limit: 4, cursor: first.next! });
  expect(second.next).toBeNull();
  expect(new Set([...first.items, ...second.items].map((row) => row.id)).size).toBe(7);
});
