import { and, eq, isNull } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type Done, meetingFor } from './rows.ts';
import { done, step } from './write.ts';

/** Who came, what was said, what was decided. Resolutions that are tasks already stay as they are. */
export async function holdMeeting(ctx: Ctx, input: InputOf<typeof contract.holdMeeting>): Promise<Done> {
  const { db } = ctx;
  const row = await meetingFor(ctx, input, 'hold');
  const { attendance, resolutions } = input;
  const seen = new Set<string>();
  for (const [i, one] of attendance.entries()) {
    if (seen.has(one.unitId)) {
      refuse('bad_request', { fields: [{ path: `attendance.${i}.unitId`, message: '同一单位只能列一次' }] });
    }
    seen.add(one.unitId);
  }
  await checkUnitsExist(ctx, [
    ...attendance.map((one, i) => [`attendance.${i}.unitId`, one.unitId] as const),
    ...resolutions.flatMap((one, i) => [
      [`resolutions.${i}.unitId`, one.unitId] as const,
      ...one.support.map((id) => [`resolutions.${i}.support`, id] as const),
    ]),
  ]);
  const r = db.rows.resolution;
  const kept = await db.select({ id: r.id, taskId: r.taskId }).from(r).where(eq(r.meetingId, row.id));
  const known = new Map(kept.map((one) => [one.id, one.taskId]));
  const strange = resolutions.findIndex((one) => one.id !== null && !known.has(one.id));
  if (strange >= 0) refuse('bad_request', { fields: [{ path: `resolutions.${strange}.id`, message: '没有这一项' }] });
  // What is a task lives on there: here it can be neither changed nor taken away.
  const open = resolutions.filter((one) => one.id === null || known.get(one.id) === null);
  const fixed = kept.filter((one) => one.taskId !== null).length;
  const facts = { present: attendance.filter((one) => one.status === 'present').length, of: attendance.length };
  const writes = [
    ...step(ctx, row, 'hold', 'held', { ...facts, resolutions: fixed + open.length }, { minutes: input.minutes }),
    db.remove('meetingAttendance', (a) => eq(a.meetingId, row.id)),
    ...db.insertMany(
      'meetingAttendance',
      attendance.map((one) => ({ meetingId: row.id, ...one })),
    ),
    db.remove('resolution', (t) => and(eq(t.meetingId, row.id), isNull(t.taskId))),
    ...db.insertMany(
      'resolution',
      open.map(({ id, support, ...one }, i) => ({
        id: id ?? ctx.newId(),
        meetingId: row.id,
        sort: fixed + i + 1,
        support: JSON.stringify(support),
        ...one,
      })),
    ),
  ];
  return db.commit(writes, done(row, 'held'));
}

/** Of these resolutions, the ones that name a unit and are no task yet. */
export async function openResolutions({ db }: Ctx, meetingId: string) {
  const r = db.rows.resolution;
  const rows = await db
    .select({ id: r.id, title: r.title, unitId: r.unitId, support: r.support, dueDay: r.dueDay, sort: r.sort })
    .from(r)
    .where(and(eq(r.meetingId, meetingId), isNull(r.taskId)))
    .orderBy(r.sort, r.id);
  return rows.flatMap(({ unitId, support, ...row }) =>
    unitId === null ? [] : [{ ...row, unitId, support: JSON.parse(support) as string[] }],
  );
}

export const linkTask = ({ db }: Ctx, id: string, taskId: string) =>
  db.update('resolution', { taskId }, (r) => and(eq(r.id, id), isNull(r.taskId)));
