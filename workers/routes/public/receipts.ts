import * as contract from '../../contract/receipts.ts';
import { inbox } from '../../domain/tips/inbox.ts';
import { receiptFile } from '../../domain/tips/receipt-file.ts';
import { replace } from '../../domain/tips/replace.ts';
import { reply } from '../../domain/tips/reply.ts';
import { tipStatus } from '../../domain/tips/status.ts';
import { type Bound, bind, type Exchange } from '../../http/mount.ts';

/** Compressed on the way, answers of one size would be of many. */
const asItIs = (exchange: Exchange): void => exchange.header('cache-control', 'no-transform');

export const receiptRoutes: readonly Bound[] = [
  bind(contract.status, (ctx, input, exchange) => {
    asItIs(exchange);
    return tipStatus(ctx, input);
  }),
  bind(contract.inbox, (ctx, input, exchange) => {
    asItIs(exchange);
    return inbox(ctx, input);
  }),
  bind(contract.reply, (ctx, input) => reply(ctx, input)),
  bind(contract.replace, (ctx, input) => replace(ctx, input)),
  bind(contract.file, (ctx, input) => receiptFile(ctx, input)),
];
