import { beforeEach, expect, test } from 'vitest';
import { feed, makeFeed } from '../../workers/contract/assignments.ts';
import * as teamApi from '../../workers/contract/check-teams.ts';
import * as api from '../../workers/contract/checks.ts';
import { inbox } from '../../workers/contract/desk.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { auditChain, ledger } from '../../workers/contract/settings.ts';
import { readRows } from '../../workers/ports/excel.ts';
import { type Checked, checked } from '../support/checks.ts';
import { type Caller, clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const calendarOf = async (d: Checked, who: Caller): Promise<string> => {
  const { path } = await who.call(makeFeed, {});
  const answer = await d.public.send(feed, { token: path.split('/').at(-1) as string });
  return (await answer.text()).replaceAll('\r\n ', '');
};

/** Everything of the staff's side that a visit could show through, for one person. */
async function doors(d: Checked, who: Caller, id: string, teamId: string): Promise<Record<string, unknown>> {
  const list = await who.call(api.checks, {});
  const byUnit = await who.call(api.checks, { unitId: d.street });
  const byDay = await who.call(api.checks, { from: '2026-11-20', to: '2026-11-20', type: 'covert' });
  const one = await who.send(api.check, { id });
  const events = await who.send(api.checkEvents, { id });
  const team = await who.call(teamApi.team, { id: teamId });
  const notes = await who.call(inbox, {});
  return {
    list: list.items.length,
    byUnit: byUnit.items.length,
    byDay: byDay.items.length,
    one: one.status,
    events: events.status,
    team: Object.values(team.visits).reduce((sum, n) => sum + n, 0),
    inbox: notes.items.some((n) => n.link.includes(id)),
    calendar: (await calendarOf(d, who)).includes(id),
  };
}
const NOTHING = { list: 0, byUnit: 0, byDay: 0, one: 404, events: 404, team: 0, inbox: false, calendar: false };
const SEEN = { ...NOTHING, list: 1, byUnit: 1, byDay: 1, one: 200, events: 200, team: 1 };

async function withTeam(): Promise<{ d: Checked; id: string; teamId: string }> {
  const d = await checked();
  const members = [{ personId: d.inspector.personId }];
  const { id: teamId } = await d.office.call(teamApi.addTeam, { name: '第一督导组', members, fromDay: '2026-01-01' });
  return { d, teamId, id: await d.covert({ teamId, personIds: [] }) };
}

test('a covert visit is seen at no door by the unit, by its head, by leaders, auditors or administrators, until it begins', async () => {
  const { d, id, teamId } = await withTeam();
  for (const who of [d.visited, d.streetHead, d.leader, d.auditor, d.handler]) {
    expect(await doors(d, who, id, teamId)).toEqual(NOTHING);
  }
  expect(await doors(d, d.office2, id, teamId)).toEqual(SEEN);
  expect(await doors(d, d.inspector, id, teamId)).toEqual({ ...SEEN, inbox: true, calendar: true });
  await d.started(id);
  for (const who of [d.visited, d.streetHead, d.leader, d.auditor]) {
    expect(await doors(d, who, id, teamId)).toEqual(SEEN);
  }
  // Another unit's people have no business with it then either.
  expect(await doors(d, d.handler, id, teamId)).toEqual(NOTHING);
});

test('unannounced is hidden too; an open visit is seen by its unit at once; a cancelled covert one stays hidden for good', async () => {
  const d = await checked();
  const open = await d.visit({ tags: ['open', 'special'] });
  const unannounced = await d.visit({ unannounced: true });
  const gone = await d.covert();
  await d.office.call(api.cancelCheck, { id: gone, version: 1, reason: '改期再定' });
  const { items } = await d.visited.call(api.checks, {});
  expect(items.map((row) => row.id)).toEqual([open]);
  expect((await d.office.call(api.checks, {})).items).toHaveLength(3);
  expect((await d.visited.send(api.check, { id: unannounced })).status).toBe(404);
  expect((await d.visited.send(api.check, { id: gone })).status).toBe(404);
  // An edit is no way to announce it.
  const edit = { id: unannounced, version: 1, unitId: d.street, personIds: [d.inspector.personId] };
  const refused = d.office.call(api.editCheck, { ...edit, plannedDay: '2026-11-21' });
  await expect(refused).rejects.toThrow('400 bad_request');
});

test('who belongs to the visited unit does not see it though they plan for the whole district, unless they go themselves', async () => {
  const d = await checked();
  const seated = await d.person(['commission_office', { role: 'grid_worker', unitId: d.street }], '街道借调');
  const id = await d.covert();
  expect((await seated.send(api.check, { id })).status).toBe(404);
  expect((await seated.call(api.checks, {})).items).toEqual([]);
  const { items } = await d.office.call(api.checks, {});
  expect(items[0]).toMatchObject({ id, hidden: true });
  const with_ = await d.covert({ personIds: [seated.personId] });
  expect((await seated.send(api.check, { id: with_ })).status).toBe(200);
});

test('the ledger says nothing of it before it begins, and everything after', async () => {
  const { d, id } = await withTeam();
  const said = async (who: Caller): Promise<string[]> => {
    const pages = [
      await who.call(ledger, { limit: 100 }),
      await who.call(ledger, { entity: 'check_visit', limit: 100 }),
    ];
    return pages.flatMap((page) => page.items.filter((e) => e.entityId === id).map((e) => e.action));
  };
  const admin = await d.person(['tenant_admin'], '管理员');
  for (const who of [d.leader, d.auditor, admin]) expect(await said(who)).toEqual([]);
  expect(await said(d.office)).toEqual(['plan', 'plan']);
  await d.started(id);
  for (const who of [d.leader, d.auditor, admin]) expect(await said(who)).toEqual(['start', 'plan', 'start', 'plan']);
  expect(await admin.call(auditChain, {})).toMatchObject({ broken: null });
});

test('notices and calendars tell those who go the day and not the place, and no webhook carries it', async () => {
  const { d, id } = await withTeam();
  const { db } = await d.ctx();
  await db.commit([db.insert('setting', { key: 'notify.webhook', value: 'true', updatedAt: T0 })], null);
  await d.covert();
  const { notification: n, outbox: o } = db.rows;
  const hooks = await db.select({ payload: o.payload, channel: o.channel }).from(o);
  expect(hooks.filter((row) => row.channel === 'webhook')).toEqual([]);
  const told = await db.select({ title: n.title, body: n.body, personId: n.personId }).from(n);
  expect(told.length).toBeGreaterThan(1);
  for (const notice of told) {
    expect(notice.personId).toBe(d.inspector.personId);
    expect(notice.title + notice.body).not.toContain('城东');
  }
  const calendar = await calendarOf(d, d.inspector);
  expect(calendar).toContain('SUMMARY:检查安排（登录后查看）');
  expect(calendar).not.toContain('城东');
  await d.started(id);
  expect(await calendarOf(d, d.inspector)).toContain('SUMMARY:检查：城东街道暗访检查');
  // An open one may be told.
  await d.visit();
  const after = await db.select({ channel: o.channel }).from(o);
  expect(after.filter((row) => row.channel === 'webhook')).toHaveLength(1);
});

test('files to take away, coverage and findings go through the same sight', async () => {
  const d = await checked();
  const planId = await d.campaign();
  await d.office.call(teamApi.addCoverage, { id: planId, unitIds: [d.street, d.bureau] });
  const id = await d.covert({ planId });
  const rowsOf = async (who: Caller): Promise<string[]> => {
    const answer = await who.send(api.exportChecks, {});
    const rows = await readRows(new Uint8Array(await answer.arrayBuffer()), 50, 20);
    return rows.slice(1).map((row) => row[2] as string);
  };
  expect(await rowsOf(d.auditor)).toEqual([]);
  expect(await rowsOf(d.office)).toEqual(['城东街道暗访检查']);
  const admin = await d.person(['tenant_admin'], '管理员');
  expect(await rowsOf(admin)).toEqual([]);
  const lines = async (who: Caller) =>
    (await who.call(teamApi.coverage, { id: planId })).items.map((row) => row.planned);
  expect((await lines(d.office)).toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(await lines(d.auditor)).toEqual([0, 0]);
  await d.started(id);
  const photo = await d.photo(d.inspector);
  const found = { id, version: 2, kind: 'hazard' as const, title: '通道堵塞', photos: [photo] };
  const { hazardId } = await d.inspector.call(api.addFinding, found);
  expect((await d.visited.call(api.findings, {})).items.map((f) => f.title)).toEqual(['通道堵塞']);
  expect((await d.visited.send(api.checkFile, { id, blobId: photo })).status).toBe(200);
  expect((await d.handler.send(api.checkFile, { id, blobId: photo })).status).toBe(404);
  expect(await d.visited.call(hazards.one, { id: hazardId as string })).toMatchObject({ source: 'covert' });
  expect(await rowsOf(d.auditor)).toEqual(['城东街道暗访检查']);
  const meddling = await d.visited.send(api.addFinding, { id, version: 3, kind: 'hazard', title: '没有问题' });
  expect(meddling.status).toBe(403);
});
