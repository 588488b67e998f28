import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { look, sealedView } from './open.ts';
import { loadTips } from './rows.ts';
import { again } from './step.ts';

/** Several for one session at the desk, each look written down as if it were opened alone; what is shredded is left out. */
export function openMany(
  ctx: Ctx,
  { ids }: InputOf<typeof contract.openMany>,
): Promise<OutputOf<typeof contract.openMany>> {
  return again(async () => {
    const { tipWrap: w } = ctx.db.rows;
    const there = (await loadTips(ctx, ids)).filter((tip) => tip.shreddedDay === null);
    const wraps = await ctx.db
      .select({ tipId: w.tipId, part: w.part, roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct })
      .from(w)
      .where(
        among(
          w.tipId,
          there.map((tip) => tip.id),
        ),
      );
    // Without a wrap, its epoch was destroyed: the same as shredded.
    const tips = there.filter((tip) => wraps.some((wrap) => wrap.tipId === tip.id && wrap.part === 'body'));
    const looks = tips.map((tip) => look(ctx, tip));
    await ctx.db.commit(
      looks.flatMap((one) => one.writes),
      null,
    );
    const items = tips.map((tip, i) => {
      const own = wraps.filter((wrap) => wrap.tipId === tip.id && wrap.part === 'body');
      return sealedView(
        { ...tip, ...looks[i]!.now },
        own.map(({ roleKeyId, enc, ct }) => ({ roleKeyId, enc, ct })),
      );
    });
    const order = new Map(ids.map((id, i) => [id, i]));
    return { items: items.sort((a, b) => order.get(a.id)! - order.get(b.id)!) };
  });
}
