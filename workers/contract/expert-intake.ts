import * as z from 'zod';
import { day, id, instant, line, ok, page, pageQuery, phone } from './common.ts';
import { seatState } from './expert-words.ts';
import {
  credentialFields,
  identityNumber,
  MAX_CREDENTIALS,
  MAX_PERIODS,
  MAX_TIES,
  periodFields,
  recordFields,
  tieFields,
} from './experts.ts';
import { route } from './route.ts';

const open = { app: 'public' as const, access: 'public' as const };
const manage = { app: 'console' as const, access: { permission: 'expert.manage' } as const };

/** One picture or PDF of evidence; and what one application may hold. */
export const EVIDENCE_MAX_BYTES = 10 * 1024 * 1024;
export const EVIDENCE_MAX_FILES = 40;

// --- application by the public ---
const pool = z.object({
  id,
  title: z.string(),
  field: z.string(),
  notice: z.string(),
  /** What an applicant is measured by today (workers/protocol/eligibility.ts), in words and as it is computed. */
  rule: z.record(z.string(), z.unknown()).nullable(),
  basis: z.string(),
});
export const form = route({
  ...open,
  limit: 'tip_form',
  id: 'expertApply.form',
  method: 'GET',
  path: '/expert-form',
  summary: '申请入库页所需的公开信息',
  input: z.object({}),
  output: z.object({
    pools: z.array(pool),
    fields: z.array(z.object({ key: z.string(), label: z.string() })),
    day,
    limits: z.object({ maxBytes: z.number(), maxFiles: z.number() }),
    challenge: z.record(z.string(), z.unknown()),
  }),
});
/** Drawn by the browser: whoever knows it may use the file in an application. */
const uploadToken = z.string().regex(/^[\w-]{22,64}$/);
export const upload = route({
  ...open,
  limit: 'expert_upload',
  id: 'expertApply.upload',
  method: 'POST',
  path: '/expert-uploads',
  summary: '上传一份证明材料（照片或 PDF）；一天内没有随申请提交的自动删除',
  unkeyed: 'a file nobody claims is swept; sending it again makes another of the same kind',
  upload: { maxBytes: EVIDENCE_MAX_BYTES },
  input: z.object({ token: uploadToken }),
  output: z.object({ id, mediaType: z.string(), size: z.number() }),
  errors: ['unsupported_file', 'too_large', 'rate_limited'],
});
const claim = z.object({ id, token: uploadToken });
const claimed = { file: claim.nullable().default(null) };
const code = z.string().regex(/^\d{14}$/);
const number = z.string().regex(/^ZJ\d{4}-\d{4,8}$/);
const history = {
  periods: z.array(z.object({ ...periodFields, ...claimed })).max(MAX_PERIODS),
  credentials: z.array(z.object({ ...credentialFields, ...claimed })).max(MAX_CREDENTIALS),
  ties: z.array(z.object(tieFields)).max(MAX_TIES),
};
/**
 * Answered alike whether or not the identity number is known here: a second application waits for the office, and its number
 * and code show no more than its own state.
 */
export const send = route({
  ...open,
  limit: 'expert_apply',
  id: 'expertApply.send',
  method: 'POST',
  path: '/expert-applications',
  summary: '提交入库申请',
  input: z.object({
    poolIds: z.array(id).min(1).max(10),
    ...recordFields,
    identityNumber,
    phone,
    ...history,
    /** 本人承诺材料属实，同意核验和公示。 */
    consent: z.literal(true),
    /** Drawn by the browser; an HMAC of it is kept. */
    code,
    work: z.record(z.string(), z.unknown()),
  }),
  output: z.object({ number }),
  errors: ['proof_invalid', 'proof_spent', 'too_large'],
});
const receipt = { number, code };
const statusSeat = z.object({
  poolTitle: z.string(),
  state: seatState,
  label: z.string(),
  /** What is asked for, or why not. */
  note: z.string(),
  publicisedTo: day.nullable(),
  termTo: day.nullable(),
});
export const status = route({
  ...open,
  limit: 'receipt',
  id: 'expertApply.status',
  method: 'POST',
  path: '/expert-application',
  summary: '凭申请编号和查询码查看申请',
  unkeyed: 'reads only; a POST so that the code stays out of URLs',
  input: z.object(receipt),
  output: z.object({
    number,
    day,
    seats: z.array(statusSeat),
    words: z.string(),
    /** What a file may be added to; empty where nothing is asked for. */
    items: z.array(z.object({ kind: z.enum(['period', 'credential']), id, label: z.string(), filed: z.boolean() })),
    fields: z.array(z.object({ key: z.string(), label: z.string() })),
    may: z.object({ supplement: z.boolean(), withdraw: z.boolean() }),
    limits: z.object({ maxBytes: z.number(), maxFiles: z.number() }),
  }),
  errors: ['application_unknown'],
});
export const supplement = route({
  ...open,
  limit: 'receipt',
  id: 'expertApply.supplement',
  method: 'POST',
  path: '/expert-application/supplement',
  summary: '补正材料',
  input: z.object({
    ...receipt,
    files: z
      .array(z.object({ kind: z.enum(['period', 'credential']), id: z.string().max(64), file: claim }))
      .max(EVIDENCE_MAX_FILES)
      .default([]),
    periods: history.periods.default([]),
    credentials: history.credentials.default([]),
  }),
  output: ok,
  errors: ['application_unknown', 'wrong_state'],
});
export const withdraw = route({
  ...open,
  limit: 'receipt',
  id: 'expertApply.withdraw',
  method: 'POST',
  path: '/expert-application/withdraw',
  summary: '撤回申请',
  input: z.object(receipt),
  output: ok,
  errors: ['application_unknown', 'wrong_state'],
});

// --- second applications, for the office ---
export const heldList = route({
  ...manage,
  id: 'expertApplications.held',
  method: 'GET',
  path: '/expert-applications',
  summary: '证件号已有档案的申请，待处理',
  input: z.object(pageQuery),
  output: page(
    z.object({
      id,
      number,
      /** The record of the same identity number. */
      expertId: id,
      expertName: z.string(),
      /** What the application says: compare before taking it over. */
      name: z.string(),
      phoneSame: z.boolean(),
      pools: z.array(z.object({ id, title: z.string() })),
      periods: z.number(),
      credentials: z.number(),
      files: z.number(),
      createdAt: instant,
      version: z.number(),
    }),
  ),
});
/** Accepted: its seats and history join the record, and its number and code show them from now on. */
export const settleHeld = route({
  ...manage,
  id: 'expertApplications.settle',
  method: 'POST',
  path: '/expert-applications/{id}',
  summary: '并入已有档案，或不予受理',
  input: z.object({ id, version: z.number().int(), accept: z.boolean(), words: line(200, 2) }),
  output: ok,
  errors: ['wrong_state'],
});

// --- Excel ---
export const IMPORT_MAX_ROWS = 2_000;
export const IMPORT_MAX_DETAILS = 10_000;
export const template = route({
  ...manage,
  id: 'expertImport.template',
  method: 'GET',
  path: '/expert-import/template',
  summary: '下载专家导入模板',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({}),
  output: z.any(),
});
export const preview = route({
  ...manage,
  id: 'expertImport.preview',
  method: 'POST',
  path: '/expert-import',
  summary: '导入专家：预览，每行检查',
  unkeyed: 'reads the file and adds nothing; the sealed copy it keeps is swept at night',
  upload: { maxBytes: 5 * 1024 * 1024 },
  input: z.object({ poolId: id }),
  output: z.object({
    blobId: id,
    total: z.number(),
    good: z.number(),
    rows: z.array(
      z.object({
        row: z.number(),
        name: z.string(),
        /** Last four. */
        identityTail: z.string(),
        employer: z.string(),
        periods: z.number(),
        credentials: z.number(),
        /** `seat`: the record is there, a place in this pool is added to it. */
        does: z.enum(['add', 'seat', 'nothing']),
        errors: z.array(z.string()),
      }),
    ),
    /** Rows of the other sheets that belong to nobody. */
    strays: z.array(z.string()),
  }),
  errors: ['unsupported_file', 'too_large'],
});
/** So many rows from `from` on; again until `done` is `total`. A repeat adds nothing. */
export const run = route({
  ...manage,
  id: 'expertImport.run',
  method: 'POST',
  path: '/expert-import/{blobId}',
  summary: '确认导入（分批，只导入没有错误的行）',
  input: z.object({ blobId: id, from: z.number().int().min(0).max(IMPORT_MAX_ROWS).default(0) }),
  output: z.object({
    added: z.number(),
    seats: z.number(),
    skipped: z.number(),
    done: z.number(),
    total: z.number(),
  }),
});
