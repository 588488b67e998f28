import type { TenantResolver } from './tenant.ts';

const SHARED = new Set(['assets', 'api', 'healthz', 'favicon.ico', 'viewer']);

/** On a tenant's own host name `/tip` means `/{slug}/tip`; every other host is left as it is. */
export async function toTenantPath(request: Request, tenants: TenantResolver): Promise<Request> {
  const url = new URL(request.url);
  if (/^(127\.|localhost$|\[)/.test(url.hostname)) return request;
  const tenant = await tenants.byHost(url.hostname);
  if (!tenant) return request;
  const first = url.pathname.split('/')[1] ?? '';
  if (SHARED.has(first) || first === tenant.info.slug) return request;
  url.pathname = `/${tenant.info.slug}${url.pathname === '/' ? '' : url.pathname}`;
  return new Request(url, request);
}
