import type { Ctx } from '../context.ts';

/** What is kept of a one-time code: an HMAC under the server's own key, bound to the tenant. */
export const codeMac = ({ ports, tenant }: Ctx, code: string): Promise<string> =>
  ports.secrets.mac('reward-code', `${tenant.no}|${code}`);
