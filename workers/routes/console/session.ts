import * as contract from '../../contract/session.ts';
import { changePassword } from '../../domain/sessions/change-password.ts';
import { peekLink, useLink } from '../../domain/sessions/link.ts';
import { mySessions, whoami } from '../../domain/sessions/me.ts';
import { refresh } from '../../domain/sessions/refresh.ts';
import { signIn } from '../../domain/sessions/sign-in.ts';
import { endAll, endSession, signOut } from '../../domain/sessions/sign-out.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { clearRefresh, handOut, readRefreshCookie } from '../../http/refresh-cookie.ts';

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
];
