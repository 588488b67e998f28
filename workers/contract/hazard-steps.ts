import * as z from 'zod';
import { day, id, line, ok, text } from './common.ts';
import { CATEGORY_NAMES, HAZARD_STATE_NAMES, hazardLevel as level, hazardSource as source } from './hazard-words.ts';
import { route } from './route.ts';

const reason = line(500, 2);
const read = { app: 'console' as const, access: { permission: 'hazard.read' } as const };
const act = (permission: 'hazard.confirm' | 'hazard.assign' | 'hazard.rectify' | 'hazard.verify' | 'hazard.close') => ({
  app: 'console' as const,
  method: 'POST' as const,
  access: { permission } as const,
});

const place = {
  placeUnitId: id.nullable().default(null),
  address: text(200).default(''),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  enterprise: text(80).default(''),
};
export const report = route({
  app: 'console',
  id: 'hazards.report',
  method: 'POST',
  path: '/hazards',
  access: { permission: 'hazard.report' },
  summary: '上报隐患',
  input: z.object({
    title: line(80, 2),
    description: text(4000).default(''),
    level: level.default('general'),
    source,
    sector: z.string().max(40).nullable().default(null),
    category: z.enum(CATEGORY_NAMES).nullable().default(null),
    ...place,
    danger: z.boolean().default(false),
    casualty: z.boolean().default(false),
    evidence: z.array(id).max(20).default([]),
  }),
  output: z.object({ id, number: z.string() }),
});
const done = z.object({ id, state: z.enum(HAZARD_STATE_NAMES), version: z.number() });
/** Every step names the version its sender saw: who comes second is told, and sees the new state. */
const seen = { id, version: z.number().int() };
export const confirm = route({
  ...act('hazard.confirm'),
  id: 'hazards.confirm',
  path: '/hazards/{id}/confirm',
  summary: '认定为隐患',
  input: z.object({
    ...seen,
    level,
    sector: z.string().max(40).nullable().default(null),
    title: line(80, 2).optional(),
    note: text(1000).default(''),
  }),
  output: done,
});
export const dismiss = route({
  ...act('hazard.confirm'),
  id: 'hazards.dismiss',
  path: '/hazards/{id}/dismiss',
  summary: '认定不成立',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const merge = route({
  ...act('hazard.confirm'),
  id: 'hazards.merge',
  path: '/hazards/{id}/merge',
  summary: '并入另一条',
  input: z.object({ ...seen, intoId: id, reason }),
  output: done,
});
export const assign = route({
  ...act('hazard.assign'),
  id: 'hazards.assign',
  path: '/hazards/{id}/assign',
  summary: '交办',
  input: z.object({
    ...seen,
    unitId: id,
    assigneeId: id.nullable().default(null),
    watcher: text(60).default(''),
    interimMeasures: text(1000).default(''),
    dueDay: day.optional(),
    note: text(1000).default(''),
  }),
  output: done,
});
export const bulkAssign = route({
  ...act('hazard.assign'),
  id: 'hazards.bulkAssign',
  path: '/hazards/bulk-assign',
  summary: '批量交办',
  input: z.object({ items: z.array(z.object(seen)).min(1).max(100), unitId: id, note: text(1000).default('') }),
  output: z.object({ done: z.array(id), failed: z.array(z.object({ id, code: z.string() })) }),
});
export const start = route({
  ...act('hazard.rectify'),
  id: 'hazards.start',
  path: '/hazards/{id}/start',
  summary: '签收并开始整改',
  input: z.object({ ...seen, watcher: text(60).optional(), interimMeasures: text(1000).optional() }),
  output: done,
});
export const notMine = route({
  ...act('hazard.rectify'),
  id: 'hazards.notMine',
  path: '/hazards/{id}/not-mine',
  summary: '不属本单位，退安委办（期限继续计）',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const submit = route({
  ...act('hazard.rectify'),
  id: 'hazards.submit',
  path: '/hazards/{id}/submit',
  summary: '提交整改结果',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, rectification: line(2000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
/** 立查立改: reported, put right and photographed on the spot; still verified by another person. */
export const onSpot = route({
  ...act('hazard.rectify'),
  id: 'hazards.onSpot',
  path: '/hazards/{id}/on-spot',
  summary: '现场已整改，提交复查',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, rectification: line(2000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
export const verify = route({
  ...act('hazard.verify'),
  id: 'hazards.verify',
  path: '/hazards/{id}/verify',
  summary: '复查验收通过',
  errors: ['same_person', 'evidence_missing'],
  input: z.object({ ...seen, opinion: line(1000, 2) }),
  output: done,
});
export const sendBack = route({
  ...act('hazard.verify'),
  id: 'hazards.sendBack',
  path: '/hazards/{id}/return',
  summary: '复查不通过，退回重改',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const close = route({
  ...act('hazard.close'),
  id: 'hazards.close',
  path: '/hazards/{id}/close',
  summary: '销号',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, note: text(500).default('') }),
  output: done,
});
export const reopen = route({
  ...act('hazard.confirm'),
  id: 'hazards.reopen',
  path: '/hazards/{id}/reopen',
  summary: '重新打开',
  input: z.object({ ...seen, reason }),
  output: done,
});

/** Photos lose their EXIF on the way in; the media type is read from the bytes, never from the name. */
export const upload = route({
  app: 'console',
  id: 'blobs.upload',
  method: 'POST',
  path: '/blobs',
  access: 'session',
  summary: '上传照片或文件',
  upload: { maxBytes: 15 * 1024 * 1024 },
  input: z.object({ purpose: z.enum(['evidence', 'document']).default('evidence') }),
  output: z.object({ id, mediaType: z.string(), size: z.number() }),
  errors: ['unsupported_file', 'too_large'],
});
export const addEvidence = route({
  app: 'console',
  id: 'hazards.addEvidence',
  method: 'POST',
  path: '/hazards/{id}/evidence',
  access: { permission: 'hazard.report' },
  summary: '补充照片',
  input: z.object({
    id,
    stage: z.enum(['before', 'after', 'document']),
    blobIds: z.array(id).min(1).max(20),
    caption: text(100).default(''),
  }),
  output: ok,
});
export const blob = route({
  ...read,
  id: 'blobs.get',
  method: 'GET',
  path: '/hazards/{id}/evidence/{blobId}',
  summary: '查看照片或文件',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});
