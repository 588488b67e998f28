import * as z from 'zod';

/** How often units report: on the month that is over; on the hazard ledger also on half a month. */
export const CADENCES = { month: '月报', half_month: '半月报' } as const;
export type Cadence = keyof typeof CADENCES;
export const cadence = z.enum(Object.keys(CADENCES) as [Cadence, ...Cadence[]]);

export const REPORT_STATES = { due: '待报送', submitted: '已报送', returned: '退回补报', accepted: '已认可' } as const;
export type ReportState = keyof typeof REPORT_STATES;
export const reportState = z.enum(Object.keys(REPORT_STATES) as [ReportState, ...ReportState[]]);

export const BULLETIN_STATES = {
  drafted: '草稿',
  submitted: '待签发',
  returned: '退回修改',
  approved: '已签发',
  published: '已印发',
  superseded: '已更正',
  discarded: '已作废',
} as const;
export type BulletinState = keyof typeof BULLETIN_STATES;
export const bulletinState = z.enum(Object.keys(BULLETIN_STATES) as [BulletinState, ...BulletinState[]]);

/** A month: `2026-10`. */
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
/** A month, or half of one: `2026-10-1` to the 15th, `2026-10-2` from the 16th. */
export const period = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])(-[12])?$/);

/** 2026年10月, 2026年10月上半月. */
export function periodWords(text: string): string {
  const [year, number, half] = text.split('-');
  return `${year}年${Number(number)}月${half === '1' ? '上半月' : half === '2' ? '下半月' : ''}`;
}

const n = z.number();
/** What the ledger knows of a unit's tasks and hazards in a period; `open` is as of the reading. */
export const monthFigures = z.object({
  tasks: z.object({
    dispatched: n,
    acknowledged: n,
    submitted: n,
    accepted: n,
    returned: n,
    overdue: n,
    open: n,
    overdueOpen: n,
  }),
  hazards: z.object({ found: n, closed: n, overdue: n, open: n }),
});
export type MonthFigures = z.output<typeof monthFigures>;

/** The words a unit adds: 做法、问题、下步. */
export const WORDS = { did: '主要做法', problems: '存在问题', next: '下步打算' } as const;

/** A button, and why this person may not press it. */
export const monthAction = z.object({
  action: z.string(),
  label: z.string(),
  allowed: z.boolean(),
  why: z.string(),
});
