import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as parts from '../../workers/contract/assignments.ts';
import * as duties from '../../workers/contract/duties.ts';
import type { Route } from '../../workers/contract/route.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { uploadBytes } from '../support/hazards.ts';
import { planned } from '../support/plans.ts';
import type { Caller } from '../support/world.ts';

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const PDF = bytes('%PDF-1.7\n1 0 obj\n%%EOF\n');
const WORD = zipSync({
  '[Content_Types].xml': bytes('<Types/>'),
  'word/document.xml': bytes('<document/>'),
}) as Uint8Array<ArrayBuffer>;
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const kept = async (by: Caller, slug: string, file: Uint8Array<ArrayBuffer>) => {
  const response = await uploadBytes(by, slug, file, 'document');
  return ((await response.json()) as { id: string }).id;
};
/** How a browser must treat it. */
const headers = async (by: Caller, route: Route, input: Record<string, unknown>) => {
  const { status, headers: given } = await by.send(route, input);
  const disposition = given.get('content-disposition')?.split(';')[0];
  return [status, given.get('content-type'), disposition, given.get('x-content-type-options')];
};

test('a part is reported done with PDF and Word files, each saved and never opened in place', async () => {
  const d = await planned();
  const plan = await d.plan();
  const units = [{ unitId: d.bureau, role: 'lead' as const, dueDay: null }];
  const { id } = await d.task(plan.id, { units, dueDay: '2026-12-20' });
  await d.office.call(tasks.dispatchTask, { id, version: 1 });
  const part = async () => (await d.handler.call(tasks.task, { id })).assignments[0]!;
  const { id: partId, version } = await part();
  await d.handler.call(parts.acknowledge, { id: partId, version });
  const evidence = [await kept(d.handler, d.slug, PDF), await kept(d.handler, d.slug, WORD)];
  await d.handler.call(parts.submit, { id: partId, version: (await part()).version, note: '已完成', evidence });
  expect((await part()).evidence.map((file) => file.mediaType)).toEqual(['application/pdf', WORD_TYPE]);
  expect(await headers(d.office, parts.partFile, { id: partId, blobId: evidence[0] })).toEqual([
    ...[200, 'application/pdf', 'attachment', 'nosniff'],
  ]);
  expect(await headers(d.office, parts.partFile, { id: partId, blobId: evidence[1] })).toEqual([
    ...[200, WORD_TYPE, 'attachment', 'nosniff'],
  ]);
  const other = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  expect((await headers(other, parts.partFile, { id: partId, blobId: evidence[0] }))[0]).toBe(404);
});

test('a line of a duty list takes a file, also from a leader; another one takes its place', async () => {
  const d = await planned();
  const leader = await d.person(['leader'], '副区长');
  const list = await d.office.call(duties.addDutyList, {
    ...{ kind: 'leader_year', title: '2026年任务清单', unitId: d.bureau, personId: leader.personId, year: 2026 },
    lines: [{ words: '带队检查一次' }, { words: '听取一次汇报' }],
  });
  await d.office.call(duties.publishDutyList, list);
  const shown = async () => (await leader.call(duties.dutyList, { id: list.id })).items;
  const [line, bare] = await shown();
  const tick = async (file: Uint8Array<ArrayBuffer>) =>
    leader.call(duties.tickLine, {
      ...{ id: line!.id, doneOn: '2026-11-10', evidence: '带队检查' },
      blobId: await kept(leader, d.slug, file),
    });
  await tick(PDF);
  expect((await shown())[0]).toMatchObject({ mediaType: 'application/pdf', doneOn: '2026-11-10' });
  expect(await headers(d.handler, duties.lineFile, { id: line!.id })).toEqual([
    ...[200, 'application/pdf', 'attachment', 'nosniff'],
  ]);
  await tick(WORD);
  expect((await headers(d.office, duties.lineFile, { id: line!.id }))[1]).toBe(WORD_TYPE);
  expect((await headers(d.office, duties.lineFile, { id: bare!.id }))[0]).toBe(404);
});
