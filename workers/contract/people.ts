import * as z from 'zod';
import { ROLE_NAMES } from './access.ts';
import { flag, id, instant, line, ok, page, pageQuery, phone, text, username } from './common.ts';
import { route } from './route.ts';
import { COMMITTEE_KIND_NAMES, UNIT_KIND_NAMES } from './units.ts';

const read = { app: 'console' as const, access: { permission: 'people.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'people.manage' } as const };
const committeeManage = { app: 'console' as const, access: { permission: 'committee.manage' } as const };

export const unitView = z.object({
  id,
  kind: z.enum(UNIT_KIND_NAMES),
  name: z.string(),
  shortName: z.string(),
  parentId: id.nullable(),
  sort: z.number(),
  divisionCode: z.string().nullable(),
  active: z.boolean(),
  version: z.number(),
});
const unitFields = {
  kind: z.enum(UNIT_KIND_NAMES),
  name: line(60, 2),
  shortName: line(20),
  parentId: id.nullable().default(null),
  sort: z.number().int().min(0).max(9999).default(0),
  divisionCode: z.string().max(12).nullable().default(null),
};
/** The whole tree at once: a county has 60 to 2,000 units; paged by 2,000. */
export const units = route({
  ...read,
  id: 'units.list',
  method: 'GET',
  path: '/units',
  summary: '单位',
  input: z.object({ cursor: z.string().max(200).optional() }),
  output: page(unitView),
});
export const addUnit = route({
  ...manage,
  id: 'units.add',
  method: 'POST',
  path: '/units',
  summary: '新增单位',
  input: z.object(unitFields),
  output: unitView,
});
export const editUnit = route({
  ...manage,
  id: 'units.edit',
  method: 'PUT',
  path: '/units/{id}',
  summary: '修改单位',
  input: z.object({ id, version: z.number().int(), active: z.boolean(), ...unitFields }),
  output: unitView,
});

const grant = z.object({ role: z.enum(ROLE_NAMES), unitId: z.string().max(64).default('') });
export const personView = z.object({
  id,
  name: z.string(),
  username: z.string(),
  phone: z.string().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  post: z.string().nullable(),
  status: z.enum(['invited', 'active', 'disabled']),
  roles: z.array(grant),
  version: z.number(),
});
const personFields = {
  name: line(30),
  phone: phone.nullable().default(null),
  unitId: id.nullable().default(null),
  post: text(40).nullable().default(null),
  roles: z.array(grant).max(20),
};
export const people = route({
  ...read,
  id: 'people.list',
  method: 'GET',
  path: '/people',
  summary: '人员',
  input: z.object({
    q: z.string().max(30).optional(),
    unitId: id.optional(),
    role: z.enum(ROLE_NAMES).optional(),
    ...pageQuery,
  }),
  output: page(personView),
});
export const addPerson = route({
  ...manage,
  id: 'people.add',
  method: 'POST',
  path: '/people',
  summary: '新增人员并生成邀请链接',
  secretAnswer: true,
  input: z.object({ username, ...personFields }),
  output: z.object({ person: personView, invitePath: z.string() }),
  errors: ['name_taken'],
});
export const editPerson = route({
  ...manage,
  id: 'people.edit',
  method: 'PUT',
  path: '/people/{id}',
  summary: '修改人员与岗位',
  input: z.object({
    id,
    version: z.number().int(),
    status: z.enum(['invited', 'active', 'disabled']),
    ...personFields,
  }),
  output: personView,
  errors: ['last_administrator'],
});
export const resetLink = route({
  ...manage,
  id: 'people.resetLink',
  method: 'POST',
  path: '/people/{id}/link',
  summary: '生成重设密码链接',
  secretAnswer: true,
  input: z.object({ id }),
  output: z.object({ invitePath: z.string(), expiresAt: instant }),
});

const importRow = z.object({ row: z.number(), errors: z.array(z.string()), values: z.record(z.string(), z.string()) });
const preview = z.object({
  blobId: id,
  kind: z.enum(['units', 'people']),
  total: z.number(),
  good: z.number(),
  rows: z.array(importRow),
});
export const importPreview = route({
  ...manage,
  id: 'import.preview',
  method: 'POST',
  path: '/import/{kind}',
  summary: '导入 Excel：预览，每行检查',
  unkeyed: 'reads the file and adds nothing; the copy it keeps is swept at night',
  upload: { maxBytes: 5 * 1024 * 1024 },
  input: z.object({ kind: z.enum(['units', 'people']) }),
  output: preview,
  errors: ['unsupported_file', 'too_large'],
});
export const importRun = route({
  ...manage,
  id: 'import.run',
  method: 'POST',
  path: '/import/{kind}/{blobId}',
  summary: '确认导入（只导入没有错误的行）',
  input: z.object({ kind: z.enum(['units', 'people']), blobId: id }),
  output: z.object({ added: z.number(), skipped: z.number() }),
});
export const importTemplate = route({
  ...manage,
  id: 'import.template',
  method: 'GET',
  path: '/import/{kind}/template',
  summary: '下载导入模板',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({ kind: z.enum(['units', 'people']) }),
  output: z.any(),
});

const member = z.object({
  unitId: id,
  personId: id.nullable().default(null),
  role: z.enum(['lead', 'deputy', 'member']),
  termFrom: z.iso.date().nullable().default(null),
  termTo: z.iso.date().nullable().default(null),
});
export const committeeView = z.object({
  id,
  kind: z.enum(COMMITTEE_KIND_NAMES),
  name: z.string(),
  sector: z.string().nullable(),
  leadUnitId: id.nullable(),
  duties: z.string(),
  sort: z.number(),
  active: z.boolean(),
  version: z.number(),
  members: z.array(member),
});
const committeeFields = {
  kind: z.enum(COMMITTEE_KIND_NAMES),
  name: line(60, 2),
  sector: z.string().max(40).nullable().default(null),
  leadUnitId: id.nullable().default(null),
  duties: text(2000).default(''),
  sort: z.number().int().min(0).max(999).default(0),
  members: z.array(member).max(200),
};
export const committees = route({
  ...read,
  id: 'committees.list',
  method: 'GET',
  path: '/committees',
  summary: '委员会',
  input: z.object(pageQuery),
  output: page(committeeView),
});
export const addCommittee = route({
  ...committeeManage,
  id: 'committees.add',
  method: 'POST',
  path: '/committees',
  summary: '新增委员会',
  input: z.object(committeeFields),
  output: committeeView,
});
export const editCommittee = route({
  ...committeeManage,
  id: 'committees.edit',
  method: 'PUT',
  path: '/committees/{id}',
  summary: '修改委员会及成员',
  input: z.object({ id, version: z.number().int(), active: z.boolean(), ...committeeFields }),
  output: committeeView,
});

export const sectors = route({
  ...read,
  id: 'sectors.list',
  method: 'GET',
  path: '/sectors',
  summary: '行业与监管部门（三管三必须）',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ sector: z.string(), label: z.string(), unitId: id.nullable() })) }),
});
export const setSector = route({
  ...committeeManage,
  id: 'sectors.set',
  method: 'PUT',
  path: '/sectors/{sector}',
  summary: '指定行业的监管部门',
  input: z.object({ sector: z.string().max(40), label: line(40), unitId: id.nullable() }),
  output: ok,
});

/** The first-run guide: what is done and what is next. */
export const guide = route({
  id: 'guide',
  app: 'console',
  access: 'session',
  method: 'GET',
  path: '/guide',
  summary: '开通引导',
  input: z.object({}),
  output: z.object({
    steps: z.array(
      z.object({
        key: z.enum(['committees', 'people', 'tip_office', 'poster', 'test_tip']),
        done: z.boolean(),
        detail: z.string(),
      }),
    ),
  }),
});
export const finishStep = route({
  ...manage,
  id: 'guide.finish',
  method: 'PUT',
  path: '/guide/{key}',
  summary: '标记引导步骤已核对',
  input: z.object({ key: z.enum(['committees', 'people', 'poster', 'test_tip']), done: flag.or(z.boolean()) }),
  output: ok,
});
