import { and, desc, eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { Attendance } from '../../contract/meetings.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { iso, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { type AgendaItem, loadMeeting, MEETING_MACHINE, type MeetingRow, mayGiveOut } from './rows.ts';

export async function listMeetings(
  ctx: Ctx,
  { kind, cursor, limit }: InputOf<typeof contract.meetings>,
): Promise<OutputOf<typeof contract.meetings>> {
  const m = ctx.db.rows.meeting;
  const after = readCursor(cursor, ['day', 'string']);
  const rows = await ctx.db
    .select()
    .from(m)
    .where(and(kind && eq(m.kind, kind), after && sql`(${m.day}, ${m.id}) < (${after[0]}, ${after[1]})`))
    .orderBy(desc(m.day), desc(m.id))
    .limit(limit + 1);
  const page = cut(rows as MeetingRow[], limit, (row) => [row.day, row.id]);
  return { items: page.items.map(rowOf), next: page.next };
}

const rowOf = ({ id, committeeId, kind, title, day, time, place, state, version }: MeetingRow) => ({
  ...{ id, committeeId, kind, title, day, time, place, state, version },
});

export async function oneMeeting(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.meeting>> {
  const { meetingAttendance: a, resolution: r, task: t } = ctx.db.rows;
  const row = await loadMeeting(ctx, id);
  const [attendance, resolutions, plans] = await Promise.all([
    ctx.db.select({ unitId: a.unitId, status: a.status, note: a.note }).from(a).where(eq(a.meetingId, id)),
    ctx.db
      .select({
        id: r.id,
        title: sql<string>`${r.title}`.as('words'),
        unitId: r.unitId,
        support: r.support,
        dueDay: sql<string | null>`${r.dueDay}`.as('until'),
        taskId: r.taskId,
        stage: t.stage,
      })
      .from(r)
      .leftJoin(t, eq(t.id, r.taskId))
      .where(eq(r.meetingId, id))
      .orderBy(r.sort, r.id),
    mayGiveOut(ctx, row),
  ]);
  const agenda = JSON.parse(row.agenda) as AgendaItem[];
  const decided = resolutions.map((one) => ({ ...one, support: JSON.parse(one.support) as string[] }));
  const units = [
    ...agenda.map((one) => one.unitId),
    ...attendance.map((one) => one.unitId),
    ...decided.flatMap((one) => [one.unitId, ...one.support]),
  ];
  return {
    ...rowOf(row),
    agenda,
    minutes: row.minutes,
    planId: row.planId,
    attendance: attendance.map((one) => ({ ...one, status: one.status as Attendance })),
    resolutions: decided,
    actions: MEETING_MACHINE[row.state].filter((action) =>
      action === 'toTasks' ? plans : can(ctx, 'committee.manage'),
    ),
    names: await namesOf(ctx, [], units),
    createdAt: iso(row.createdAt),
  };
}
