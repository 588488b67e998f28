import type { TableName } from '../../db/schema/index.ts';

type Row = [TableName, Record<string, unknown>];
interface Head {
  readonly version: number;
  readonly eventHash: string;
}

/** Of the small registers (profiles, awards, accident reviews, cases): a row in each table, by the ids of `furnish`. */
export function registerRows(id: Record<string, string>, now: number, head: Head): Row[] {
  const made = { createdBy: id.person, createdAt: now, updatedAt: now, ...head };
  return [
    ['unitAlias', { id: id.alias, alias: `别名${id.alias}`, unitId: id.unit, addedBy: id.person, addedAt: now }],
    ['unitProfile', { id: id.unit, hasBody: 1, body: '安全科', updatedBy: id.person, updatedAt: now, ...head }],
    [
      'awardProgramme',
      {
        ...{ id: id.programme, title: '示范社区', level: 'city', templateId: id.template, validMonths: 36 },
        ...{ criteria: '["组织健全"]', recheckMonths: 12, state: 'open', ...made },
      },
    ],
    [
      'award',
      {
        ...{ id: id.award, programmeId: id.programme, unitId: id.unit, items: '[]', attained: 0, total: 0 },
        ...{ state: 'applied', appliedBy: id.person, createdAt: now, updatedAt: now, ...head },
      },
    ],
    [
      'accidentReview',
      {
        ...{ id: id.accident, title: '坍塌事故', accidentDay: '2026-01-05', grade: 'general' },
        ...{ approvedOn: '2026-03-05', dueDay: '2027-03-05', state: 'rectifying', planId: id.plan, ...made },
      },
    ],
    [
      'accidentMeasure',
      {
        ...{ id: id.measure, reviewId: id.accident, sort: 1, words: '完善吊装方案', unitId: id.unit },
        ...{ taskId: id.task, blobId: id.blob },
      },
    ],
    [
      'criminalCase',
      {
        ...{ id: id.case, number: `c-${id.case}`, accused: '某化工厂', charge: 'dangerous_operation' },
        ...{ hazardId: id.hazard, unitId: id.unit, state: 'found', foundOn: '2026-11-01', ...made },
      },
    ],
  ];
}
