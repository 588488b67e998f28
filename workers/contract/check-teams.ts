import * as z from 'zod';
import { checkState, teamState } from './check-words.ts';
import { creditCode } from './checks.ts';
import { day, id, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'check.read' } as const };
const plan = { app: 'console' as const, access: { permission: 'check.plan' } as const };
const seen = { id, version: z.number().int() };
const done = z.object({ id, version: z.number() });

/** A person of the house, or somebody from outside (an expert) by name. */
const member = z.object({
  personId: id.nullable().default(null),
  name: text(40).default(''),
  duty: text(40).default(''),
});
const fields = {
  name: line(60, 2),
  leaderId: id.nullable().default(null),
  members: z.array(member).max(40).default([]),
  sectors: z.array(z.string().min(1).max(40)).max(40).default([]),
  /** Streets and other units it looks after; none = the whole district. */
  unitIds: z.array(id).max(300).default([]),
  fromDay: day,
  toDay: day.nullable().default(null),
  note: text(500).default(''),
};
const row = z.object({
  id,
  name: z.string(),
  state: teamState,
  leaderId: id.nullable(),
  leader: z.string(),
  members: z.number(),
  sectors: z.array(z.string()),
  unitIds: z.array(id),
  fromDay: day,
  toDay: day.nullable(),
  version: z.number(),
});

export const teams = route({
  ...read,
  id: 'checkTeams.list',
  method: 'GET',
  path: '/check-teams',
  summary: '督导组',
  input: z.object({ state: teamState.optional(), ...pageQuery }),
  output: page(row),
});
export const team = route({
  ...read,
  id: 'checkTeams.one',
  method: 'GET',
  path: '/check-teams/{id}',
  summary: '一个督导组',
  input: z.object({ id }),
  output: row.extend({
    note: z.string(),
    memberList: z.array(z.object({ personId: id.nullable(), name: z.string(), duty: z.string() })),
    /** Visits by state, as the reader sees them, and what was found. */
    visits: z.record(z.string(), z.number()),
    findings: z.number(),
    mayEdit: z.boolean(),
    names: z.record(z.string(), z.string()),
  }),
});
export const addTeam = route({
  ...plan,
  id: 'checkTeams.add',
  method: 'POST',
  path: '/check-teams',
  summary: '组建督导组',
  errors: ['name_taken'],
  input: z.object(fields),
  output: done,
});
export const editTeam = route({
  ...plan,
  id: 'checkTeams.edit',
  method: 'PUT',
  path: '/check-teams/{id}',
  summary: '修改督导组',
  errors: ['name_taken'],
  input: z.object({ ...seen, ...fields }),
  output: done,
});
export const endTeam = route({
  ...plan,
  id: 'checkTeams.end',
  method: 'POST',
  path: '/check-teams/{id}/end',
  summary: '撤销督导组',
  input: z.object(seen),
  output: done,
});

const enterprise = z.object({
  name: line(80, 2),
  creditCode: creditCode.default(''),
  address: text(200).default(''),
  placeUnitId: id.nullable().default(null),
});
/** 节前大检查覆盖: who of a campaign was to be visited, and who was. */
export const coverage = route({
  ...read,
  id: 'coverage.list',
  method: 'GET',
  path: '/plans/{id}/coverage',
  summary: '专项行动检查覆盖',
  input: z.object({ id, left: z.stringbool().optional(), ...pageQuery }),
  output: page(
    z.object({
      key: z.string(),
      unitId: id.nullable(),
      target: z.string(),
      creditCode: z.string(),
      address: z.string(),
      placeUnitId: id.nullable(),
      /** Visits that began; whether another one is planned that the reader may know of. */
      visits: z.number(),
      planned: z.number(),
      lastState: checkState.nullable(),
      lastDay: day.nullable(),
      checkId: id.nullable(),
    }),
  ).extend({ total: z.number(), visited: z.number(), mayEdit: z.boolean() }),
});
export const addCoverage = route({
  ...plan,
  id: 'coverage.add',
  method: 'POST',
  path: '/plans/{id}/coverage',
  summary: '列入检查名单',
  input: z.object({
    id,
    unitIds: z.array(id).max(300).default([]),
    enterprises: z.array(enterprise).max(300).default([]),
  }),
  output: z.object({ added: z.number(), total: z.number() }),
});
export const removeCoverage = route({
  ...plan,
  id: 'coverage.remove',
  method: 'POST',
  path: '/plans/{id}/coverage/remove',
  summary: '从检查名单中去掉',
  input: z.object({ id, keys: z.array(z.string().min(1).max(160)).min(1).max(300) }),
  output: z.object({ total: z.number() }),
});
