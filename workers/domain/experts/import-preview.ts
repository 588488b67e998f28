import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { preview as contract } from '../../contract/expert-intake.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { among } from '../units/scope.ts';
import { identityMac } from './identity.ts';
import { keyOf } from './import-cells.ts';
import { readFile } from './import-file.ts';
import type { ImportRow } from './import-rows.ts';
import { checkKeptPools } from './intake-check.ts';
import { fieldLabels } from './record.ts';

/** What is kept between preview and import, sealed: it is full of identity numbers. The nightly sweep takes it away. */
export interface KeptImport {
  readonly poolId: string;
  readonly rows: readonly (ImportRow & { readonly mac: string })[];
}

export async function importPreview(
  ctx: Ctx,
  { poolId }: InputOf<typeof contract>,
  bytes: Uint8Array,
): Promise<OutputOf<typeof contract>> {
  await checkKeptPools(ctx, [poolId]);
  const { experts, strays } = await readFile(bytes, localDay(ctx.now), await fieldFinder(ctx));
  const rows = await Promise.all(
    experts.map(async (row) => ({ ...row, mac: await identityMac(ctx, row.identityNumber) })),
  );
  const known = await knownBy(
    ctx,
    poolId,
    rows.map((row) => row.mac),
  );
  for (const row of rows) if (known.get(row.mac) === 'seated') row.errors.push('已在这个专家库中，或申请正在办理');
  const kept: KeptImport = { poolId, rows };
  const id = ctx.newId();
  const sealed = await ctx.ports.secrets.seal('expert-import', `${ctx.tenant.no}|${id}`, JSON.stringify(kept));
  const body = new TextEncoder().encode(sealed);
  const objectKey = `t${ctx.tenant.no}/import/${id}`;
  await ctx.ports.blobs.put(objectKey, body, 'application/octet-stream');
  const blob = ctx.db.insert('blob', {
    ...{ id, objectKey, purpose: 'expert_import', mediaType: 'application/octet-stream', size: body.byteLength },
    ...{ sha256: createHash('sha256').update(body).digest('hex'), createdBy: personId(ctx), createdAt: ctx.now },
  });
  const shown = rows.map(({ row, errors, name, identityNumber, employer, history, mac }) => ({
    ...{ row, errors, name, employer, identityTail: identityNumber.slice(-4) },
    ...{ periods: history.periods.length, credentials: history.credentials.length },
    does: errors.length > 0 ? ('nothing' as const) : known.has(mac) ? ('seat' as const) : ('add' as const),
  }));
  const good = shown.filter((row) => row.errors.length === 0).length;
  return ctx.db.commit([blob], { blobId: id, total: shown.length, good, rows: shown, strays });
}

/** Digest → whether the record has a place in this pool already (`seated`), or is only there. */
export async function knownBy(
  ctx: Ctx,
  poolId: string,
  macs: readonly string[],
): Promise<Map<string, 'seated' | 'there'>> {
  const { expert: e, expertSeat: s } = ctx.db.rows;
  const rows = await ctx.db
    .select({ mac: e.identityMac, seat: s.state })
    .from(e)
    .leftJoin(s, and(eq(s.expertId, e.id), eq(s.poolId, poolId)))
    .where(among(e.identityMac, macs));
  const again = ['refused', 'withdrawn', 'ended'];
  return new Map(rows.map((row) => [row.mac, row.seat === null || again.includes(row.seat) ? 'there' : 'seated']));
}

/** By the name of a pool's field or of a sector, exactly; blanks aside. */
async function fieldFinder(ctx: Ctx): Promise<(typed: string) => string | undefined> {
  const s = ctx.db.rows.sectorRegulator;
  const sectors = await ctx.db.select({ key: s.sector, label: s.label }).from(s);
  const names = Object.fromEntries((await fieldLabels(ctx)).map((f) => [f.key, f.label]));
  const labels = Object.fromEntries(sectors.map((f) => [f.key, f.label]));
  return (typed) => keyOf(names, typed) ?? keyOf(labels, typed);
}
