import { desc, eq } from 'drizzle-orm';
import type { CardState, card as route } from '../../contract/roster.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { CARD_KIND } from '../../protocol/expert-card.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { today } from './settings.ts';

/**
 * A member's card as it stands now, whoever asks. While it is in force the district signs it: the same claims are the same
 * card, however often it is shown. @throws `not_found` for a number that was never given
 */
export async function publicCard(ctx: Ctx, { number, serial }: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { expertSeat: s, expert: e, expertPool: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      ...{ state: s.state, number: s.number, serial: s.cardSerial, issued: s.cardDay, from: s.termFrom, to: s.termTo },
      ...{ name: e.name, pool: p.title, field: p.field },
    })
    .from(s)
    .innerJoin(e, eq(e.id, s.expertId))
    .innerJoin(p, eq(p.id, s.poolId))
    .where(eq(s.number, number))
    .orderBy(desc(s.cardSerial))
    .limit(1);
  const { name, pool, field, issued, ...kept } = found(row);
  const [from, to] = [kept.from ?? '', kept.to ?? ''];
  const state = stateOf(ctx, kept.state, to, serial !== undefined && serial < kept.serial);
  const claims = {
    ...{ kind: CARD_KIND, tenant: ctx.tenant.slug, tenantName: ctx.tenant.name, number, name, pool, from, to },
    ...{ serial: kept.serial, issued: issued ?? from },
  };
  return {
    ...{ number, name, poolTitle: pool, field, termFrom: from, termTo: to, serial: kept.serial, state },
    card: state === 'valid' ? await ctx.ports.signProof(claims) : '',
  };
}

function stateOf(ctx: Ctx, state: string, to: string, older: boolean): CardState {
  if (state === 'suspended') return 'suspended';
  if (state === 'removed') return 'revoked';
  if (state !== 'appointed' || to < today(ctx)) return 'ended';
  return older ? 'old' : 'valid';
}
