import type { Ports } from './ports.ts';

/**
 * The operator's own sink, named by the configuration alone and therefore allowed to lie in a private network (`network`).
 * Without one the message is a structured log line: the local sink.
 */
export function deliverer(sink: string | undefined, network?: Fetcher): Ports['deliver'] {
  return async (channel, payload) => {
    if (!sink) {
      console.log(JSON.stringify({ level: 'info', sink: 'local', channel, bytes: payload.length }));
      return;
    }
    const response = await (network ?? globalThis).fetch(sink, {
      method: 'POST',
      body: payload,
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
    });
    if (!response.ok) throw new Error(`sink answered ${response.status}`);
  };
}
