import type { InputOf, OutputOf } from '../../contract/route.ts';
import type {
  confirmTotp as confirmContract,
  removeTotp as removeContract,
  startTotp as startContract,
} from '../../contract/session.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { refuseLocked } from './lockout.ts';
import { ownRow } from './own-row.ts';
import { failed } from './sign-in.ts';
import { checkCode, PERIOD_SECONDS, spending, spendStep, stepOfCode } from './totp-code.ts';

const SECRET_BYTES = 20;

/** A fresh secret and its otpauth address. Nothing is kept until a code made with it comes back. */
export async function startTotp(ctx: Ctx): Promise<OutputOf<typeof startContract>> {
  const row = await ownRow(ctx);
  const { Secret, TOTP } = await import('otpauth');
  const secret = new Secret({ size: SECRET_BYTES });
  const issuer = `安哨·${ctx.tenant.shortName}`;
  const totp = new TOTP({ issuer, label: row.username, secret, digits: 6, period: PERIOD_SECONDS });
  return ctx.db.commit([], { secret: secret.base32, uri: totp.toString() });
}

/** Switches the second factor on. One that is on must first be removed with a code of its own. */
export async function confirmTotp(ctx: Ctx, input: InputOf<typeof confirmContract>): Promise<{ ok: true }> {
  const row = await ownRow(ctx);
  if (row.totpSecret !== null) return refuse('wrong_state');
  if (!/^[A-Z2-7]{32,64}$/.test(input.secret)) {
    return refuse('bad_request', { fields: [{ path: 'secret', message: '格式不对' }] });
  }
  const step = await stepOfCode(input.secret, input.code, ctx.now);
  if (step === undefined) return refuse('second_factor_failed');
  const totpSecret = await ctx.ports.secrets.seal('totp', row.id, input.secret);
  const change = { action: 'totp_on', from: row.status, to: row.status, data: {} };
  const writes = [...changed(ctx, 'person', row, change, { totpSecret }), ...spendStep(ctx, row.id, step)];
  return spending(ctx.db.commit(writes, { ok: true } as const));
}

export async function removeTotp(ctx: Ctx, input: InputOf<typeof removeContract>): Promise<{ ok: true }> {
  const row = await ownRow(ctx);
  if (row.totpSecret === null) return refuse('wrong_state');
  refuseLocked(row.lockedUntil, ctx.now);
  const use = await checkCode(ctx, row, input.code);
  if (!use) return failed(ctx, row.id, 'second_factor_failed');
  const change = { action: 'totp_off', from: row.status, to: row.status, data: {} };
  const off = changed(ctx, 'person', row, change, { totpSecret: null });
  return spending(ctx.db.commit([...use, ...off], { ok: true } as const));
}
