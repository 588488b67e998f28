import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery } from './common.ts';
import { DRAW_ACTIONS, DRAW_KINDS, DRAW_LISTS, MAX_ENTERPRISES, MAX_PICKS } from './draw-words.ts';
import { drawState, exclusion, pickState } from './expert-words.ts';
import { route } from './route.ts';

export * from './draw-excel.ts';
export * from './draw-words.ts';

const names = <T extends object>(words: T) => Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
const read = { app: 'console' as const, access: { permission: 'expert.read' } as const };
const run = { app: 'console' as const, access: { permission: 'expert.draw' } as const };
const open = { app: 'public' as const, access: 'public' as const };
const seen = { id, version: z.number().int() };
const kind = z.enum(names(DRAW_KINDS));
const listName = z.enum(names(DRAW_LISTS));
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const creditCode = z.string().regex(/^([0-9A-HJ-NPQRTUWXY]{18})?$/);
const drawNumber = z.string().min(1).max(20);
const n = z.number().int().min(1).max(MAX_PICKS);
const alternates = z.number().int().min(0).max(MAX_PICKS);

const enterprise = z.object({
  name: line(80, 2),
  creditCode: creditCode.default(''),
  stratum: line(20, 0).default(''),
});
/** What is drawn. `quotas`: experts by pool; for 双随机 `n` counts for each enterprise. */
export const drawSpec = z.object({
  purpose: line(400, 0).default(''),
  fromDay: day,
  toDay: day,
  quotas: z
    .array(z.object({ poolId: id, n, alternates }))
    .min(1)
    .max(12),
  double: z
    .object({
      enterprises: z.array(enterprise).min(1).max(MAX_ENTERPRISES),
      take: z
        .array(z.object({ stratum: line(20, 0), n }))
        .min(1)
        .max(12),
      /** Inspectors of this unit and below it, so many for each enterprise. */
      inspectorUnitId: id.nullable(),
      inspectors: z.object({ n, alternates }),
    })
    .nullable()
    .default(null),
});
const fields = {
  kind,
  /** Published with the list. */
  title: line(120, 2),
  enterprise: line(80, 0).default(''),
  creditCode: creditCode.default(''),
  spec: drawSpec,
};

const row = z.object({
  id,
  number: z.string(),
  title: z.string(),
  kind,
  state: drawState,
  enterprise: z.string(),
  notBefore: instant.nullable(),
  redrawOf: z.string(),
  createdAt: instant,
  version: z.number(),
});
const quota = z.object({ stratum: z.string(), n: z.number(), alternates: z.number(), free: z.number() });
/** Counts of a frozen list. */
const listSummary = z.object({
  name: listName,
  entries: z.number(),
  excluded: z.record(z.string(), z.number()),
  quotas: z.array(quota),
});
const witness = z.object({ name: z.string(), commitment: z.string(), opened: z.boolean() });
const seedSource = z.object({ kind: z.string(), id: z.string(), notBefore: instant });
export const drawView = row.extend({
  creditCode: z.string(),
  spec: drawSpec,
  seedSource: seedSource.nullable(),
  listHash: z.string().nullable(),
  lists: z.array(listSummary),
  witnesses: z.array(witness),
  publicSeed: z.string().nullable(),
  seedBy: id.nullable(),
  seed: z.string().nullable(),
  resultHash: z.string().nullable(),
  reason: z.string(),
  committedAt: instant.nullable(),
  drawnAt: instant.nullable(),
  /** Number of the draw that repeats this one. */
  repeatedBy: z.string(),
  /** Places without anybody who accepted. */
  placesOpen: z.number(),
  actions: z.array(z.object({ action: z.enum(names(DRAW_ACTIONS)), allowed: z.boolean(), why: z.string() })),
  names: z.record(z.string(), z.string()),
});
const done = z.object({ id, state: drawState, version: z.number() });

export const draws = route({
  ...read,
  id: 'draws.list',
  method: 'GET',
  path: '/draws',
  summary: '抽取',
  input: z.object({ state: drawState.optional(), poolId: id.optional(), ...pageQuery }),
  output: page(row),
});
export const draw = route({
  ...read,
  id: 'draws.one',
  method: 'GET',
  path: '/draws/{id}',
  summary: '一次抽取',
  input: z.object({ id }),
  output: drawView,
});
/** Before the freezing as it would be now, afterwards as it was frozen. */
export const drawEntries = route({
  ...read,
  id: 'draws.entries',
  method: 'GET',
  path: '/draws/{id}/entries',
  summary: '参加抽取的名单与不参加的原因',
  input: z.object({ id, list: listName.default('experts'), excluded: flag.default(false), ...pageQuery }),
  output: page(
    z.object({
      entry: z.string(),
      code: z.string(),
      label: z.string(),
      stratum: z.string(),
      excluded: exclusion.nullable(),
      evidence: z.string(),
    }),
  ).extend({ total: z.number(), excludedTotal: z.number() }),
});
const pick = z.object({
  list: listName,
  position: z.number(),
  entry: z.string(),
  code: z.string(),
  label: z.string(),
  stratum: z.string(),
  role: z.enum(['selected', 'alternate']),
  state: pickState,
  reason: z.string(),
  standsFor: z.number().nullable(),
  changedAt: instant.nullable(),
  /** 双随机: the enterprise they go to, and a tie to it that was found. */
  goesTo: z.string(),
  tie: z.string(),
});
export const drawPicks = route({
  ...read,
  id: 'draws.picks',
  method: 'GET',
  path: '/draws/{id}/picks',
  summary: '抽取结果、通知与递补',
  input: z.object({ id, list: listName.optional(), ...pageQuery }),
  output: page(pick),
});
export const addDraw = route({
  ...run,
  id: 'draws.add',
  method: 'POST',
  path: '/draws',
  summary: '拟定抽取',
  input: z.object(fields),
  output: z.object({ id, number: z.string(), version: z.number() }),
});
export const editDraw = route({
  ...run,
  id: 'draws.edit',
  method: 'PUT',
  path: '/draws/{id}',
  summary: '修改抽取草稿',
  input: z.object({ ...seen, ...fields }),
  output: done,
});
/** Freezes the lists and publishes them with their digest. */
export const commitDraw = route({
  ...run,
  id: 'draws.commit',
  method: 'POST',
  path: '/draws/{id}/commit',
  summary: '封存并公布名单',
  errors: ['draw_too_few', 'draw_too_large', 'draw_witness_needed'],
  input: z.object({
    ...seen,
    seedSource,
    witnesses: z.array(z.object({ name: line(30, 2), commitment: hash })).max(10),
  }),
  output: done,
});
/** Until the public seed's time only: whoever opens or keeps silent must not know yet what it would do. */
export const openWitness = route({
  ...run,
  id: 'draws.open',
  method: 'POST',
  path: '/draws/{id}/witnesses',
  summary: '拆封一名见证人的输入',
  errors: ['draw_too_late', 'draw_commitment'],
  input: z.object({
    ...seen,
    name: line(30, 2),
    input: line(200),
    salt: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-z]{16,64}$/),
  }),
  output: done,
});
export const enterSeed = route({
  ...run,
  id: 'draws.seed',
  method: 'POST',
  path: '/draws/{id}/seed',
  summary: '录入公开种子（开奖结果）',
  errors: ['draw_too_early', 'draw_seed_form'],
  input: z.object({ ...seen, value: line(300) }),
  output: done,
});
/** By somebody else, who types the value anew from its source; then the lots are cast. */
export const confirmSeed = route({
  ...run,
  id: 'draws.confirm',
  method: 'POST',
  path: '/draws/{id}/seed/confirm',
  summary: '另一人核对公开种子并抽取',
  errors: ['same_person', 'draw_seed_differs', 'draw_witness_needed'],
  input: z.object({ ...seen, value: line(300) }),
  output: done,
});
export const callPick = route({
  ...run,
  id: 'draws.call',
  method: 'POST',
  path: '/draws/{id}/calls',
  summary: '记录通知结果；谢绝、未到、回避的由下一名候补递补',
  input: z.object({
    ...seen,
    list: listName,
    position: z.number().int().min(1),
    to: z.enum(['called', 'accepted', 'refused', 'no_show', 'recused']),
    reason: line(200, 0).default(''),
  }),
  /** The alternate who steps in. */
  output: done.extend({ steppedIn: z.object({ position: z.number(), label: z.string() }).nullable() }),
});
export const finishDraw = route({
  ...run,
  id: 'draws.finish',
  method: 'POST',
  path: '/draws/{id}/finish',
  summary: '办结抽取，公开入选编号对应的人',
  errors: ['draw_places_open'],
  input: z.object({ ...seen, reason: line(300, 0).default('') }),
  output: done,
});
export const voidDraw = route({
  ...run,
  id: 'draws.void',
  method: 'POST',
  path: '/draws/{id}/void',
  summary: '作废',
  errors: ['same_person'],
  input: z.object({ ...seen, reason: line(300, 4) }),
  output: done,
});
/** A new record with a reason; the old one stays. */
export const redraw = route({
  ...run,
  id: 'draws.redraw',
  method: 'POST',
  path: '/draws/{id}/redraw',
  summary: '重新抽取（另立一次）',
  input: z.object({ ...seen, reason: line(300, 4) }),
  output: z.object({ id, number: z.string(), version: z.number() }),
});

// --- for everybody ---
const publicRow = z.object({
  number: z.string(),
  title: z.string(),
  kind,
  state: drawState,
  committedAt: instant,
  notBefore: instant,
  redrawOf: z.string(),
});
export const publishedDraws = route({
  ...open,
  id: 'publishedDraws.list',
  method: 'GET',
  path: '/published-draws',
  summary: '公开的抽取',
  input: z.object(pageQuery),
  output: page(publicRow),
});
export const publishedDraw = route({
  ...open,
  id: 'publishedDraws.one',
  method: 'GET',
  path: '/published-draws/{number}',
  summary: '一次公开的抽取',
  input: z.object({ number: drawNumber }),
  output: publicRow.extend({
    seedSource,
    listHash: z.string(),
    lists: z.array(listSummary),
    witnesses: z.array(witness),
    publicSeed: z.string().nullable(),
    seed: z.string().nullable(),
    resultHash: z.string().nullable(),
    drawnAt: instant.nullable(),
    reason: z.string(),
    repeatedBy: z.string(),
    calls: z.record(z.string(), z.number()),
    replacements: z.array(
      z.object({ list: listName, out: z.number(), why: pickState, steppedIn: z.number().nullable() }),
    ),
    picked: z.array(
      z.object({
        list: listName,
        stratum: z.string(),
        position: z.number(),
        code: z.string(),
        role: z.enum(['selected', 'alternate']),
        /** '' until the draw is done, and for whoever did not take part. */
        who: z.string(),
      }),
    ),
  }),
});
/** Everything `npm run draw:verify` and the page need. */
export const drawFile = route({
  ...open,
  id: 'publishedDraws.file',
  method: 'GET',
  path: '/published-draws/{number}/file',
  summary: '下载抽取文件，自行核验',
  download: 'application/json',
  input: z.object({ number: drawNumber }),
  output: z.any(),
});
