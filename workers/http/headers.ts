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
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    ...commonHeaders,
  };
}

export const commonHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()',
  'strict-transport-security': 'max-age=31536000',
};
