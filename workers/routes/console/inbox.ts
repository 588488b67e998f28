import * as contract from '../../contract/desk.ts';
import { inbox, readAllNotices, readNotice } from '../../domain/notifications/inbox.ts';
import { bind } from '../../http/mount.ts';

export const inboxRoutes = [
  bind(contract.inbox, (ctx, input) => inbox(ctx, input)),
  bind(contract.readNotice, (ctx, input) => readNotice(ctx, input)),
  bind(contract.readAll, (ctx) => readAllNotices(ctx)),
];
