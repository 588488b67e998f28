import { DomainError } from '../domain/errors.ts';
import type { Issued } from '../domain/sessions/refresh-token.ts';
import { isSecure } from './headers.ts';
import type { Exchange } from './mount.ts';

/**
 * `slug` of the tenant, or `platform`: each has a cookie of its own, sent to its own session routes alone. Over https its name
 * says that it is Secure, so that nothing sent in clear can have set it.
 */
const nameOf = ({ request }: Exchange, slug: string): string =>
  `${isSecure(request) ? '__Secure-' : ''}anshao_refresh_${slug}`;

function setCookie(exchange: Exchange, slug: string, value: string, seconds: number): void {
  const secure = isSecure(exchange.request) ? '; Secure' : '';
  exchange.header(
    'set-cookie',
    `${nameOf(exchange, slug)}=${value}; Path=/${slug}/api/session; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`,
  );
}

/** Puts the refresh token into the cookie and gives the rest to the page. */
export function handOut(exchange: Exchange, slug: string, { refresh, ...tokens }: Issued) {
  setCookie(exchange, slug, refresh.value, refresh.seconds);
  return tokens;
}

export function clearRefresh(exchange: Exchange, slug: string): void {
  setCookie(exchange, slug, '', 0);
}

/**
 * The refresh token of a request that our own page made. SameSite=Strict stops other sites; this stops sibling hosts of the
 * same site too: a form cannot set the header or the type, and the browser itself says where a request comes from.
 */
export function readRefreshCookie(exchange: Exchange, slug: string): string | undefined {
  const { request, url } = exchange;
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const foreign = site !== null ? site !== 'same-origin' : origin !== null && hostOf(origin) !== url.host;
  const typed = headers.get('x-anshao') === '1' || /^application\/json\b/.test(headers.get('content-type') ?? '');
  if (foreign || !typed) throw new DomainError('forbidden');
  const wanted = `${nameOf(exchange, slug)}=`;
  const parts = (headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(wanted))?.slice(wanted.length);
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}
