import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as contract from '../../workers/contract/meetings.ts';
import { addCommittee } from '../../workers/contract/people.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { mintTenant, T0 } from '../support/world.ts';

const fields = {
  committeeId: null,
  kind: 'plenary' as const,
  title: '2026年第四次全体会议',
  day: '2026-11-20',
  time: '14:30',
  place: '政府三楼会议室',
  agenda: [{ title: '通报三季度情况', unitId: null }],
};

async function commission() {
  const world = await mintTenant();
  const [fire, housing, school] = await Promise.all([world.unit('消防'), world.unit('住建'), world.unit('教育')]);
  const office = await world.person(['commission_office']);
  const member = await world.person([{ role: 'unit_handler', unitId: fire }]);
  const committee = await office.call(addCommittee, {
    kind: 'commission',
    name: '安委会',
    leadUnitId: fire,
    members: [
      { unitId: fire, personId: null, role: 'member', termFrom: null, termTo: null },
      { unitId: housing, personId: null, role: 'member', termFrom: null, termTo: null },
    ],
  });
  return { world, fire, housing, school, office, member, committee };
}

test('a meeting from its plan to its archive: members hear of it once, resolutions become tasks with their units', async () => {
  const { world, fire, housing, school, office, member, committee } = await commission();
  const planned = await office.call(contract.addMeeting, { ...fields, committeeId: committee.id });
  const notified = await office.call(contract.notifyMeeting, { ...planned, unitIds: [school, fire] });
  const { db } = await world.ctx();
  const n = db.rows.notification;
  expect(await db.select({ title: n.title }).from(n).where(eq(n.personId, member.personId))).toEqual([
    { title: `会议通知：${fields.title}` },
  ]);
  const invited = await office.call(contract.meeting, { id: planned.id });
  expect(invited.attendance.map((a) => a.status)).toEqual(['invited', 'invited', 'invited']);
  expect(invited.actions).toEqual(['edit', 'notify', 'hold', 'cancel']);

  const held = await office.call(contract.holdMeeting, {
    id: planned.id,
    version: notified.version,
    attendance: [
      { unitId: fire, status: 'present' },
      { unitId: housing, status: 'substitute', note: '副局长代' },
      { unitId: school, status: 'absent' },
    ],
    minutes: '会议听取了三季度情况。',
    resolutions: [
      { title: '开展高层建筑消防检查', unitId: fire, support: [housing], dueDay: '2026-12-20' },
      { title: '继续抓好校园安全', unitId: null },
    ],
  });
  const made = await office.call(contract.resolutionsToTasks, { id: planned.id, version: held.version });
  expect(made.tasks).toBe(1);
  const view = await office.call(contract.meeting, { id: planned.id });
  expect(view.planId).toBe(made.planId);
  expect(view.resolutions.map((r) => [r.title, r.stage])).toEqual([
    ['开展高层建筑消防检查', 'drafted'],
    ['继续抓好校园安全', null],
  ]);
  const a = db.rows.assignment;
  const parts = await db.select({ unitId: a.unitId, role: a.role }).from(a).where(eq(a.planId, made.planId));
  expect(new Set(parts.map((p) => `${p.role} ${p.unitId}`))).toEqual(new Set([`lead ${fire}`, `support ${housing}`]));

  // Corrected minutes leave what is a task as it is.
  const corrected = await office.call(contract.holdMeeting, {
    id: planned.id,
    version: made.version,
    attendance: [{ unitId: fire, status: 'present' }],
    minutes: '会议听取了三季度情况（更正）。',
    resolutions: [],
  });
  const after = await office.call(contract.meeting, { id: planned.id });
  expect(after.resolutions.map((r) => r.title)).toEqual(['开展高层建筑消防检查']);
  await expect(
    office.call(contract.resolutionsToTasks, { id: planned.id, version: corrected.version }),
  ).rejects.toMatchObject({ code: 'nothing_to_dispatch' });
  const archived = await office.call(contract.archiveMeeting, { id: planned.id, version: corrected.version });
  await expect(
    office.call(contract.editMeeting, { id: planned.id, version: archived.version, ...fields }),
  ).rejects.toMatchObject({ code: 'wrong_state' });
  expect((await auditEvents(await world.ctx(), {})).broken).toBeNull();
});

test('who only belongs to a unit reads meetings and holds none; an old version is a conflict; twice a unit is refused', async () => {
  const { fire, office, member } = await commission();
  const planned = await office.call(contract.addMeeting, fields);
  await expect(member.call(contract.addMeeting, fields)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await member.call(contract.meetings, {})).items.map((m) => m.title)).toEqual([fields.title]);
  expect((await member.call(contract.meeting, { id: planned.id })).actions).toEqual([]);
  await expect(office.call(contract.notifyMeeting, { ...planned, unitIds: [] })).rejects.toMatchObject({
    code: 'bad_request',
  });
  await office.call(contract.editMeeting, { ...planned, ...fields, place: '二楼' });
  await expect(office.call(contract.notifyMeeting, { ...planned, unitIds: [fire] })).rejects.toMatchObject({
    code: 'conflict',
  });
  const twice = [
    { unitId: fire, status: 'present' as const },
    { unitId: fire, status: 'absent' as const },
  ];
  const hold = { id: planned.id, version: 2, attendance: twice, minutes: '', resolutions: [] };
  await expect(office.call(contract.holdMeeting, hold)).rejects.toMatchObject({ code: 'bad_request' });
});

test('gaps and overlaps are named; sessions that study safety are missed after the tenant’s interval', async () => {
  const { world, fire, housing, office } = await commission();
  const { db } = await world.ctx();
  await db.commit(
    [
      db.insert('sectorRegulator', { sector: 'fire', label: '消防', unitId: fire, sort: 1 }),
      db.insert('sectorRegulator', { sector: 'gas', label: '燃气', unitId: null, sort: 2 }),
    ],
    null,
  );
  await office.call(addCommittee, {
    kind: 'committee',
    name: '消防专委会',
    sector: 'fire',
    leadUnitId: housing,
    duties: '高层建筑消防',
    members: [],
  });
  const found = await office.call(contract.gaps, {});
  expect(found.gaps).toEqual([
    { sector: 'gas', label: '燃气', missing: 'regulator' },
    { sector: 'gas', label: '燃气', missing: 'committee' },
  ]);
  expect(found.overlaps).toEqual([{ sector: 'fire', label: '消防', units: ['消防', '住建'] }]);
  expect(found.study).toEqual({ lastDay: null, everyDays: 92, overdue: true });

  const study = await office.call(contract.addMeeting, { ...fields, kind: 'study', day: '2026-10-01' });
  await office.call(contract.holdMeeting, { ...study, attendance: [], minutes: '研究了安全生产。', resolutions: [] });
  const { study: after } = await office.call(contract.gaps, {});
  expect(after).toEqual({ lastDay: '2026-10-01', everyDays: 92, overdue: false });
  expect(T0).toBeLessThan(Date.parse('2027-01-01'));

  const asked = await office.call(contract.responsible, { q: '消防' });
  expect(asked.items.map((i) => [i.kind, i.unit])).toEqual([
    ['sector', '消防'],
    ['committee', '住建'],
  ]);
});
