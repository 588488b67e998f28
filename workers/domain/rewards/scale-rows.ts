import { asc, desc } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { lastEvent } from '../audit/head.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { inForce } from './scale.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.rewardScale);
export type StoredScale = Awaited<ReturnType<typeof everyColumn>>[number];

/**
 * Every version of every row. A tenant that has none yet starts with the national ones: `writes` then puts them in, and goes
 * into the first commit that relies on them.
 */
export async function loadScale(ctx: Ctx): Promise<{ rows: StoredScale[]; writes: Write[] }> {
  const s = ctx.db.rows.rewardScale;
  const rows = await everyColumn(ctx).orderBy(asc(s.sort), asc(s.id), desc(s.version));
  if (rows.length > 0) return { rows, writes: [] };
  const [{ rewards }, { scaleRows }] = await Promise.all([
    import('../../../seeds/national/rewards.ts'),
    import('../packs/rows.ts'),
  ]);
  const national = scaleRows(rewards) as StoredScale[];
  return { rows: national, writes: national.map((row) => ctx.db.insertIfMissing('rewardScale', row)) };
}

/** The rows that count today. */
export async function scaleToday(ctx: Ctx): Promise<{ rows: StoredScale[]; writes: Write[] }> {
  const { rows, writes } = await loadScale(ctx);
  return { rows: inForce(rows, localDay(ctx.now)), writes };
}

export async function listScale(ctx: Ctx): Promise<OutputOf<typeof contract.scale>> {
  const { rows } = await loadScale(ctx);
  const today = new Set(inForce(rows, localDay(ctx.now)));
  type Item = OutputOf<typeof contract.scale>['items'][number];
  const items = rows.map((row) => ({ ...row, inForce: today.has(row) }));
  return { items: items as Item[] };
}

/** A new version. Rewards that were proposed keep the one they were computed with. */
export async function reviseScale(ctx: Ctx, input: InputOf<typeof contract.reviseScale>): Promise<{ ok: true }> {
  const { rows, writes } = await loadScale(ctx);
  const old = found(rows.find((row) => row.id === input.id));
  if (old.version !== input.version) throw new DomainError('conflict');
  checkFigures(old.kind, input);
  const row: StoredScale = { ...old, ...input, version: old.version + 1 };
  return put(ctx, row, 'revise', String(old.version), writes);
}

/** Another fixed reward; the kinds that compute are the law's own and only revised. */
export async function addScale(ctx: Ctx, input: InputOf<typeof contract.addScale>): Promise<{ ok: true }> {
  const { rows, writes } = await loadScale(ctx);
  const none = { grade: null, shareBp: null, least: null, most: null };
  const sort = Math.max(...rows.map((row) => row.sort)) + 1;
  const row = { id: `fixed-${ctx.newId()}`, version: 1, kind: 'fixed', ...none, ...input, active: true, sort };
  return put(ctx, row, 'add', null, writes);
}

async function put(ctx: Ctx, row: StoredScale, action: string, from: string | null, writes: Write[]) {
  const { id, version, label, shareBp, amount, least, most, active, basis, basisChecked, effectiveFrom } = row;
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'reward_scale', id), {
    entity: 'reward_scale',
    entityId: id,
    action,
    from,
    to: String(version),
    data: { label, shareBp, amount, least, most, active, basis, basisChecked, effectiveFrom },
  });
  try {
    return await ctx.db.commit([...writes, write, ctx.db.insert('rewardScale', row)], { ok: true as const });
  } catch (error) {
    if (error instanceof ConflictError) throw new DomainError('conflict');
    throw error;
  }
}

type Figures = Pick<InputOf<typeof contract.reviseScale>, 'shareBp' | 'amount' | 'least' | 'most'>;

/** A row must be computable: its kind's own figure is there, and its bounds do not cross. */
function checkFigures(kind: string, { shareBp, amount, least, most }: Figures): void {
  const field = kind === 'fine' ? 'shareBp' : 'amount';
  const fields = [
    ...((kind === 'fine' ? shareBp : amount) === null ? [{ path: field, message: '必填' }] : []),
    ...(least !== null && most !== null && least > most ? [{ path: 'most', message: '最高额不能低于最低额' }] : []),
  ];
  if (fields.length > 0) throw new DomainError('bad_request', { fields });
}
