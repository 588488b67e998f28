import { uuidv7 } from 'uuidv7';
import type { TableName } from '../../db/schema/index.ts';

/** A draft with nothing in it. */
const NOTICE = JSON.stringify({
  draft: { title: '', docNo: '', issuer: '', issuedOn: null, year: 2026, items: [], names: [] },
  ...{ marks: [], doubts: [], rules: [] },
});

const NONE = { dispatched: 0, acknowledged: 0, submitted: 0, accepted: 0, returned: 0, overdue: 0 };
const TOTALS = { ...NONE, found: 0, closed: 0, hazardsOverdue: 0 };
const FIGURES = JSON.stringify({
  ...{ asOf: '2026-11-18T02:00:00.000Z', totals: TOTALS, lastMonth: TOTALS, lastYear: TOTALS },
  ...{ reports: { due: 0, onTime: 0, late: [] }, ranking: [], laggards: [], praised: [], criticised: [] },
  rule: { weights: {}, basis: '' },
});
const BODY = JSON.stringify({
  ...{ addressees: '各单位', signature: '安委办' },
  sections: [{ heading: '一、总体情况', text: '平稳。', table: null }],
});

type Row = [TableName, Record<string, unknown>];
interface Head {
  readonly version: number;
  readonly eventHash: string;
}

/** Of notices, plans, tasks, meetings, duties, reports, supervision: a row in each table, by the ids of `furnish`. */
export function orderRows(id: Record<string, string>, now: number, head: Head): Row[] {
  return [
    [
      'notice',
      {
        ...{ id: id.notice, title: '关于开展检查的通知', body: '一、检查。', draft: NOTICE, state: 'confirmed' },
        ...{ planId: id.plan, createdBy: id.person, createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'plan',
      {
        ...{ id: id.plan, number: `p-${id.plan}`, kind: 'manual', title: '年度要点', state: 'active', year: 2026 },
        ...{ createdAt: now, updatedAt: now, ...head },
      },
    ],
    ...[id.task, id.subtask].map(
      (task, i): Row => [
        'task',
        {
          ...{ id: task, planId: id.plan, parentId: i === 0 ? null : id.task, number: `n-${task}`, sort: i },
          ...{ title: '排查燃气隐患', kind: 'once', state: 'dispatched', stage: 'dispatched', parts: 1 - i },
          ...{ createdAt: now, updatedAt: now, ...head },
        },
      ],
    ),
    [
      'assignment',
      {
        ...{ id: id.assignment, taskId: id.task, planId: id.plan, unitId: id.unit, role: 'lead' },
        ...{ state: 'dispatched', createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'taskStep',
      {
        ...{ id: id.step, taskId: id.task, assignmentId: id.assignment, title: '摸底', dueDay: '2026-12-01' },
        ...{ createdAt: now, ...head },
      },
    ],
    ['taskEvidence', { id: uuidv7(), assignmentId: id.assignment, blobId: id.blob, addedBy: id.person, addedAt: now }],
    [
      'meeting',
      {
        ...{ id: id.meeting, kind: 'plenary', title: '第一次全体会议', day: '2026-11-18', state: 'held' },
        ...{ planId: id.plan, createdAt: now, updatedAt: now, ...head },
      },
    ],
    ['meetingAttendance', { meetingId: id.meeting, unitId: id.unit, status: 'present' }],
    ['resolution', { id: id.resolution, meetingId: id.meeting, sort: 1, title: '排查燃气', taskId: id.task }],
    [
      'dutyList',
      {
        ...{ id: id.duty, kind: 'department', series: id.duty, edition: 1, title: '监管责任清单', unitId: id.unit },
        ...{ state: 'published', createdAt: now, updatedAt: now, ...head },
      },
    ],
    ['dutyLine', { id: id.dutyLine, listId: id.duty, sort: 1, words: '检查燃气企业' }],
    ['dutyReport', { id: id.dutyReport, year: 2026, unitId: id.unit, state: 'scheduled', ...head }],
    [
      'selfCheck',
      {
        ...{ id: uuidv7(), templateId: 'checklist-six-haves', title: '六有', unitId: id.unit, day: '2026-11-18' },
        ...{ items: '[]', attained: 0, total: 6, createdBy: id.person, createdAt: now, ...head },
      },
    ],
    [
      'districtLink',
      {
        ...{ id: id.link, direction: 'down', slug: `d${id.unit}`.slice(0, 30), name: '某县', unitId: id.unit },
        ...{ state: 'agreed', createdAt: now, updatedAt: now, ...head },
      },
    ],
    ['calendarFeed', { id: uuidv7(), personId: id.person, tokenHash: `h-${id.person}`, createdAt: now }],
    [
      'report',
      {
        ...{
          id: id.periodic,
          cadence: 'month',
          period: '2026-10',
          unitId: id.unit,
          state: 'due',
          dueDay: '2026-11-01',
        },
        ...{ createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'review',
      {
        ...{ id: id.review, period: '2026-10', heldDay: '2026-11-03', participants: `["${id.unit}"]` },
        ...{ createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'bulletin',
      {
        ...{ id: id.bulletin, period: '2026-10', edition: 1, year: 2026, number: 901, state: 'published' },
        ...{ title: '通报', figures: FIGURES, body: BODY, createdBy: id.person, editedBy: id.person },
        ...{ createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'bulletinMention',
      {
        ...{ id: uuidv7(), period: '2026-10', unitId: id.unit, entity: 'assignment', entityId: id.assignment },
        ...{ reason: '超期', createdAt: now, bulletinId: id.bulletin },
      },
    ],
    ['bulletinReceipt', { bulletinId: id.bulletin, unitId: id.unit }],
    [
      'supervisionOrder',
      {
        ...{ id: id.order, origin: 'manual', unitId: id.unit, title: '限期整改的督办', demand: '立即整改' },
        ...{ state: 'served', number: `o-${id.order}`, servedAt: now, createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'summons',
      {
        ...{ id: id.summons, cause: 'manual', unitId: id.unit, who: '主要负责人', title: '约谈', grounds: '整改不力' },
        ...{ state: 'notified', number: `s-${id.summons}`, notifiedAt: now, createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'supervisionFile',
      {
        ...{ id: uuidv7(), entity: 'order', entityId: id.order, kind: 'answer', blobId: id.blob },
        ...{ addedBy: id.person, addedAt: now },
      },
    ],
  ];
}
