import * as contract from '../../contract/draws.ts';
import { drawFile, publishedDraw, publishedDraws } from '../../domain/draws/public.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const publicDrawRoutes: readonly Bound[] = [
  bind(contract.publishedDraws, publishedDraws),
  bind(contract.publishedDraw, publishedDraw),
  bind(contract.drawFile, async (ctx, input) => {
    const file = await drawFile(ctx, input);
    return new Response(JSON.stringify(file), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="draw-${input.number}.json"`,
        'cache-control': 'no-store',
      },
    });
  }),
];
