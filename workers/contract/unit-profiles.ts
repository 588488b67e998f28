import * as z from 'zod';
import { day, flag, id, instant, line, ok, page, pageQuery } from './common.ts';
import { route } from './route.ts';
import { UNIT_KIND_NAMES } from './units.ts';

const read = { app: 'console' as const, access: { permission: 'people.read' } as const };

/** What a unit says of itself; which of it is required is the tenant's setting `unit.profile`. */
export const PROFILE_FIELDS = {
  hasBody: '是否设立安全管理机构',
  body: '机构名称',
  bodySince: '设立时间',
  bodyDocNo: '设立文号',
  fullTime: '专职人数',
  partTime: '兼职人数',
  leaderId: '分管负责人',
  contactId: '安全联络员',
  certified: '持安全管理证书人数',
  engineers: '注册安全工程师人数',
} as const;
export type ProfileField = keyof typeof PROFILE_FIELDS;
const field = z.enum(Object.keys(PROFILE_FIELDS) as [ProfileField, ...ProfileField[]]);

const count = z.number().int().min(0).max(100_000).nullable().default(null);
const fields = {
  /** Null: not said yet. */
  hasBody: z.boolean().nullable().default(null),
  body: line(80, 0).default(''),
  bodySince: day.nullable().default(null),
  bodyDocNo: line(60, 0).default(''),
  fullTime: count,
  partTime: count,
  leaderId: id.nullable().default(null),
  contactId: id.nullable().default(null),
  certified: count,
  engineers: count,
};
const row = z.object({
  id,
  name: z.string(),
  kind: z.enum(UNIT_KIND_NAMES),
  hasBody: z.boolean().nullable(),
  body: z.string(),
  fullTime: z.number().nullable(),
  partTime: z.number().nullable(),
  leader: z.string(),
  contact: z.string(),
  missing: z.array(field),
  updatedAt: instant.nullable(),
});
/** Departments and streets with what they still lack; `complete` of `total` is the coverage. */
export const unitProfiles = route({
  ...read,
  id: 'unitProfiles.list',
  method: 'GET',
  path: '/unit-profiles',
  summary: '机构与人员全覆盖',
  input: z.object({ missing: flag.optional(), ...pageQuery }),
  output: page(row).extend({
    total: z.number(),
    complete: z.number(),
    required: z.array(field),
    basis: z.string(),
    basisChecked: z.boolean(),
  }),
});
export const unitProfile = route({
  ...read,
  id: 'unitProfiles.one',
  method: 'GET',
  path: '/unit-profiles/{id}',
  summary: '一个单位的机构与人员',
  input: z.object({ id }),
  output: z.object({
    id,
    name: z.string(),
    kind: z.enum(UNIT_KIND_NAMES),
    ...fields,
    leader: z.string(),
    contact: z.string(),
    required: z.array(field),
    missing: z.array(field),
    mayEdit: z.boolean(),
    mayForget: z.boolean(),
    /** Other names by which notices call it. */
    aliases: z.array(z.object({ id, alias: z.string() })),
    updatedAt: instant.nullable(),
    version: z.number(),
  }),
});
/** `version` 0 for a unit that said nothing yet. By the unit itself or by the office. */
export const saveProfile = route({
  ...read,
  id: 'unitProfiles.save',
  method: 'PUT',
  path: '/unit-profiles/{id}',
  summary: '填报机构与人员',
  input: z.object({ id, version: z.number().int().min(0), ...fields }),
  output: z.object({ version: z.number(), missing: z.array(field) }),
});
/** A name settled wrongly on a notice: the reader asks again. */
export const forgetAlias = route({
  app: 'console',
  access: { permission: 'people.manage' },
  id: 'unitAliases.forget',
  method: 'DELETE',
  path: '/unit-aliases/{id}',
  summary: '去掉单位的一个别名',
  input: z.object({ id }),
  output: ok,
});
