import * as z from 'zod';
import { day, id, instant } from './common.ts';
import { engagementKind, engagementState, partState, tieKind } from './expert-words.ts';
import { HAZARD_STATE_NAMES, hazardLevel } from './hazard-words.ts';

/** What an engagement has to be done by (document 004-7). */
export const MILESTONE_WORDS = { resident: '专家驻企', check: '全面检查', rectify: '问题整改' } as const;
export type MilestoneKind = keyof typeof MILESTONE_WORDS;
export const milestoneKind = z.enum(Object.keys(MILESTONE_WORDS) as [MilestoneKind, ...MilestoneKind[]]);

/** A button, drawn from the machine: what it is called, what it needs, whether this person may press it and why not. */
export const stepButton = z.object({
  action: z.string(),
  label: z.string(),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  why: z.string(),
});

/** What an expert signed before seeing the case: for each kind of tie whether there is one, and own words. */
export const statementView = z.object({
  ties: z.array(z.object({ kind: tieKind, has: z.boolean() })),
  words: z.string(),
  at: instant,
  /** Taken down by the office from a telephone call or a letter. */
  byOffice: z.boolean(),
});

export const milestoneView = z.object({
  kind: milestoneKind,
  /** Set by a person; null: the policy counts. */
  by: day.nullable(),
  dueAt: instant.nullable(),
  doneOn: day.nullable(),
  late: z.boolean(),
  basis: z.string(),
  fired: z.array(z.string()),
});
export const dutyView = z.object({ words: z.string(), doneOn: day.nullable() });

export const engagementRow = z.object({
  id,
  number: z.string(),
  title: z.string(),
  kind: engagementKind,
  state: engagementState,
  unitId: id,
  unitName: z.string(),
  poolId: id.nullable(),
  pool: z.string(),
  enterprise: z.string(),
  fromDay: day,
  toDay: day,
  /** Names of its experts, at most six. */
  experts: z.array(z.string()),
  findings: z.number(),
  findingsOpen: z.number(),
  dueAt: instant.nullable(),
  late: z.boolean(),
  version: z.number(),
});

/** An expert's part, as the office sees it; an opinion not yet signed is the expert's own. */
export const partView = z.object({
  id,
  expertId: id,
  expert: z.string(),
  employer: z.string(),
  seatId: id,
  /** Number of the expert's card; '' before there is one. */
  cardNumber: z.string(),
  hasAccount: z.boolean(),
  state: partState,
  statement: statementView.nullable(),
  reason: z.string(),
  opinion: z.string(),
  opinionHash: z.string().nullable(),
  opinionSignature: z.string().nullable(),
  signedAt: instant.nullable(),
  returned: z.number(),
  findings: z.number(),
  falseOpinion: z.boolean(),
  scoreOffice: z.number().nullable(),
  scoreEnterprise: z.number().nullable(),
  version: z.number(),
  actions: z.array(stepButton),
});

export const engagementView = engagementRow.extend({
  drawId: id.nullable(),
  drawNumber: z.string(),
  creditCode: z.string(),
  address: z.string(),
  placeUnitId: id.nullable(),
  placeName: z.string(),
  sector: z.string().nullable(),
  brief: z.string(),
  duties: z.array(dutyView),
  milestones: z.array(milestoneView),
  parts: z.array(partView),
  createdAt: instant,
  actions: z.array(stepButton),
});

/** A finding: a hazard of the queue, with where it stands there. */
export const findingView = z.object({
  hazardId: id,
  number: z.string(),
  title: z.string(),
  level: hazardLevel,
  state: z.enum(HAZARD_STATE_NAMES),
  finished: z.boolean(),
  foundAt: instant,
  expert: z.string(),
  ownerName: z.string(),
  dueAt: instant.nullable(),
  late: z.boolean(),
  photos: z.array(z.object({ blobId: id, mediaType: z.string(), stage: z.enum(['before', 'after', 'document']) })),
});

/** What an expert sees of a job. Before the conflict statement: who asks, the field, the days, the enterprise's name. */
export const myJobRow = z.object({
  id,
  state: partState,
  engagementState,
  unitName: z.string(),
  field: z.string(),
  enterprise: z.string(),
  fromDay: day,
  toDay: day,
  /** Has signed to be free of conflict: everything else may be seen. */
  declared: z.boolean(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  kind: engagementKind.nullable(),
  findings: z.number().nullable(),
  dueAt: instant.nullable(),
  version: z.number(),
});
export const myJobView = myJobRow.extend({
  /** Ties the rule asks about. */
  asked: z.array(tieKind),
  statement: statementView.nullable(),
  reason: z.string(),
  /** null until the statement is signed. */
  job: z
    .object({
      address: z.string(),
      placeName: z.string(),
      brief: z.string(),
      sector: z.string().nullable(),
      duties: z.array(dutyView),
      milestones: z.array(milestoneView),
      colleagues: z.array(z.string()),
      opinion: z.string(),
      opinionHash: z.string().nullable(),
      opinionSignature: z.string().nullable(),
      signedAt: instant.nullable(),
      cardNumber: z.string(),
    })
    .nullable(),
  actions: z.array(stepButton),
});
