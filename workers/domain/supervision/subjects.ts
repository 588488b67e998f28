import { eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { subjectView } from '../../contract/supervision-words.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

export type SubjectView = z.input<typeof subjectView>;
interface About {
  readonly subjectEntity: string | null;
  readonly subjectId: string | null;
}
type Load = (ctx: Ctx, ids: readonly string[]) => Promise<SubjectView[]>;

const LOADS: Readonly<Record<string, Load>> = { assignment, hazard, report };

/** What these rows are about, by `entity id`; what is gone, or still sealed, is missing. A question for each kind. */
export async function subjectsOf(ctx: Ctx, rows: readonly About[]): Promise<Map<string, SubjectView>> {
  const kinds = Object.entries(LOADS).map(async ([entity, load]) => {
    const ids = rows.filter((row) => row.subjectEntity === entity).map((row) => row.subjectId as string);
    return ids.length > 0 ? load(ctx, [...new Set(ids)]) : [];
  });
  const found = (await Promise.all(kinds)).flat();
  return new Map(found.map((subject) => [`${subject.entity} ${subject.id}`, subject]));
}

/** Of one row among them. */
export function subjectOf(subjects: Map<string, SubjectView>, row: About): SubjectView | null {
  return subjects.get(`${row.subjectEntity} ${row.subjectId}`) ?? null;
}

async function assignment({ db }: Ctx, ids: readonly string[]): Promise<SubjectView[]> {
  const { assignment: a, task: t } = db.rows;
  const rows = await db
    .select({ id: a.id, taskId: a.taskId, number: t.number, title: t.title, finishedAt: a.finishedAt })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(among(a.id, ids));
  return rows.map(({ taskId, finishedAt, ...row }) => ({
    entity: 'assignment',
    ...row,
    link: `/tasks/${taskId}`,
    finished: finishedAt !== null,
  }));
}

async function hazard({ db }: Ctx, ids: readonly string[]): Promise<SubjectView[]> {
  const h = db.rows.hazard;
  const rows = await db
    .select({ id: h.id, number: h.number, title: h.title, closedAt: h.closedAt, restricted: h.restricted })
    .from(h)
    .where(among(h.id, ids));
  return rows
    .filter((row) => row.restricted === 0)
    .map(({ id, number, title, closedAt }) => ({
      entity: 'hazard',
      ...{ id, number, title },
      link: `/hazards/${id}`,
      finished: closedAt !== null,
    }));
}

async function report({ db }: Ctx, ids: readonly string[]): Promise<SubjectView[]> {
  const r = db.rows.report;
  const rows = await db
    .select({ id: r.id, period: r.period, cadence: r.cadence, state: r.state })
    .from(r)
    .where(among(r.id, ids));
  return rows.map(({ id, period, cadence, state }) => ({
    entity: 'report',
    ...{ id, number: period, title: cadence === 'month' ? '月报' : '半月报', link: '/reports' },
    finished: state === 'accepted',
  }));
}
