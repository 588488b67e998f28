import type { TableName } from '../../db/schema/index.ts';

type Row = [TableName, Record<string, unknown>];
interface Head {
  readonly version: number;
  readonly eventHash: string;
}

/** Of supervision teams, visits and re-checks: a row in each table, by the ids of `furnish`. */
export function checkRows(id: Record<string, string>, now: number, head: Head): Row[] {
  const made = { createdBy: id.person, createdAt: now };
  const visit = { state: 'started', plannedDay: '2026-11-18', startedAt: now, startedDay: '2026-11-18' };
  return [
    [
      'checkTeam',
      {
        ...{ id: id.team, name: `督导组${id.team}`, state: 'active', leaderId: id.person, fromDay: '2026-01-01' },
        ...{ ...made, updatedAt: now, ...head },
      },
    ],
    ['checkTeamMember', { teamId: id.team, sort: 1, personId: id.person, duty: '组员' }],
    [
      'checkVisit',
      {
        ...{ id: id.check, kind: 'visit', title: '燃气企业检查', unitId: id.unit, targetKey: `unit:${id.unit}` },
        ...{ ...visit, teamId: id.team, planId: id.plan, findings: 1, ...made, updatedAt: now, ...head },
      },
    ],
    [
      'checkVisit',
      {
        ...{ id: id.recheck, kind: 'recheck', title: '年底回头看', ...visit, seed: 'f'.repeat(64), sampled: 1 },
        ...{ drawn: '{"population":1,"digest":"","asked":{}}', ...made, updatedAt: now, ...head },
      },
    ],
    ['checkPerson', { checkId: id.check, personId: id.person, leads: true, attended: true }],
    [
      'checkFinding',
      { id: id.finding, checkId: id.check, kind: 'hazard', title: '通道堵塞', hazardId: id.hazard, ...made },
    ],
    ['checkFile', { checkId: id.check, blobId: id.blob, addedBy: id.person, addedAt: now }],
    ['checkTarget', { planId: id.plan, key: `unit:${id.unit}`, unitId: id.unit, addedBy: id.person, addedAt: now }],
    ['recheckLine', { checkId: id.recheck, hazardId: id.hazard, rank: 1, score: 'f'.repeat(64) }],
  ];
}
