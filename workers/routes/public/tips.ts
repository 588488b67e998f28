import * as contract from '../../contract/tips.ts';
import { tipForm } from '../../domain/tips/form.ts';
import { sendTip } from '../../domain/tips/send.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipRoutes: readonly Bound[] = [
  bind(contract.form, (ctx, _, exchange) => tipForm(ctx, exchange.arrivals)),
  bind(contract.send, (ctx, input, exchange) => sendTip(ctx, input, exchange.arrivals)),
  bind(contract.proofKeys, async (ctx) => ({ keys: (await ctx.ports.proofJwks()).keys.map((key) => ({ ...key })) })),
];
