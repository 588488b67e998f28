import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { FieldError } from '../errors.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import type { History } from './admit.ts';
import { checkFields } from './periods.ts';
import type { ExpertRow } from './record.ts';
import { poolsOf } from './sight.ts';

/** Dates in order, fields known, ties that say whom they are to. @throws `bad_request` naming every place */
export async function checkHistory(ctx: Ctx, { periods, credentials, ties }: History): Promise<void> {
  const late = '结束日期早于开始日期';
  const fields: FieldError[] = [
    ...periods.flatMap((p, i) =>
      p.toDay !== null && p.toDay < p.fromDay ? [{ path: `periods.${i}.toDay`, message: late }] : [],
    ),
    ...credentials.flatMap((c, i) =>
      c.issuedOn !== null && c.expiresOn !== null && c.expiresOn < c.issuedOn
        ? [{ path: `credentials.${i}.expiresOn`, message: '有效期至早于发证日期' }]
        : [],
    ),
    ...ties.flatMap((t, i) =>
      t.enterprise === '' && t.personId === null ? [{ path: `ties.${i}.enterprise`, message: '请填写单位名称' }] : [],
    ),
  ];
  if (fields.length > 0) refuse('bad_request', { fields });
  await checkFields(
    ctx,
    periods.map((p) => p.field),
    (n) => `periods.${n}.field`,
  );
}

/** @throws `bad_request` unless each is a pool the actor keeps. */
export async function checkKeptPools(ctx: Ctx, poolIds: readonly string[]): Promise<string[]> {
  const p = ctx.db.rows.expertPool;
  const ids = [...new Set(poolIds)];
  const rows = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(among(p.id, ids), await poolsOf(ctx, 'expert.manage', p.id)));
  if (rows.length !== ids.length)
    refuse('bad_request', { fields: [{ path: 'poolIds', message: '请选择您管理的专家库' }] });
  return ids;
}

/** @throws `bad_request` unless each takes applications. */
export async function checkOpenPools(ctx: Ctx, poolIds: readonly string[]): Promise<string[]> {
  const p = ctx.db.rows.expertPool;
  const ids = [...new Set(poolIds)];
  const rows = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(among(p.id, ids), eq(p.state, 'open')));
  if (rows.length !== ids.length) {
    refuse('bad_request', { fields: [{ path: 'poolIds', message: '所选专家库已停止受理，请刷新页面重新选择' }] });
  }
  return ids;
}

/** The record of an identity number, whoever keeps it. */
export async function recordOf(ctx: Ctx, mac: string): Promise<ExpertRow | undefined> {
  const e = ctx.db.rows.expert;
  const [row] = await ctx.db.select().from(e).where(eq(e.identityMac, mac));
  return row;
}
