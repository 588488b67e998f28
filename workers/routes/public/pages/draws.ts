import type { Context } from 'hono';
import type { Ctx } from '../../../domain/context.ts';
import { publishedDraw, publishedDraws } from '../../../domain/draws/public.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Opener } from '../../../http/opener.ts';
import { drawPage, drawsPage } from './draw.ts';
import { unknownPage } from './notices.ts';

const PAGE = 20;

/** The list of draws; a cursor that somebody made up leads to its beginning. */
export async function drawsDoor(c: Context, { platform }: Opener, ctx: Ctx): Promise<Response> {
  const cursor = c.req.query('cursor');
  const list = await publishedDraws(ctx, cursor ? { cursor, limit: PAGE } : { limit: PAGE }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'bad_request') return publishedDraws(ctx, { limit: PAGE });
    throw error;
  });
  return drawsPage(platform, ctx.tenant, list);
}

export async function drawDoor(c: Context, { platform }: Opener, ctx: Ctx): Promise<Response> {
  try {
    const shown = await publishedDraw(ctx, { number: (c.req.param('number') ?? '').slice(0, 20) });
    return await drawPage(platform, ctx.tenant, shown);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return unknownPage(platform);
    throw error;
  }
}
