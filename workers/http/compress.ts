/** Pages and built files alone: an API answer may hold a secret beside chosen text, and a receipt's answer must keep its size. */
const COMPRESSIBLE = /^(text\/(html|css|javascript)|image\/svg\+xml|application\/manifest\+json)/;

/**
 * Marks an answer as gzip where the browser takes it; workerd then compresses the body as it leaves. Cloudflare's edge would do
 * so by itself, a workerd on its own machine does not.
 */
export function compressed(request: Request, response: Response): Response {
  const { headers } = response;
  if (!COMPRESSIBLE.test(headers.get('content-type') ?? '') || headers.has('content-encoding')) return response;
  const takes = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const { body } = response;
  if (!takes || !body) return response;
  const marked = new Response(body, response);
  marked.headers.set('content-encoding', 'gzip');
  marked.headers.append('vary', 'accept-encoding');
  marked.headers.delete('content-length');
  return marked;
}
