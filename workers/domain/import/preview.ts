import { createHash } from 'node:crypto';
import type { importPreview as contract } from '../../contract/people.ts';
import type { OutputOf } from '../../contract/route.ts';
import { readRows, UnreadableWorkbook } from '../../ports/excel.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { type ImportKind, MAX_COLUMNS, MAX_ROWS, readSheet, type SheetRow } from './columns.ts';
import { checkPeople } from './people-rows.ts';
import { checkUnitRows } from './unit-rows.ts';

/** What is kept between preview and import: the rows as read. Nobody claims it, so the nightly sweep takes it away. */
export interface Kept {
  readonly kind: ImportKind;
  readonly rows: readonly SheetRow[];
}

export async function importPreview(
  ctx: Ctx,
  { kind }: { kind: ImportKind },
  bytes: Uint8Array,
): Promise<OutputOf<typeof contract>> {
  const sheet = await readRows(bytes, MAX_ROWS + 1, MAX_COLUMNS).catch((error: unknown) => {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return refuse(error.reason === 'too_large' ? 'too_large' : 'unsupported_file');
  });
  const rows = readSheet(kind, sheet);
  const checked = await (kind === 'people' ? checkPeople(ctx, rows) : checkUnitRows(ctx, rows));
  const kept: Kept = { kind, rows };
  const body = new TextEncoder().encode(JSON.stringify(kept));
  const id = ctx.newId();
  const objectKey = `t${ctx.tenant.no}/import/${id}`;
  await ctx.ports.blobs.put(objectKey, body, 'application/json');
  const blob = ctx.db.insert('blob', {
    id,
    objectKey,
    purpose: 'import',
    mediaType: 'application/json',
    size: body.byteLength,
    sha256: createHash('sha256').update(body).digest('hex'),
    createdBy: personId(ctx),
    createdAt: ctx.now,
  });
  const shown = checked.map(({ row, errors, values }) => ({ row, errors, values }));
  const good = shown.filter((row) => row.errors.length === 0).length;
  return ctx.db.commit([blob], { blobId: id, kind, total: shown.length, good, rows: shown });
}
