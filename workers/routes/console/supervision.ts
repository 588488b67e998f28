import * as summonses from '../../contract/summonses.ts';
import * as orders from '../../contract/supervision.ts';
import { fileOf } from '../../domain/supervision/files.ts';
import { acceptOrder, answerOrder, returnOrder, withdrawOrder } from '../../domain/supervision/order-answer.ts';
import { draftOrder, editOrder } from '../../domain/supervision/order-draft.ts';
import { listOrders, oneOrder } from '../../domain/supervision/order-list.ts';
import { receiveOrder, serveOrder } from '../../domain/supervision/order-serve.ts';
import { loadOrder, loadSummons } from '../../domain/supervision/rows.ts';
import { draftSummons, editSummons } from '../../domain/supervision/summons-draft.ts';
import { listSummonses, oneSummons } from '../../domain/supervision/summons-list.ts';
import {
  notifySummons,
  receiveSummons,
  rescheduleSummons,
  withdrawSummons,
} from '../../domain/supervision/summons-notify.ts';
import { closeSummons, holdSummons, reportSummons, returnSummons } from '../../domain/supervision/summons-report.ts';
import { eventsOf } from '../../domain/supervision/view.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const supervisionRoutes: readonly Bound[] = [
  bind(orders.orders, listOrders),
  bind(orders.order, oneOrder),
  bind(orders.orderEvents, async (ctx, input) => eventsOf(ctx, 'order', (await loadOrder(ctx, input.id)).id, input)),
  bind(orders.orderFile, async (ctx, { id, blobId }) => {
    const row = await loadOrder(ctx, id);
    return fileResponse(blobId, await fileOf(ctx, 'order', row.id, blobId));
  }),
  bind(orders.draftOrder, draftOrder),
  bind(orders.editOrder, editOrder),
  bind(orders.serveOrder, serveOrder),
  bind(orders.receiveOrder, receiveOrder),
  bind(orders.answerOrder, answerOrder),
  bind(orders.acceptOrder, acceptOrder),
  bind(orders.returnOrder, returnOrder),
  bind(orders.withdrawOrder, withdrawOrder),
  bind(summonses.summonses, listSummonses),
  bind(summonses.summons, oneSummons),
  bind(summonses.summonsEvents, async (ctx, input) =>
    eventsOf(ctx, 'summons', (await loadSummons(ctx, input.id)).id, input),
  ),
  bind(summonses.summonsFile, async (ctx, { id, blobId }) => {
    const row = await loadSummons(ctx, id);
    return fileResponse(blobId, await fileOf(ctx, 'summons', row.id, blobId));
  }),
  bind(summonses.draftSummons, draftSummons),
  bind(summonses.editSummons, editSummons),
  bind(summonses.notifySummons, notifySummons),
  bind(summonses.rescheduleSummons, rescheduleSummons),
  bind(summonses.receiveSummons, receiveSummons),
  bind(summonses.holdSummons, holdSummons),
  bind(summonses.reportSummons, reportSummons),
  bind(summonses.closeSummons, closeSummons),
  bind(summonses.returnSummons, returnSummons),
  bind(summonses.withdrawSummons, withdrawSummons),
];
