import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import * as teamApi from '../../workers/contract/check-teams.ts';
import * as api from '../../workers/contract/checks.ts';
import { one as hazardOne, reopen as reopenHazard } from '../../workers/contract/hazards.ts';
import { digestOf, ranked } from '../../workers/domain/checks/sample.ts';
import { type Checked, checked } from '../support/checks.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Closed hazards of the street, one a day backwards from yesterday. */
async function closedOnes(d: Checked, n: number, more: Record<string, unknown> = {}): Promise<string[]> {
  const { db } = await d.ctx();
  const last = await db.select({ seq: db.rows.hazard.seq }).from(db.rows.hazard);
  const rows = Array.from({ length: n }, (_, i) => ({
    ...{ id: crypto.randomUUID(), seq: 5000 + last.length + i, number: `c${last.length + i}`, title: `井盖缺失${i}` },
    ...{
      state: 'closed',
      level: 'general',
      source: 'grid',
      description: '',
      placeUnitId: d.street,
      sector: 'municipal',
    },
    ...{ verifierId: d.office.personId, createdAt: T0, updatedAt: T0, closedAt: T0 - (i + 1) * 3_600_000, ...more },
    ...{ version: 0, eventHash: '' },
  }));
  return db.commit(
    db.insertMany('hazard', rows),
    rows.map((row) => row.id),
  );
}
const SPAN = { closedFrom: '2026-11-01', closedTo: '2026-11-18' };
const round = (d: Checked) => ({
  title: '年底回头看',
  plannedDay: '2026-11-20',
  personIds: [d.office2.personId],
  ...SPAN,
});

test('the sample follows from its seed: whoever has the seed and the set comes to the same one', async () => {
  const d = await checked();
  const ids = await closedOnes(d, 40);
  await closedOnes(d, 5, { closedAt: T0 - 40 * 86_400_000 });
  await closedOnes(d, 5, { sector: 'fire' });
  await closedOnes(d, 5, { restricted: 1 });
  const made = await d.office.call(api.drawRecheck, { ...round(d), percent: 20, sector: 'municipal' });
  expect(made).toMatchObject({ population: 40, sampled: 8 });
  const { draw } = await d.office.call(api.check, { id: made.id });
  const { items } = await d.office2.call(api.recheckLines, { id: made.id });
  const again = ids
    .map((id) => [sha((draw?.seed as string) + id), id] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(items.map((line) => [line.score, line.hazardId])).toEqual(again.slice(0, 8));
  expect(draw?.digest).toBe(sha(ids.toSorted().join('\n')));
  const other = await d.office.call(api.drawRecheck, { ...round(d), size: 8 });
  expect((await d.office.call(api.check, { id: other.id })).draw?.seed).not.toBe(draw?.seed);
});

test('every hazard has the same chance, whatever its id', () => {
  const ids = Array.from({ length: 50 }, (_, i) => `hazard-${String(i).padStart(3, '0')}`);
  const hits = new Map(ids.map((id) => [id, 0]));
  const rounds = 2000;
  for (let i = 0; i < rounds; i++)
    for (const { id } of ranked(sha(`seed ${i}`), ids).slice(0, 5)) hits.set(id, (hits.get(id) ?? 0) + 1);
  const expected = (rounds * 5) / ids.length;
  const chi = [...hits.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 49 degrees of freedom: above 100 once in fifty thousand times; the seeds are fixed, so it is the same every time.
  expect(chi).toBeLessThan(100);
  expect(digestOf(['b', 'a'])).toBe(digestOf(['a', 'b']));
});

test('a leader who may not confirm hazards at the desk still says that one came back', async () => {
  const d = await checked();
  await closedOnes(d, 1);
  const { id } = await d.office.call(api.drawRecheck, { ...round(d), personIds: [d.leader.personId], size: 1 });
  const [line] = (await d.leader.call(api.recheckLines, { id })).items;
  const hazardId = line?.hazardId ?? '';
  await d.started(id, d.leader);
  const hazard = await d.office.call(hazardOne, { id: hazardId });
  const seen = { id: hazardId, version: hazard.version, reason: '井盖又丢了' };
  await expect(d.leader.call(reopenHazard, seen)).rejects.toThrow('403 forbidden');
  await d.leader.call(api.judgeRecheck, { id, version: 2, hazardId, result: 'reopened', words: '井盖又丢了' });
  expect(await d.office.call(hazardOne, { id: hazardId })).toMatchObject({
    ...{ state: 'confirmed', outcomeReason: '回头看：井盖又丢了' },
  });
});

test('settled or come back: then the hazard is open again in the same commit; the rate is told', async () => {
  const d = await checked();
  await closedOnes(d, 3);
  const { id } = await d.office.call(api.drawRecheck, { ...round(d), size: 3 });
  const lines = (await d.office2.call(api.recheckLines, { id })).items;
  const [first, second] = lines.map((line) => line.hazardId) as [string, string, string];
  const judge = { id, version: 2, hazardId: first, result: 'reopened' as const, words: '井盖又丢了' };
  await expect(d.office2.call(api.judgeRecheck, { ...judge, version: 1 })).rejects.toThrow('409 wrong_state');
  await d.started(id, d.office2);
  await expect(d.office.call(api.judgeRecheck, judge)).rejects.toThrow('403 forbidden');
  const blobId = await d.photo(d.office2);
  await d.office2.call(api.judgeRecheck, { ...judge, blobId });
  const hazard = await d.office.call(hazardOne, { id: first });
  expect(hazard).toMatchObject({ state: 'confirmed', outcomeReason: '回头看：井盖又丢了' });
  expect(hazard.evidence.map((e) => [e.blobId, e.stage])).toEqual([[blobId, 'before']]);
  await d.office2.call(api.judgeRecheck, { id, version: 3, hazardId: second, result: 'ok', words: '井盖完好' });
  await expect(d.office2.call(api.judgeRecheck, { ...judge, version: 4 })).rejects.toThrow('409 wrong_state');
  const shown = await d.office.call(api.check, { id });
  expect(shown).toMatchObject({ sampled: 3, judged: 2, reopened: 1 });
  expect(shown.actions.map((a) => a.action)).toEqual(['judge', 'record']);
  await d.office2.call(api.recordCheck, { id, version: 4, attended: [d.office2.personId] });
  await d.office2.call(api.finishCheck, { id, version: 5 });
  expect((await d.office.call(api.check, { id })).recordHolds).toBe(true);
});

test('nothing to draw from, both a number and a share, neither: said before anything is drawn', async () => {
  const d = await checked();
  await expect(d.office.call(api.drawRecheck, { ...round(d), size: 3 })).rejects.toThrow('400 bad_request');
  await closedOnes(d, 2);
  await expect(d.office.call(api.drawRecheck, { ...round(d), size: 3, percent: 10 })).rejects.toThrow('400');
  await expect(d.office.call(api.drawRecheck, round(d))).rejects.toThrow('400');
  expect(await d.office.call(api.drawRecheck, { ...round(d), size: 3 })).toMatchObject({ population: 2, sampled: 2 });
});

test('coverage of a sweep: who is on the list, who was visited, covert visits to many at once', async () => {
  const d = await checked();
  const id = await d.campaign();
  const enterprises = [
    { name: '某 化工', creditCode: '91430600MA4L16JQ9B' },
    { name: '某化工', creditCode: '91430600MA4L16JQ9B' },
    { name: '某 商场', placeUnitId: d.street },
  ];
  expect(await d.office.call(teamApi.addCoverage, { id, unitIds: [d.street], enterprises })).toEqual({
    added: 3,
    total: 3,
  });
  expect(await d.office.call(teamApi.addCoverage, { id, unitIds: [d.street] })).toEqual({ added: 0, total: 3 });
  const list = await d.office.call(teamApi.coverage, { id });
  expect([list.total, list.visited]).toEqual([3, 0]);
  const keys = list.items.map((row) => row.key);
  const many = {
    planId: id,
    keys,
    tags: ['covert' as const],
    personIds: [d.inspector.personId],
    plannedDay: '2026-11-20',
  };
  expect(await d.office.call(api.planMany, many)).toEqual({ planned: 3 });
  await expect(d.office.call(api.planMany, { ...many, keys: ['unit:none'] })).rejects.toThrow('400');
  const { items } = await d.inspector.call(api.checks, { planId: id });
  expect(items.every((row) => row.hidden)).toBe(true);
  expect((await d.visited.call(api.checks, {})).items).toEqual([]);
  await d.started(items[0]?.id as string);
  const after = await d.office.call(teamApi.coverage, { id });
  expect([after.visited, after.total]).toEqual([1, 3]);
  expect((await d.office.call(teamApi.coverage, { id, left: 'true' })).items).toHaveLength(2);
  await expect(d.streetHead.call(teamApi.coverage, { id })).rejects.toThrow(/40[34]/);
  await expect(d.streetHead.call(teamApi.addCoverage, { id, unitIds: [d.street] })).rejects.toThrow(/40[34]/);
  expect(await d.office.call(teamApi.removeCoverage, { id, keys: keys.slice(0, 1) })).toEqual({ total: 2 });
});

test('a team: its roster with somebody from outside, its visits, no second one of the name, ended for good', async () => {
  const d = await checked();
  const members = [
    { personId: d.inspector.personId, duty: '组员' },
    { name: '王专家', duty: '燃气专家' },
  ];
  const fields = {
    name: '第一督导组',
    leaderId: d.leader.personId,
    members,
    fromDay: '2026-01-01',
    unitIds: [d.street],
  };
  const { id } = await d.office.call(teamApi.addTeam, fields);
  await expect(d.office.call(teamApi.addTeam, fields)).rejects.toThrow('409 name_taken');
  await d.visit({ teamId: id, personIds: [] });
  const shown = await d.visited.call(teamApi.team, { id });
  expect(shown).toMatchObject({ leader: '副区长甲', members: 2, visits: { planned: 1 }, mayEdit: false });
  expect(shown.memberList.map((m) => m.name || shown.names[m.personId as string])).toEqual(['检查员甲', '王专家']);
  await d.office.call(teamApi.editTeam, { id, version: 1, ...fields, members: [] });
  await expect(d.streetHead.call(teamApi.endTeam, { id, version: 2 })).rejects.toThrow('403');
  await d.office.call(teamApi.endTeam, { id, version: 2 });
  await expect(d.visit({ teamId: id })).rejects.toThrow('400 bad_request');
  expect((await d.office.call(teamApi.teams, { state: 'active' })).items).toEqual([]);
});
