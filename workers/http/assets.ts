import type { Platform } from '../platform.ts';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  html: 'text/html; charset=utf-8',
};

/** A built file. Cloudflare's asset store and workerd's disk service differ in types and caching; here they agree. */
export async function asset(platform: Platform, path: string): Promise<Response> {
  const found = await platform.assets.fetch(new Request(`http://assets${path}`));
  if (!found.ok) return new Response('not found', { status: 404 });
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const hashed = /-[\w-]{8}\.\w+$/.test(path);
  return new Response(found.body, {
    headers: { 'content-type': type, 'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache' },
  });
}
