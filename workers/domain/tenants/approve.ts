import { eq, sql } from 'drizzle-orm';
import type { approve as contract } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { actorKey, type PlatformCtx } from '../context.ts';
import { DomainError, found, refuse } from '../errors.ts';
import { logged } from './acts.ts';
import { decisionKey, waitingApplication } from './applications.ts';
import { requireFree } from './apply.ts';
import { hasRoom, registerCells, roomiest } from './cells.ts';
import { packs, provision } from './provision.ts';

/**
 * The tenant's row and its place in a cell are taken in one batch; the rest is provisioning, which `resume` continues
 * should it stop halfway. Of two operators at once one gets `conflict`, and there is one tenant.
 */
export async function approve(ctx: PlatformCtx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { directory, now } = ctx;
  const { orm, tables } = directory;
  const { tenant, application, cell } = tables;
  const asked = await waitingApplication(ctx, input.id);
  await requireFree(ctx, asked.slug);
  if (!Object.hasOwn(await packs(), input.pack)) return field('pack', '没有这个起始包');
  const parentId = input.parentSlug ? await parentOf(ctx, input.parentSlug) : null;
  await registerCells(ctx);
  if (!(await hasRoom(ctx))) return refuse('no_room');

  const { slug, tenantName, level, divisionCode } = asked;
  const id = sql<number>`(SELECT ${tenant.id} FROM ${tenant} WHERE ${tenant.slug} = ${slug})`;
  const placed = sql`(SELECT ${tenant.cell} FROM ${tenant} WHERE ${tenant.slug} = ${slug})`;
  const decision = { decidedBy: actorKey(ctx.actor), decidedAt: now, decisionReason: input.reason };
  await directory.commit(
    [
      logged(ctx, decisionKey(asked.id), null, { action: 'application.approve', reason: input.reason }),
      orm.insert(tenant).values({
        slug,
        name: tenantName,
        shortName: tenantName,
        level,
        divisionCode,
        parentId,
        cell: roomiest(ctx),
        pack: input.pack,
        status: 'provisioning',
        createdAt: now,
      }),
      orm
        .update(cell)
        .set({ tenants: sql`${cell.tenants} + 1` })
        .where(eq(cell.name, placed)),
      orm
        .update(application)
        .set({ status: 'approved', ...decision, tenantId: id })
        .where(eq(application.id, asked.id)),
    ],
    null,
  );
  const [row] = await orm.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, slug));
  return provision(ctx, found(row).id, { name: input.adminName, username: input.adminUsername }, input.reason);
}

async function parentOf({ directory }: PlatformCtx, slug: string): Promise<number> {
  const { tenant } = directory.tables;
  const [row] = await directory.orm.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, slug));
  return row?.id ?? field('parentSlug', '没有这个上级地区');
}

function field(path: string, message: string): never {
  throw new DomainError('bad_request', { fields: [{ path, message }] });
}
