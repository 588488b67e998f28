import { eq } from 'drizzle-orm';
import type { onSpot as onSpotRoute, submit as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ClockChange } from '../clocks/change.ts';
import { type Ctx, personId } from '../context.ts';
import type { Notice } from '../notifications/notify.ts';
import { factsOf } from './assign.ts';
import { attach } from './evidence.ts';
import type { HazardRow } from './rows.ts';
import { type Change, type Done, transition } from './transition.ts';

export function submit(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  return transition(ctx, 'submit', input, async (row) => ({
    ...(await result(ctx, row, input)),
    clocks: checkBegins(row, [
      { kind: 'verify', outcome: 'submitted' },
      { kind: 'rectify', outcome: 'submitted' },
    ]),
  }));
}

/** 立查立改: found and put right at once. The unit of whoever did it becomes the owner, should it come back. */
export function onSpot(ctx: Ctx, input: InputOf<typeof onSpotRoute>): Promise<Done> {
  return transition(ctx, 'onSpot', input, async (row) => {
    const change = await result(ctx, row, input);
    const ownerUnitId = row.ownerUnitId ?? (await unitOf(ctx, personId(ctx))) ?? row.placeUnitId;
    return {
      ...change,
      set: { ...change.set, ownerUnitId, assigneeId: row.assigneeId ?? personId(ctx) },
      clocks: checkBegins(row, [
        { kind: 'accept', outcome: 'on_spot' },
        { kind: 'verify', outcome: 'on_spot' },
        { kind: 'rectify', outcome: 'submitted' },
      ]),
    };
  });
}

async function result(ctx: Ctx, row: HazardRow, input: InputOf<typeof route>): Promise<Change> {
  const { rectification, evidence } = input;
  const photos = await attach(ctx, row, evidence, 'after');
  return {
    set: { rectification, rectifiedBy: personId(ctx), verifierId: null },
    data: { rectification, evidence: evidence.length, round: row.round },
    evidence: photos.rows,
    writes: photos.writes,
    notices: [toCheck(row)],
  };
}

/** The limit of the check on the spot hangs on the level alone; the sixty days of a tip are another matter. */
function checkBegins(row: HazardRow, stop: NonNullable<ClockChange['stop']>): ClockChange {
  const { source: _, ...facts } = factsOf(row);
  return { stop, start: [{ kind: 'verify', facts }] };
}

function toCheck(row: HazardRow): Notice {
  return {
    to: [{ role: 'commission_office' }, { role: 'inspector', unitId: row.ownerUnitId }],
    kind: 'hazard.submitted',
    title: `隐患 ${row.number} 已提交整改结果，请复查`,
    body: row.title,
    link: `/hazards/${row.id}`,
  };
}

async function unitOf({ db }: Ctx, id: string): Promise<string | null> {
  const p = db.rows.person;
  const [person] = await db.select({ unitId: p.unitId }).from(p).where(eq(p.id, id));
  return person?.unitId ?? null;
}
