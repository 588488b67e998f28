import type { Ports } from './ports.ts';

const PATIENCE_MS = 4_000;
const MOST_BYTES = 4_096;

/**
 * One POST to an address somebody typed. No redirect is followed, four seconds, four kilobytes of the answer. That the socket
 * opens to public addresses alone is `network`'s part (scripts/lib/worker-options.ts); on Cloudflare the platform's.
 */
export function outside(network: Fetcher | undefined, loopback: boolean): Ports['outside'] {
  return {
    loopback,
    async post({ url, headers, body }) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await (network ?? globalThis).fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal,
      });
      return { status: response.status, text: await beginning(response) };
    },
  };
}

async function beginning(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader && size < MOST_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.byteLength;
  }
  await reader?.cancel();
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString();
}
