import * as z from 'zod';

/** What a unit does in an item, with the word officials use. */
export const NOTICE_ROLES = {
  lead: '牵头',
  support: '配合',
  convener: '会同、督促',
  implementer: '具体实施',
  responsible: '责任',
} as const;
export type NoticeRole = keyof typeof NOTICE_ROLES;
export const NOTICE_ROLE_NAMES = Object.keys(NOTICE_ROLES) as [NoticeRole, ...NoticeRole[]];

/** Kinds of deadlines, with the word the review page shows. */
export const DEADLINE_KINDS = {
  date: '限期',
  milestone: '节点',
  standing: '长期坚持',
  recurring: '定期',
  relative: '事后限时',
  open: '未定日期',
} as const;
export type DeadlineKind = keyof typeof DEADLINE_KINDS;
export const DEADLINE_KIND_NAMES = Object.keys(DEADLINE_KINDS) as [DeadlineKind, ...DeadlineKind[]];

export const RECURRENCES = {
  day: '每日',
  week: '每周',
  ten_days: '每旬',
  half_month: '每半月',
  month: '每月',
  two_months: '每两月',
  quarter: '每季度',
  half_year: '每半年',
  year: '每年',
} as const;
export type RecurrenceEvery = keyof typeof RECURRENCES;
export const RECURRENCE_NAMES = Object.keys(RECURRENCES) as [RecurrenceEvery, ...RecurrenceEvery[]];

/** Why something wants a second look; the sentence beside it says so in words. */
export const NOTICE_DOUBTS = [
  'no_title',
  'no_issuer',
  'no_date',
  'no_year',
  'no_units',
  'impossible_date',
  'odd_unit',
  'unit_unmatched',
  'unit_ambiguous',
  'lost_number',
  'shared_statement',
  'first_leads',
  'much_text',
] as const;

/** `[start, end)` in UTF-16 units of the text that was read (of a .docx: of the text taken out of it). */
export const noticeSpan = z.tuple([z.int().min(0), z.int().min(0)]);
export type NoticeSpan = z.infer<typeof noticeSpan>;

/** How a name was found among the tenant's units. `open`: 有关部门 and its like, for a person to fill. */
export const UNIT_MATCHES = ['exact', 'alias', 'group', 'open', 'doubtful', 'none'] as const;

export const noticeUnit = z.object({
  /** As written, white space removed. */ name: z.string(),
  role: z.enum(NOTICE_ROLE_NAMES),
  /** The one unit meant. */ unitId: z.string().optional(),
  /** 各街道 and its like: every unit meant. Of a doubtful match: those it could be. */ unitIds: z
    .array(z.string())
    .optional(),
  /** Only where the tenant's units were given. */ match: z.enum(UNIT_MATCHES).optional(),
  span: noticeSpan,
});
export type NoticeUnit = z.infer<typeof noticeUnit>;

export const noticeDeadline = z.object({
  /** As written, white space removed. */ text: z.string(),
  kind: z.enum(DEADLINE_KIND_NAMES),
  /** The last day, `YYYY-MM-DD`. */ date: z.string().optional(),
  recurrence: z
    .object({
      every: z.enum(RECURRENCE_NAMES),
      /** How often in that time. */ times: z.int().optional(),
      /** The day of the month by which. */ day: z.int().optional(),
    })
    .optional(),
  /** The duty goes on afterwards. */ standing: z.boolean().optional(),
  /** Of a relative one: so long after the event. */ within: z
    .object({ count: z.int(), unit: z.enum(['minute', 'hour', 'day', 'workday', 'week', 'month', 'year']) })
    .optional(),
  /** Of a milestone: what is done by then. */ what: z.string().optional(),
  /** In the statement of responsibility, or found in the item's own sentences. */ from: z.enum(['statement', 'body']),
  span: noticeSpan,
});
export type NoticeDeadline = z.infer<typeof noticeDeadline>;

export const noticeItem = z.object({
  /** As written without its closing mark; `7#2`: the second statement of item 7; `二（三）1` where numbers repeat. */
  no: z.string(),
  /** Its first sentence, white space removed. */ title: z.string(),
  /** All its words, line breaks that were only layout removed, without the statement. */ text: z.string(),
  /** The headings it stands under. */ chapter: z.string(),
  units: z.array(noticeUnit),
  /** 等: the list of units is not complete. */ etc: z.boolean(),
  /** Persons named for it (责任领导, 牵头领导, 责任人). */ leaders: z.array(
    z.object({ name: z.string(), span: noticeSpan }),
  ),
  deadlines: z.array(noticeDeadline),
  /** From its number to the end of its statement. */ span: noticeSpan,
  /** Where its responsibility is stated; of a chapter's, outside the item. */ statement: noticeSpan.nullable(),
});
export type NoticeItem = z.infer<typeof noticeItem>;

export const noticeDoubt = z.object({
  code: z.enum(NOTICE_DOUBTS),
  span: noticeSpan,
  /** A sentence for the person who reviews. */ words: z.string(),
});
export type NoticeDoubt = z.infer<typeof noticeDoubt>;

/** A notice, read: every value with its place in the text. What is not found is null, never guessed. */
export const noticeReading = z.object({
  title: z.string().nullable(),
  docNo: z.string().nullable(),
  issuer: z.string().nullable(),
  /** `YYYY-MM-DD`. */ issuedOn: z.string().nullable(),
  spans: z.object({
    title: noticeSpan.nullable(),
    docNo: noticeSpan.nullable(),
    issuer: noticeSpan.nullable(),
    issuedOn: noticeSpan.nullable(),
  }),
  items: z.array(noticeItem),
  /** Duties for all, outside the items (每月1日前报送 …). */ rules: z.array(
    z.object({ text: z.string(), span: noticeSpan, deadlines: z.array(noticeDeadline) }),
  ),
  doubts: z.array(noticeDoubt),
  /** Names that are none of the tenant's units, each once. */ unmatched: z.array(z.string()),
});
export type NoticeReading = z.infer<typeof noticeReading>;
