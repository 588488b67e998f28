import * as contract from '../../contract/webhooks.ts';
import type { Ctx } from '../../domain/context.ts';
import { changeWebhook, createWebhook, listWebhooks, removeWebhook } from '../../domain/webhooks/manage.ts';
import { testWebhook } from '../../domain/webhooks/test-send.ts';
import { isSecure } from '../../http/headers.ts';
import { type Bound, bind, type Exchange } from '../../http/mount.ts';

/** Where links in messages begin. */
const consoleOf = (ctx: Ctx, { request, url }: Exchange): string =>
  `${isSecure(request) ? 'https' : 'http'}://${url.host}/${ctx.tenant.slug}/console`;

export const webhookRoutes: readonly Bound[] = [
  bind(contract.webhooks, listWebhooks),
  bind(contract.createWebhook, (ctx, input, exchange) => createWebhook(ctx, input, consoleOf(ctx, exchange))),
  bind(contract.changeWebhook, (ctx, input, exchange) => changeWebhook(ctx, input, consoleOf(ctx, exchange))),
  bind(contract.removeWebhook, removeWebhook),
  bind(contract.testWebhook, testWebhook),
];
