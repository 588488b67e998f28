import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';

const LIFE_MS = 10 * 60_000;
/** Clocks of two machines may differ by so much; a token of a later time than that was given before a clock was set back. */
const SKEW_MS = 60_000;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^(${UUID})\\.(\\d{13})\\.([0-9a-f]{32})\\.([0-9a-f]{64})$`, 'i');

/** What a token says once its signature holds: which tip, and a mark of the receipt it was given for. */
export interface Token {
  readonly tipId: string;
  readonly mark: string;
}

/**
 * Ten minutes for one tip and one receipt; nothing of it is stored. Without a tip it is a decoy: as long, and as well signed,
 * over an id that never was. After the receipt was replaced the mark fits no more, and the token ends with it.
 */
export async function newToken(ctx: Ctx, tip: { id: string; authMac: string } | undefined): Promise<string> {
  const { id, authMac } = tip ?? { id: crypto.randomUUID(), authMac: crypto.randomUUID() };
  const body = `${id}.${ctx.now + LIFE_MS}.${await markOf(ctx, id, authMac)}`;
  return `${body}.${await signature(ctx, body)}`;
}

/** @throws `receipt_expired` for what is forged, of another tenant, or older than ten minutes. */
export async function readToken(ctx: Ctx, token: string): Promise<Token> {
  const [, tipId, until, mark, signed] = TOKEN.exec(token) ?? [];
  if (tipId !== undefined && until !== undefined && mark !== undefined) {
    const good = sameText(signed ?? '', await signature(ctx, `${tipId}.${until}.${mark}`));
    const left = Number(until) - ctx.now;
    if (good && left > 0 && left <= LIFE_MS + SKEW_MS) return { tipId, mark };
  }
  throw new DomainError('receipt_expired');
}

/** Says nothing of the receipt, and is another for another one. */
export async function markOf({ ports, tenant }: Ctx, tipId: string, authMac: string): Promise<string> {
  return (await ports.secrets.mac('receipt-mark', `${tenant.no}|${tipId}|${authMac}`)).slice(0, 32);
}

const signature = ({ ports, tenant }: Ctx, body: string): Promise<string> =>
  ports.secrets.mac('receipt-token', `${tenant.no}|${body}`);

/** Compares all of it, whatever differs. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
