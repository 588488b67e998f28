import { and, desc, eq, sql } from 'drizzle-orm';
import type { applications as contract, refuseApplication } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { actorKey, type PlatformCtx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { logged } from './acts.ts';
import { iso, isoOrNull } from './view.ts';

type Application = PlatformCtx['directory']['tables']['application']['$inferSelect'];

/** Newest first. */
export async function listApplications(
  { directory }: PlatformCtx,
  { status, cursor, limit }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const a = directory.tables.application;
  const after = readCursor(cursor, ['number', 'string']);
  const rows = await directory.orm
    .select()
    .from(a)
    .where(and(status && eq(a.status, status), after && sql`(${a.createdAt}, ${a.id}) < (${after[0]}, ${after[1]})`))
    .orderBy(desc(a.createdAt), desc(a.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.createdAt, row.id]);
  const items = page.items.map((row) => ({
    ...row,
    status: row.status as 'waiting',
    decidedAt: isoOrNull(row.decidedAt),
    createdAt: iso(row.createdAt),
  }));
  return { items, next: page.next };
}

/** @throws `not_found`; `wrong_state` once it is decided. */
export async function waitingApplication({ directory }: PlatformCtx, id: string): Promise<Application> {
  const { application } = directory.tables;
  const [row] = await directory.orm.select().from(application).where(eq(application.id, id));
  return found(row).status === 'waiting' ? row! : refuse('wrong_state');
}

/** The key of the one decision on an application in the operators' log: its lock. */
export const decisionKey = (id: string): string => `application:${id}`;

export async function refuseOne(
  ctx: PlatformCtx,
  { id, reason }: InputOf<typeof refuseApplication>,
): Promise<{ ok: true }> {
  await waitingApplication(ctx, id);
  const { orm, tables } = ctx.directory;
  const decision = { status: 'refused', decidedBy: actorKey(ctx.actor), decidedAt: ctx.now, decisionReason: reason };
  return ctx.directory.commit(
    [
      logged(ctx, decisionKey(id), null, { action: 'application.refuse', reason }),
      orm.update(tables.application).set(decision).where(eq(tables.application.id, id)),
    ],
    { ok: true },
  );
}
