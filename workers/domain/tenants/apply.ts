import { eq } from 'drizzle-orm';
import type { apply as contract } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** First parts of paths that are ours, might become ours, are Cloudflare's, or that a person would take for ours. */
const RESERVED = new Set(
  (
    'platform api assets healthz apply favicon docs admin www static public console tip tips receipt poster portal login ' +
    'signin session directory about help status support security robots sitemap manifest mail cdn-cgi well-known internal ' +
    'metrics operator root system anshao viewer'
  ).split(' '),
);

/** A district asks for a place. It waits until an operator decides; nothing is set aside for it meanwhile. */
export async function apply(ctx: PlatformCtx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  await requireFree(ctx, input.slug);
  const { directory, newId, now } = ctx;
  const id = newId();
  const row = { id, ...input, status: 'waiting', createdAt: now };
  return directory.commit([directory.orm.insert(directory.tables.application).values(row)], { id });
}

/** @throws `name_taken` on the field; who holds the name is not told. */
export async function requireFree({ directory }: PlatformCtx, slug: string): Promise<void> {
  const { tenant } = directory.tables;
  const taken =
    RESERVED.has(slug) ||
    (await directory.orm.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, slug))).length > 0;
  if (taken)
    throw new DomainError('name_taken', { fields: [{ path: 'slug', message: '这个网址名已被使用，请换一个' }] });
}
