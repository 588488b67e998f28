import * as z from 'zod';
import { id, instant, line, page, pageQuery, text } from './common.ts';
import { cadence, month, monthAction, monthFigures, period, reportState } from './month-words.ts';
import { route } from './route.ts';

export * from './bulletins.ts';
export * from './month-words.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'task.read' } as const };
const office = { app: 'console' as const, method: 'POST' as const, access: { permission: 'bulletin.write' } as const };
/** Every step names the version its sender saw. */
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: reportState, version: z.number() });

export const reportRow = z.object({
  id,
  cadence,
  period,
  unitId: id,
  unitName: z.string(),
  state: reportState,
  dueDay: z.string(),
  late: z.boolean(),
  /** The day is over and nothing has come. */
  missing: z.boolean(),
  submittedAt: instant.nullable(),
  version: z.number(),
});
export const words = z.object({ did: text(4000, 2), problems: text(4000), next: text(4000) });
export const reportView = reportRow.extend({
  /** As of now while it is not submitted, then as they were. */
  figures: monthFigures,
  frozen: z.boolean(),
  words: z.object({ did: z.string(), problems: z.string(), next: z.string() }),
  reason: z.string(),
  submittedBy: z.string(),
  decidedBy: z.string(),
  /** Rule of the day, as the tenant has it. */
  basis: z.string(),
  actions: z.array(monthAction),
});

export const reports = route({
  ...read,
  id: 'reports.list',
  path: '/month-reports',
  summary: '月报清单',
  input: z.object({
    cadence: cadence.optional(),
    period: period.optional(),
    state: z.enum(['open', 'missing', 'due', 'submitted', 'returned', 'accepted']).optional(),
    unitId: id.optional(),
    ...pageQuery,
  }),
  output: page(reportRow),
});
/** Units × periods, newest period last. */
export const reportMatrix = route({
  ...read,
  id: 'reports.matrix',
  path: '/month-reports/matrix',
  summary: '各单位各期报送情况',
  input: z.object({ cadence: cadence.default('month'), periods: z.coerce.number().int().min(1).max(24).default(12) }),
  output: z.object({
    periods: z.array(period),
    units: z.array(
      z.object({
        unitId: id,
        name: z.string(),
        cells: z.array(z.object({ id, state: reportState, late: z.boolean(), missing: z.boolean() }).nullable()),
      }),
    ),
  }),
});
export const report = route({
  ...read,
  id: 'reports.one',
  path: '/month-reports/{id}',
  summary: '一份月报',
  input: z.object({ id }),
  output: reportView,
});
export const submitReport = route({
  app: 'console',
  method: 'POST',
  access: { permission: 'report.submit' },
  id: 'reports.submit',
  path: '/month-reports/{id}/submit',
  summary: '报送（数字取自台账，提交时定格）',
  input: z.object({ ...seen, words }),
  output: done,
});
export const acceptReport = route({
  ...office,
  id: 'reports.accept',
  path: '/month-reports/{id}/accept',
  summary: '认可月报',
  input: z.object(seen),
  output: done,
});
export const returnReport = route({
  ...office,
  id: 'reports.return',
  path: '/month-reports/{id}/return',
  summary: '退回补报',
  input: z.object({ ...seen, reason: line(500, 2) }),
  output: done,
});

const rolled = z.object({ month, tasks: monthFigures.shape.tasks.omit({ open: true, overdueOpen: true }) }).extend({
  hazards: monthFigures.shape.hazards.omit({ open: true }),
  reports: z.object({ due: z.number(), onTime: z.number() }),
});
/** Twelve months from counters: of the whole tenant, or of one unit. */
export const rollup = route({
  ...read,
  id: 'month.rollup',
  path: '/month/rollup',
  summary: '十二个月汇总',
  input: z.object({ until: month.optional(), unitId: id.optional() }),
  output: z.object({ unitId: id.nullable(), months: z.array(rolled) }),
});
/** One month, unit by unit. */
export const rollupUnits = route({
  ...read,
  id: 'month.units',
  path: '/month/units',
  summary: '各单位当月数字',
  input: z.object({ month: month.optional() }),
  output: z.object({
    month,
    units: z.array(z.object({ unitId: id, name: z.string(), figures: monthFigures })),
  }),
});
