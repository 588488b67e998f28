import * as contract from '../../contract/platform.ts';
import { refresh, signOut } from '../../domain/operators/refresh.ts';
import { signIn } from '../../domain/operators/sign-in.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { clearRefresh, handOut, readRefreshCookie } from '../../http/refresh-cookie.ts';

export const operatorSessionRoutes: readonly Bound[] = [
  bind(contract.signIn, async (ctx, input, exchange) => {
    const { name, ...tokens } = await signIn(ctx, input);
    return { ...handOut(exchange, 'platform', tokens), name };
  }),
  bind(contract.refresh, async (ctx, _, exchange) => {
    const { name, ...tokens } = await refresh(ctx, readRefreshCookie(exchange, 'platform'));
    return { ...handOut(exchange, 'platform', tokens), name };
  }),
  bind(contract.signOut, (ctx, _, exchange) => {
    const cookie = readRefreshCookie(exchange, 'platform');
    clearRefresh(exchange, 'platform');
    return signOut(ctx, cookie);
  }),
];
