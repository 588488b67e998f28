import type { Ctx } from '../context.ts';

/** What is kept of a receipt's `auth`: an HMAC under the server's own key, bound to the tenant and the locator. */
export const receiptMac = ({ ports, tenant }: Ctx, locator: string, auth: string): Promise<string> =>
  ports.secrets.mac('receipt', `${tenant.no}|${locator}|${auth}`);
