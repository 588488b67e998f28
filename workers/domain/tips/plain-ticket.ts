import type { Ctx } from '../context.ts';
import { sameText } from './receipt-token.ts';
import { floodLevel } from './settings.ts';

const LIFE_MS = 2 * 3_600_000;
/** A person needs longer than this to fill the form; a script that posts at once does not. */
const LEAST_MS = 3_000;

/** What stands in for the proof of work where no script runs: a signed time, good for one tip. Nothing is stored. */
export async function newTicket(ctx: Ctx): Promise<string> {
  const body = `${ctx.now}.${crypto.randomUUID()}`;
  return `${body}.${await signature(ctx, body)}`;
}

const signature = ({ ports, tenant }: Ctx, body: string): Promise<string> =>
  ports.secrets.mac('plain-form', `${tenant.no}|${body}`);

export type TicketCheck =
  | { readonly kind: 'good'; readonly spent: { signature: string; expiresAt: number }; readonly surge: boolean }
  | { readonly kind: 'early'; readonly seconds: number }
  | { readonly kind: 'over' };

/** In a flood whoever has no proof of work to make harder waits longer: the form stays open. */
export async function checkTicket(ctx: Ctx, ticket: string, arrivals: number): Promise<TicketCheck> {
  const [at = '', nonce = '', signed = ''] = ticket.split('.');
  const good = sameText(signed, await signature(ctx, `${at}.${nonce}`));
  const age = ctx.now - Number(at);
  if (!good || !(age >= 0 && age < LIFE_MS)) return { kind: 'over' };
  const level = await floodLevel(ctx, arrivals);
  const least = LEAST_MS * 4 ** level;
  if (age < least) return { kind: 'early', seconds: Math.ceil((least - age) / 1000) };
  return { kind: 'good', surge: level > 0, spent: { signature: `form:${nonce}`, expiresAt: Number(at) + LIFE_MS } };
}
