/** No text becomes markup or script, and no policy may make it so. antd and Swagger UI write styles as text: not there. */
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", "trusted-types 'none'"];

/** Content-Security-Policy of a page: own files only; `nonce` lets antd's style element and one inline script pass. */
export function pageHeaders(nonce?: string): Record<string, string> {
  const style = nonce ? `'self' 'nonce-${nonce}'` : `'self'`;
  const script = nonce ? `'self' 'nonce-${nonce}'` : `'self'`;
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${script}`,
      `style-src ${style}`,
      // antd positions its pop-ups through style attributes; those cannot run script.
      ...(nonce ? [`style-src-elem ${style}`, "style-src-attr 'unsafe-inline'"] : []),
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "font-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      // Of all our pages only the viewer of decrypted files lets itself be framed.
      ...(nonce ? ["frame-src 'self'"] : TRUSTED_TYPES),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    ...commonHeaders,
  };
}

/** The page that shows a decrypted file: without an origin even when it is opened directly, and without any network. */
export function viewerHeaders(nonce: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      'sandbox allow-scripts',
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      'img-src blob:',
      'media-src blob:',
      ...TRUSTED_TYPES,
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'cache-control': 'no-store',
    ...commonHeaders,
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  };
}

export const commonHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()',
};

/** Whether the visitor came by https: here, or up to the proxy that ends TLS. */
export const isSecure = (request: Request): boolean =>
  request.url.startsWith('https:') || request.headers.get('x-forwarded-proto') === 'https';

/** On every answer, whatever made it: what it did not say itself, and nothing is kept by a cache unless it said so. */
export function completed(request: Request, headers: Headers): void {
  const secure = isSecure(request) ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {};
  // A file opened by its address is no page: it may load nothing, and nobody may frame it.
  const file = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" };
  for (const [name, value] of Object.entries({ ...commonHeaders, ...secure, ...file, 'cache-control': 'no-store' })) {
    if (!headers.has(name)) headers.set(name, value);
  }
}
