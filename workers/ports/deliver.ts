import type { Ports } from './ports.ts';

/** Mail and webhooks. Without a configured sink the message is one structured log line: the local sink. */
export function deliverer(sink: string | undefined): Ports['deliver'] {
  return async (channel, payload) => {
    if (!sink) {
      console.log(JSON.stringify({ level: 'info', sink: 'local', channel, bytes: payload.length }));
      return;
    }
    const response = await fetch(sink, {
      method: 'POST',
      body: payload,
      headers: { 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`sink answered ${response.status}`);
  };
}
