import { birthDayOf, identityNumberProblem, plainIdentityNumber } from '../../protocol/identity-number.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';

/** What the database keeps of an identity number. */
export interface KeptIdentity {
  readonly identityMac: string;
  readonly identitySealed: string;
  readonly identityTail: string;
  readonly birthDay: string;
}

/** Finds the same person again; of no use without the server's key, nor in another tenant. */
export const identityMac = ({ ports, tenant }: Ctx, number: string): Promise<string> =>
  ports.secrets.mac('expert-identity', `${tenant.no}|${number}`);

/** @throws `bad_request` at `path`, with words that do not repeat the number. */
export function checkedIdentity(ctx: Ctx, typed: string, path = 'identityNumber'): string {
  const number = plainIdentityNumber(typed);
  const message = identityNumberProblem(number, localDay(ctx.now));
  return message === '' ? number : refuse('bad_request', { fields: [{ path, message }] });
}

export async function keptIdentity(ctx: Ctx, expertId: string, number: string): Promise<KeptIdentity> {
  return {
    identityMac: await identityMac(ctx, number),
    identitySealed: await ctx.ports.secrets.seal('expert-identity', boundTo(ctx, expertId), number),
    identityTail: number.slice(-4),
    birthDay: birthDayOf(number),
  };
}

export async function keptPhone(ctx: Ctx, expertId: string, phone: string) {
  const plain = phone.replaceAll('-', '');
  return {
    phoneSealed: await ctx.ports.secrets.seal('expert-phone', boundTo(ctx, expertId), plain),
    phoneTail: plain.slice(-4),
  };
}

/** One secret of a record in full; `which` names it and the key it lies under. */
export const openSecret = (ctx: Ctx, which: 'identity' | 'phone', expertId: string, sealed: string): Promise<string> =>
  ctx.ports.secrets.open(`expert-${which}`, boundTo(ctx, expertId), sealed);

/** Bound to the record: what is sealed for one expert does not open as another's. */
export const boundTo = ({ tenant }: Ctx, expertId: string): string => `${tenant.no}|${expertId}`;
