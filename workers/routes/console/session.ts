import * as contract from '../../contract/session.ts';
import { changePassword } from '../../domain/sessions/change-password.ts';
import { peekLink, useLink } from '../../domain/sessions/link.ts';
import { mySessions, whoami } from '../../domain/sessions/me.ts';
import type { Site } from '../../domain/sessions/passkey-challenge.ts';
import { passkeySignIn, passkeySignInOptions } from '../../domain/sessions/passkey-sign-in.ts';
import { addPasskey, myPasskeys, passkeyOptions, removePasskey } from '../../domain/sessions/passkeys.ts';
import { refresh } from '../../domain/sessions/refresh.ts';
import { signIn } from '../../domain/sessions/sign-in.ts';
import { endAll, endSession, signOut } from '../../domain/sessions/sign-out.ts';
import { confirmTotp, removeTotp, startTotp } from '../../domain/sessions/totp.ts';
import { type Bound, bind, type Exchange } from '../../http/mount.ts';
import { clearRefresh, handOut, readRefreshCookie } from '../../http/refresh-cookie.ts';

/** TLS may end at a proxy in front: the host is the browser's, the scheme may not be. */
const siteOf = ({ url }: Exchange): Site => ({
  rpId: url.hostname,
  origins: [`https://${url.host}`, `http://${url.host}`],
});

export const sessionRoutes: readonly Bound[] = [
  bind(contract.signIn, async (ctx, input, exchange) => handOut(exchange, ctx.tenant.slug, await signIn(ctx, input))),
  bind(contract.refresh, async (ctx, _, exchange) => {
    const { slug } = ctx.tenant;
    return handOut(exchange, slug, await refresh(ctx, readRefreshCookie(exchange, slug)));
  }),
  bind(contract.signOut, async (ctx, _, exchange) => {
    const { slug } = ctx.tenant;
    const cookie = readRefreshCookie(exchange, slug);
    clearRefresh(exchange, slug);
    return signOut(ctx, cookie);
  }),
  bind(contract.whoami, (ctx) => whoami(ctx)),
  bind(contract.sessions, (ctx) => mySessions(ctx)),
  bind(contract.endSession, (ctx, input) => endSession(ctx, input)),
  bind(contract.endAll, (ctx) => endAll(ctx)),
  bind(contract.changePassword, (ctx, input) => changePassword(ctx, input)),
  bind(contract.peekLink, (ctx, input) => peekLink(ctx, input)),
  bind(contract.useLink, async (ctx, input, exchange) => handOut(exchange, ctx.tenant.slug, await useLink(ctx, input))),
  bind(contract.startTotp, (ctx) => startTotp(ctx)),
  bind(contract.confirmTotp, (ctx, input) => confirmTotp(ctx, input)),
  bind(contract.removeTotp, (ctx, input) => removeTotp(ctx, input)),
  bind(contract.passkeys, (ctx) => myPasskeys(ctx)),
  bind(contract.passkeyOptions, (ctx, _, exchange) => passkeyOptions(ctx, siteOf(exchange))),
  bind(contract.addPasskey, (ctx, input, exchange) => addPasskey(ctx, input, siteOf(exchange))),
  bind(contract.removePasskey, (ctx, input) => removePasskey(ctx, input)),
  bind(contract.passkeySignInOptions, (ctx, _, exchange) => passkeySignInOptions(ctx, siteOf(exchange))),
  bind(contract.passkeySignIn, async (ctx, input, exchange) =>
    handOut(exchange, ctx.tenant.slug, await passkeySignIn(ctx, input, siteOf(exchange))),
  ),
];
