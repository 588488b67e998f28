import { and, asc, eq, gt } from 'drizzle-orm';
import type { CheckState } from '../../contract/check-words.ts';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { actorName, iso, isoOrNull, namesOf, personOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { hashOf } from './finish.ts';
import { CHECK_MACHINE, labelOf } from './machine.ts';
import { type CheckRow, type Drawn, findingsOf, itemsOf, loadCheck, peopleOf } from './rows.ts';
import { allowed, type Standing, standing } from './step.ts';
import { findingViews, rowViews } from './view.ts';

type View = OutputOf<typeof contract.check>;

export async function oneCheck(ctx: Ctx, { id }: { id: string }): Promise<View> {
  const row = await loadCheck(ctx, id);
  const [people, found, mine, [shown]] = await Promise.all([
    peopleOf(ctx, id),
    findingsOf(ctx, id),
    standing(ctx, row),
    rowViews(ctx, [row]),
  ]);
  const findings = await findingViews(ctx, found);
  const units = [
    row.unitId,
    row.placeUnitId,
    row.ownerUnitId,
    ...findings.flatMap((f) => [f.unitId, f.missedByUnitId]),
  ];
  const persons = [...people.map((p) => p.personId), row.startedBy, row.createdBy, row.finishedBy];
  const { enterprise, creditCode, address, placeUnitId, templateId, ownerUnitId, note, startedBy } = row;
  const { longitude, latitude, accuracy, words, advice, received, recordHash, reason } = row;
  return {
    ...(shown as NonNullable<typeof shown>),
    ...{ enterprise, creditCode, address, placeUnitId, templateId, template: row.templateTitle, ownerUnitId },
    // What the planner tells those who go is between them.
    note: mine.on || mine.plans ? note : '',
    ...{ people, startedBy, longitude, latitude, accuracy, position: row.position as View['position'] },
    ...{ items: itemsOf(row).map((item) => ({ ...item, photos: [...item.photos] })), words, advice, received },
    ...{ findingList: findings, finishedAt: isoOrNull(row.finishedAt), recordHash, reason },
    recordHolds: recordHash === '' ? null : (await hashOf(ctx, row)) === recordHash,
    draw: row.kind === 'recheck' ? { seed: row.seed, ...(JSON.parse(row.drawn) as Drawn) } : null,
    actions: actionsOf(ctx, row, mine),
    names: await namesOf(ctx, persons, units),
  };
}

/** The buttons of the state; of steps that are not for this kind none, greyed with the reason where they are not for this person. */
function actionsOf(ctx: Ctx, row: CheckRow, mine: Standing): View['actions'] {
  return Object.entries(CHECK_MACHINE[row.state as CheckState])
    .filter(([action, step]) => (row.kind === 'visit' ? action !== 'judge' : !step.visitOnly))
    .map(([action, step]) => {
      const { refusal } = allowed(ctx, row, action, mine);
      const needs = [...(step.needs ?? [])];
      return { action, label: step.label, needs, allowed: !refusal, why: refusal?.why ?? '' };
    });
}

/** The chain of a visit, oldest first. */
export async function checkEvents(
  ctx: Ctx,
  input: InputOf<typeof contract.checkEvents>,
): Promise<OutputOf<typeof contract.checkEvents>> {
  const e = ctx.db.rows.event;
  const { id } = await loadCheck(ctx, input.id);
  const after = readCursor(input.cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select()
    .from(e)
    .where(and(eq(e.entity, 'check_visit'), eq(e.entityId, id), gt(e.seq, after)))
    .orderBy(asc(e.seq))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.seq]);
  const names = await namesOf(
    ctx,
    items.map((row) => personOf(row.actor)),
  );
  return {
    items: items.map(({ seq, at, actor, action, fromState, toState, data, hash }) => ({
      ...{ seq, at: iso(at), actor, actorName: actorName(actor, 'check', names), action, hash },
      ...{ label: labelOf(action, fromState), from: fromState, to: toState },
      data: JSON.parse(data) as Record<string, unknown>,
    })),
    next,
  };
}

/** A picture of a visit the actor may see. */
export async function checkFile(ctx: Ctx, { id, blobId }: { id: string; blobId: string }): Promise<StoredFile> {
  const row = await loadCheck(ctx, id);
  const { checkFile: f, blob: b } = ctx.db.rows;
  const [file] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(f)
    .innerJoin(b, eq(b.id, f.blobId))
    .where(and(eq(f.checkId, row.id), eq(f.blobId, blobId)));
  return openBlob(ctx, file);
}
