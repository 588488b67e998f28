import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import { FORM_HASH } from '../../protocol/form.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { rootStatements } from '../tip-keys/chain.ts';
import { places, sealedToKeys } from './intake.ts';
import { receivingOffices } from './offices.ts';
import { fileLimits, hotlines, retention } from './settings.ts';
import { newChallenge } from './work.ts';

/** All that the tip page needs. @throws `no_role_key` while nobody could open what it would seal. */
export async function tipForm(ctx: Ctx, arrivals = 0): Promise<OutputOf<typeof contract.form>> {
  const { tenant } = ctx;
  const [roleKeys, streets, numbers] = await Promise.all([sealedToKeys(ctx), places(ctx), hotlines(ctx)]);
  const has = (role: string) => roleKeys.some((k) => k.role === role);
  if (!has('intake')) throw new DomainError('no_role_key');
  return {
    tenant: { no: tenant.no, slug: tenant.slug, name: tenant.name },
    day: localDay(ctx.now),
    formHash: FORM_HASH,
    roleKeys,
    roots: await rootStatements(ctx),
    tracks:
      has('identity') && has('discipline') ? ['anonymous', 'sealed_name', 'real_name'] : ['anonymous', 'real_name'],
    offices: await receivingOffices(ctx),
    places: streets,
    hotlines: numbers,
    attachments: await fileLimits(ctx),
    retention: await retention(ctx),
    challenge: await newChallenge(ctx, arrivals),
  };
}
