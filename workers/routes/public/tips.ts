import * as contract from '../../contract/tips.ts';
import { attach } from '../../domain/tips/attach.ts';
import { tipForm } from '../../domain/tips/form.ts';
import { sendTip } from '../../domain/tips/send.ts';
import { tipStatus } from '../../domain/tips/status.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipRoutes: readonly Bound[] = [
  bind(contract.form, (ctx) => tipForm(ctx)),
  bind(contract.attach, (ctx, input, exchange) => attach(ctx, input, exchange.request)),
  bind(contract.send, (ctx, input) => sendTip(ctx, input)),
  bind(contract.status, (ctx, input, exchange) => {
    // Compressed on the way, answers of one size would be of many.
    exchange.header('cache-control', 'no-transform');
    return tipStatus(ctx, input);
  }),
  bind(contract.proofKeys, async (ctx) => ({ keys: (await ctx.ports.proofJwks()).keys.map((key) => ({ ...key })) })),
];
