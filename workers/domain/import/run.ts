import { and, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { actorKey, type Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { canonical, eventHash } from '../events.ts';
import { keyOf } from '../people/check.ts';
import type { ImportKind } from './columns.ts';
import { checkPeople, type PersonRow } from './people-rows.ts';
import type { Kept } from './preview.ts';
import { checkUnitRows, inDepthOrder, type UnitRow } from './unit-rows.ts';

/**
 * Imports the good rows of a preview in one commit. They are checked again: what came in since, by hand or by an earlier
 * press, is skipped, so that a repeat adds nothing.
 */
export async function importRun(
  ctx: Ctx,
  input: { kind: ImportKind; blobId: string },
): Promise<{ added: number; skipped: number }> {
  const kept = await keptRows(ctx, input);
  const checked = await (kept.kind === 'people' ? checkPeople(ctx, kept.rows) : checkUnitRows(ctx, kept.rows));
  const good = checked.filter((row) => row.errors.length === 0);
  const writes = kept.kind === 'people' ? peopleWrites(ctx, good as PersonRow[]) : unitWrites(ctx, good as UnitRow[]);
  try {
    return await ctx.db.commit(writes, { added: good.length, skipped: checked.length - good.length });
  } catch (error) {
    // Somebody added one of these names between the check and the commit.
    if (error instanceof ConflictError) return refuse('conflict');
    throw error;
  }
}

async function keptRows(ctx: Ctx, input: { kind: ImportKind; blobId: string }): Promise<Kept> {
  const { blob: b } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey })
    .from(b)
    .where(and(eq(b.id, input.blobId), eq(b.purpose, 'import')));
  const object = found(await ctx.ports.blobs.get(found(row).objectKey));
  const kept = (await new Response(object.body).json()) as Kept;
  return kept.kind === input.kind ? kept : refuse('not_found');
}

function peopleWrites(ctx: Ctx, rows: readonly PersonRow[]): Write[] {
  const born = rows.map(({ person: { roles, ...fields } }) => {
    const id = ctx.newId();
    const event = firstEvent(ctx, 'person', id, 'invited', { unitId: fields.unitId, roles: roles.map(keyOf) });
    return { roles, event, row: { id, ...fields, createdAt: ctx.now, version: 1, eventHash: event.hash } };
  });
  const grants = born.flatMap(({ row, roles }) =>
    roles.map((g) => ({ personId: row.id, role: g.role, unitId: g.unitId, grantedAt: ctx.now })),
  );
  return [
    ...ctx.db.insertMany(
      'event',
      born.map((b) => b.event),
    ),
    ...ctx.db.insertMany(
      'person',
      born.map((b) => b.row),
    ),
    ...ctx.db.insertMany('personRole', grants),
  ];
}

function unitWrites(ctx: Ctx, rows: readonly UnitRow[]): Write[] {
  const born = inDepthOrder(rows).map(({ unit }) => {
    const event = firstEvent(ctx, 'unit', unit.id, 'active', { kind: unit.kind, parentId: unit.parentId });
    return { event, row: { ...unit, version: 1, eventHash: event.hash } };
  });
  return [
    ...ctx.db.insertMany(
      'event',
      born.map((b) => b.event),
    ),
    ...ctx.db.insertMany(
      'unit',
      born.map((b) => b.row),
    ),
  ];
}

/** The event that opens a chain, as a row for a bulk insert. */
function firstEvent(ctx: Ctx, entity: string, entityId: string, to: string, data: Record<string, unknown>) {
  const actor = actorKey(ctx.actor);
  const body = { entity, entityId, action: 'import', from: null, to, data };
  const hash = eventHash('', { ...body, version: 1, at: ctx.now, actor });
  return {
    entity,
    entityId,
    seq: 1,
    at: ctx.now,
    actor,
    action: 'import',
    fromState: null,
    toState: to,
    data: canonical(data),
    prevHash: '',
    hash,
  } satisfies NewRow<'event'>;
}
