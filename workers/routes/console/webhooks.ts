import * as contract from '../../contract/webhooks.ts';
import type { Ctx } from '../../domain/context.ts';
import { changeWebhook, createWebhook, listWebhooks, removeWebhook } from '../../domain/webhooks/manage.ts';
import { testWebhook } from '../../domain/webhooks/test-send.ts';
import { type Bound, bind, type Exchange } from '../../http/mount.ts';

/** Where links in messages begin. Behind a proxy that ends TLS the Worker itself sees http. */
function consoleOf(ctx: Ctx, { request, url }: Exchange): string {
  const secure = url.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
  return `${secure ? 'https' : 'http'}://${url.host}/${ctx.tenant.slug}/console`;
}

export const webhookRoutes: readonly Bound[] = [
  bind(contract.webhooks, listWebhooks),
  bind(contract.createWebhook, (ctx, input, exchange) => createWebhook(ctx, input, consoleOf(ctx, exchange))),
  bind(contract.changeWebhook, (ctx, input, exchange) => changeWebhook(ctx, input, consoleOf(ctx, exchange))),
  bind(contract.removeWebhook, removeWebhook),
  bind(contract.testWebhook, testWebhook),
];
