import * as contract from '../../contract/receipts.ts';
import { tipStatus } from '../../domain/tips/status.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const receiptRoutes: readonly Bound[] = [
  bind(contract.status, (ctx, input, exchange) => {
    // Compressed on the way, answers of one size would be of many.
    exchange.header('cache-control', 'no-transform');
    return tipStatus(ctx, input);
  }),
];
