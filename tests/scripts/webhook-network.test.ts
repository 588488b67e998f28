import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networks } from '../../scripts/lib/worker-options.ts';

/** A Worker that calls whatever it is told, over the network it is told: what a webhook could be at its worst. */
const SCRIPT = `export default { async fetch(request, env) {
  const { url, way, redirect } = await request.json();
  try {
    const answer = await env[way].fetch(url, { method: 'POST', body: 'x', redirect });
    return new Response(answer.status + ' ' + (await answer.text()));
  } catch { return new Response('refused'); }
} }`;

let inner: Server;
let hits = 0;
const listening = (answer: Parameters<typeof createServer>[1], host: string): Promise<Server> =>
  new Promise((done) => {
    const server = createServer(answer as never);
    server.listen(0, host, () => done(server));
  });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

function workerd(env: Record<string, string>, more: Record<string, unknown> = {}): Miniflare {
  return new Miniflare({
    ...(convertV4MiniflareOptions({
      name: 'probe',
      modules: true,
      script: SCRIPT,
      compatibilityDate: '2026-11-01',
      serviceBindings: { ...networks(env as never), ...more },
    } as never) as object),
    log: new Log(LogLevel.NONE),
  } as never);
}
async function call(mf: Miniflare, url: string, way = 'OUTSIDE', redirect = 'manual'): Promise<string> {
  const answer = await mf.dispatchFetch('http://probe/', {
    method: 'POST',
    body: JSON.stringify({ url, way, redirect }),
  });
  return answer.text();
}

beforeAll(async () => {
  inner = await listening((_, response) => {
    hits += 1;
    response.end('inner');
  }, '0.0.0.0');
});
afterAll(() => new Promise((done) => inner.close(done)));

test('workerd refuses at the socket what a webhook must not reach: by number, by name, however it resolves', async () => {
  const mf = workerd({});
  const port = portOf(inner);
  for (const host of [
    ...['127.0.0.1', '2130706433', 'localhost', hostname(), '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]'],
    ...[
      '10.255.255.1',
      '172.16.0.1',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '224.0.0.1',
      '[fd00::1]',
      '[fe80::1]',
    ],
  ])
    expect([host, await call(mf, `http://${host}:${port}/`)]).toEqual([host, 'refused']);
  expect(hits).toBe(0);
  await mf.dispose();
});

test('a redirect into the house is not followed, and is refused at the socket if it were', async () => {
  const door = await listening((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${portOf(inner)}/` }).end();
  }, '127.0.0.2');
  // 127.0.0.2 stands for the internet here: the only address this network opens.
  const mf = workerd({}, { OUTSIDE: { network: { allow: ['127.0.0.2/32'] } } });
  const url = `http://127.0.0.2:${portOf(door)}/`;
  expect(await call(mf, url)).toMatch(/^307/);
  expect(await call(mf, url, 'OUTSIDE', 'follow')).toBe('refused');
  expect(hits).toBe(0);
  await mf.dispose();
  await new Promise((done) => door.close(done));
});

test('the operator’s own sink may be private, and only it; tests may open this machine by a name of its own', async () => {
  const mf = workerd({ WEBHOOK_SINK: `http://127.0.0.1:${portOf(inner)}/` });
  const url = `http://127.0.0.1:${portOf(inner)}/`;
  expect(await call(mf, url, 'SINK')).toBe('200 inner');
  expect(await call(mf, url)).toBe('refused');
  await mf.dispose();
  expect(networks({})).not.toHaveProperty('SINK');
  expect(networks({}).OUTSIDE.network.allow).toEqual(['public']);
  expect(networks({ WEBHOOK_LOOPBACK: '1' }).OUTSIDE.network.allow).toEqual(['public', 'local']);
});
