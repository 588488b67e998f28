import { eq, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

type Log = OutputOf<typeof contract.recoveryLog>;

/** The events of every recovery this tenant has had, newest first: nobody uses or tries it unseen. */
export async function recoveryLog(ctx: Ctx, { limit }: InputOf<typeof contract.recoveryLog>): Promise<Log> {
  const { event: e, person: p } = ctx.db.rows;
  const rows = await ctx.db
    .select({ at: e.at, actor: e.actor, action: e.action, data: e.data })
    .from(e)
    .where(eq(e.entity, 'recovery'))
    .orderBy(sql`${e.at} DESC, ${e.entityId} DESC, ${e.seq} DESC`)
    .limit(limit);
  const who = (actor: string) => actor.slice('person:'.length);
  const people = await ctx.db
    .select({ id: p.id, name: p.name })
    .from(p)
    .where(
      among(
        p.id,
        rows.map((row) => who(row.actor)),
      ),
    );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const items = rows.map(({ at, actor, action, data }): Log['items'][number] => {
    const { reason, purpose } = JSON.parse(data) as { reason?: string; purpose?: string };
    const said = { reason: reason ?? '', purpose: purpose ?? '' };
    return { at: new Date(at).toISOString(), name: names.get(who(actor)) ?? '', action, ...said };
  });
  return { items };
}
