import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/accident-reviews.ts';
import { plan } from '../../workers/contract/plans.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { uploadBytes } from '../support/hazards.ts';
import { type Supervised, supervised } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const accident = {
  ...{ title: '“1·5”坍塌事故', accidentDay: '2026-01-05', grade: 'larger' as const },
  ...{ approvedOn: '2026-03-31', docNo: '区政复〔2026〕9号' },
};

/** Registered, with two measures of which one names a unit, and its plan. */
async function given(d: Supervised) {
  const added = await d.office.call(contract.addAccident, accident);
  const set = await d.office.call(contract.setMeasures, {
    ...added,
    measures: [
      { words: '对在建工程脚手架开展全面排查', unitId: d.bureau, dueDay: '2026-12-20' },
      { words: '举一反三，加强安全教育', unitId: null, dueDay: null },
    ],
  });
  return d.office.call(contract.measuresToTasks, set);
}
const measures = async (d: Supervised, id: string) =>
  (await d.office.call(contract.accidentReview, { id })).items.map((m) => m.id);

test('measures become tasks, each is judged, and the whole is concluded and made public within the year of the law', async () => {
  const d = await supervised();
  const made = await given(d);
  expect(made).toMatchObject({ state: 'rectifying', tasks: 1 });
  expect((await d.office.call(plan, { id: made.planId })).tasks).toEqual({ drafted: 1 });
  const shown = await d.office.call(contract.accidentReview, { id: made.id });
  expect(shown).toMatchObject({ dueDay: '2027-03-31', late: false, measures: 2, evaluated: 0 });
  expect(shown.clock).toMatchObject({ dueAt: '2027-03-31T15:59:59.999Z', basisChecked: true });

  const [first, second] = await measures(d, made.id);
  const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF\n');
  const sent = await uploadBytes(d.office, d.slug, pdf, 'document');
  const { id: blobId } = (await sent.json()) as { id: string };
  const one = await d.office.call(contract.evaluateMeasure, {
    ...{ id: first!, version: made.version, verdict: 'done', evaluation: '现场抽查 12 个工地，已落实', blobId },
  });
  const file = await d.handler.send(contract.measureFile, { id: first! });
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(file.headers.get('content-disposition')).toContain('attachment');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(pdf);
  const early = { ...one, conclusion: 'mostly' as const, words: '总体落实较好' };
  await expect(d.office.call(contract.concludeAccident, early)).rejects.toThrow('400 bad_request');
  const two = await d.office.call(contract.evaluateMeasure, {
    ...{ id: second!, version: one.version, verdict: 'partly', evaluation: '仍有两家企业未培训' },
  });
  await expect(d.office.call(contract.concludeAccident, { ...early, ...two, conclusion: 'full' })).rejects.toThrow(
    '400',
  );
  const concluded = await d.office.call(contract.concludeAccident, { ...early, ...two });
  expect((await d.office.call(contract.accidentReview, { id: made.id })).clock?.stoppedAt).not.toBeNull();
  const reopened = await d.office.call(contract.reopenAccident, { ...concluded, reason: '补充评估' });
  expect((await d.office.call(contract.accidentReview, { id: made.id })).clock?.stoppedAt).toBeNull();
  const done = await d.office.call(contract.concludeAccident, { ...early, ...reopened });
  await d.office.call(contract.publishAccident, { ...done, publishedOn: '2026-11-18' });
  const [row] = (await d.handler.call(contract.accidentReviews, {})).items;
  expect(row).toMatchObject({ state: 'published', conclusion: 'mostly', publishedOn: '2026-11-18', evaluated: 2 });
  const sheet = await d.handler.send(contract.exportAccident, { id: made.id });
  expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 1000]).toEqual([200, true]);
  expect((await auditEvents(await d.ctx(), {})).broken).toBeNull();
});

test('units see an accident once they have a measure in it; only the office writes', async () => {
  const d = await supervised();
  const added = await d.office.call(contract.addAccident, accident);
  expect((await d.handler.call(contract.accidentReviews, {})).items).toEqual([]);
  await expect(d.office.call(contract.measuresToTasks, added)).rejects.toThrow('422 nothing_to_dispatch');
  const made = await given(d);
  const other = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  expect((await d.handler.call(contract.accidentReviews, {})).items.map((row) => row.id)).toEqual([made.id]);
  await expect(other.call(contract.accidentReview, { id: made.id })).rejects.toThrow('404 not_found');
  const [first] = await measures(d, made.id);
  const judged = { id: first!, version: made.version, verdict: 'done' as const, evaluation: '自评' };
  await expect(d.handler.call(contract.evaluateMeasure, judged)).rejects.toThrow('403 forbidden');
  await expect(d.office.call(contract.evaluateMeasure, { ...judged, version: 1 })).rejects.toThrow('409 conflict');
  await expect(d.office.call(contract.addAccident, { ...accident, approvedOn: '2027-01-01' })).rejects.toThrow(
    '400 bad_request',
  );
});

test('the year runs out: the office is warned, told, and the leader after it; another day of approval moves it', async () => {
  const d = await supervised();
  const { id, version } = await given(d);
  const moved = { ...accident, id, version, approvedOn: '2026-02-10' };
  await d.office.call(contract.editAccident, moved);
  expect((await d.office.call(contract.accidentReview, { id })).dueDay).toBe('2027-02-10');
  await d.until('2026-12-20');
  expect(await d.told(d.office)).toContain('clock.warn');
  await d.until('2027-02-11');
  expect(await d.told(d.office)).toContain('clock.overdue');
  const office = await d.fresh(d.office);
  expect((await office.call(contract.accidentReview, { id })).late).toBe(true);
  await d.until('2027-03-01');
  expect(await d.told(d.leader)).toContain('clock.escalate-2');
});

test('a pasted report is split into measures: as a notice where it names units that way, else by its paragraphs', async () => {
  const d = await supervised();
  const { id } = await d.office.call(contract.addAccident, accident);
  const read = async (text: string) => (await d.office.call(contract.readMeasures, { id, text })).items;
  const plain = await read(
    '六、整改措施建议\n（一）住建局要于2026年12月底前完成脚手架专项排查。\n对发现的问题建立台账。\n（二）各企业要开展警示教育。',
  );
  expect(plain).toEqual([
    { words: '整改措施建议', unitId: null, unit: '', dueDay: null },
    {
      words: '住建局要于2026年12月底前完成脚手架专项排查。对发现的问题建立台账。',
      ...{ unitId: d.bureau, unit: '住建局', dueDay: '2026-12-31' },
    },
    { words: '各企业要开展警示教育。', unitId: null, unit: '', dueDay: null },
  ]);
  const [first] = await read('一、开展脚手架专项排查。（住建局牵头，城东街道配合，2026年12月20日前完成）');
  expect(first).toMatchObject({ unitId: d.bureau, dueDay: '2026-12-20' });
});
