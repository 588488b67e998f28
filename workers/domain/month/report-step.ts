import { eq } from 'drizzle-orm';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import type * as contract from '../../contract/month.ts';
import { CADENCES, type Cadence, periodWords, type ReportState } from '../../contract/month-words.ts';
import type { InputOf } from '../../contract/route.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { type Ctx, can, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { type Step, stepOf } from '../machine.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { figuresOfUnit } from './figures.ts';
import { REPORT_MACHINE } from './report-machine.ts';
import { dayIsOver, loadReport, type ReportRow } from './report-rows.ts';

type Done = { id: string; state: ReportState; version: number };
interface Change {
  readonly set: Partial<ReportRow>;
  readonly data: Record<string, unknown>;
  readonly clocks: ClockChange;
  readonly notice: Notice;
}

/** The step, or the code that refuses it to this person: the same for the verb and for its button. */
export async function reportStep(ctx: Ctx, row: ReportRow, action: string): Promise<Step | ErrorCode> {
  const step = stepOf(REPORT_MACHINE, row.state, action);
  if (typeof step === 'string') return step;
  if (!can(ctx, step.by)) return 'forbidden';
  if (step.within === 'owner' && !covers(await scopeOf(ctx, step.by), row.unitId)) return 'forbidden';
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  return step.notBy && me !== undefined && row.submittedBy === me ? 'same_person' : step;
}

/** Buttons of a report, each with why it may not be pressed. */
export async function reportActions(ctx: Ctx, row: ReportRow) {
  const steps = Object.entries(REPORT_MACHINE[row.state as ReportState] as Record<string, Step>);
  return Promise.all(
    steps.map(async ([action, { label }]) => {
      const step = await reportStep(ctx, row, action);
      const allowed = typeof step !== 'string';
      return { action, label, allowed, why: allowed ? '' : ERRORS[step][1] };
    }),
  );
}

async function stepped(
  ctx: Ctx,
  seen: { id: string; version: number },
  action: string,
  plan: (row: ReportRow) => Change | Promise<Change>,
): Promise<Done> {
  const row = await loadReport(ctx, seen.id);
  if (row.version !== seen.version) throw new DomainError('conflict');
  const step = await reportStep(ctx, row, action);
  if (typeof step === 'string') throw new DomainError(step);
  const { set, data, clocks, notice } = await plan(row);
  const to = step.to as ReportState;
  const event = { entity: 'report', entityId: row.id, action, from: row.state, to, data };
  const { write, head } = nextEvent(ctx, row, event);
  const change = await clockWrites(ctx, 'report', row.id, clocks);
  const update = ctx.db.update('report', { ...set, state: to, updatedAt: ctx.now, ...head }, (r) => eq(r.id, row.id));
  const done = { id: row.id, state: to, version: head.version };
  const answer = await ctx.db.commit([write, update, ...change.writes, ...(await notifyWrites(ctx, notice))], done);
  ctx.ports.wakeOutbox();
  return answer;
}

const nameOf = (row: ReportRow): string => `${periodWords(row.period)}${CADENCES[row.cadence as Cadence]}`;
const link = (row: ReportRow): string => `/month-reports/${row.id}`;

/** The unit adds its words; the figures are the ledger's, and stay as they are at this moment. */
export function submitReport(ctx: Ctx, input: InputOf<typeof contract.submitReport>): Promise<Done> {
  return stepped(ctx, input, 'submit', async (row) => {
    const first = row.submittedAt === null;
    const late = first ? row.late || dayIsOver(ctx, row.dueDay) : row.late;
    const figures = await figuresOfUnit(ctx, row.unitId, row.period);
    const submitted = { submittedBy: personId(ctx), submittedAt: ctx.now };
    return {
      set: { ...submitted, late, figures: JSON.stringify(figures), words: JSON.stringify(input.words), reason: '' },
      data: { figures, late },
      clocks: { stop: ['report', 'resubmit'].map((kind) => ({ kind, outcome: 'submitted' })) },
      notice: {
        to: [{ role: 'commission_office' }],
        kind: 'report.submitted',
        title: `${nameOf(row)}已报来`,
        body: late ? '迟报。' : '',
        link: link(row),
      },
    };
  });
}

export function acceptReport(ctx: Ctx, input: InputOf<typeof contract.acceptReport>): Promise<Done> {
  return stepped(ctx, input, 'accept', (row) => ({
    set: { decidedBy: personId(ctx) },
    data: {},
    clocks: {},
    notice: { to: sender(row), kind: 'report.accepted', title: `${nameOf(row)}已认可`, body: '', link: link(row) },
  }));
}

/** A clock of its own runs for the second try: the first one's day is judged by the first submission. */
export function returnReport(ctx: Ctx, input: InputOf<typeof contract.returnReport>): Promise<Done> {
  return stepped(ctx, input, 'return', (row) => ({
    set: { decidedBy: personId(ctx), reason: input.reason },
    data: { reason: input.reason },
    clocks: { start: [{ kind: 'resubmit', facts: { cadence: row.cadence }, unitId: row.unitId }] },
    notice: {
      to: sender(row),
      kind: 'report.returned',
      title: `${nameOf(row)}退回补报`,
      body: input.reason,
      link: link(row),
    },
  }));
}

const sender = (row: ReportRow) => (row.submittedBy ? [{ personId: row.submittedBy }] : [{ unitId: row.unitId }]);
