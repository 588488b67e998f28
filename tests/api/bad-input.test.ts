import { beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../workers/contract/index.ts';
import { pathFields, type Route } from '../../workers/contract/route.ts';
import {
  answered,
  HOSTILE,
  keyed,
  MARK,
  placesOf,
  requestTo,
  sendable,
  type Target,
  target,
  withBody,
  withValue,
  writing,
} from '../support/hostile.ts';

let t: Target;
beforeAll(async () => {
  t = await target();
});

/** The valid request with another body. */
function withText(route: Route, body: BodyInit, headers: object = {}): Request {
  const request = requestTo(t, route, t.valid(route));
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Request(request.url, { method: request.method, headers: all, body });
}

const bodyFields = (route: Route): string[] =>
  Object.keys(route.input.shape).filter((name) => !pathFields(route.path).includes(name));

const outcome = (seen: string, wanted: string, route: Route, note: string): void =>
  expect([route.id, note.slice(0, 40), seen]).toEqual([route.id, note.slice(0, 40), wanted]);

const NO_OBJECT = [
  `{"${MARK}":`,
  `${MARK}`,
  '[]',
  `["${MARK}"]`,
  'null',
  '42',
  `"${MARK}"`,
  '{"a":1}}',
  '{a:1}',
  '\u0000',
];

test('what is not a JSON object is malformed, on every route that takes one', async () => {
  expect(withBody.length).toBeGreaterThan(55);
  for (const route of withBody) {
    for (const body of [...NO_OBJECT, '['.repeat(50_000), '{"a":'.repeat(50_000)]) {
      outcome(await answered(route, withText(route, body), body), 'malformed_json', route, body);
    }
  }
});

test('what is nested deeper than anything of ours is malformed, and exhausts no stack', async () => {
  for (const route of withBody) {
    const [field] = bodyFields(route);
    for (const [open, end, depth] of [
      ['[', ']', 32],
      ['{"a":', '}', 5_000],
      ['[', ']', 400_000],
    ] as const) {
      const body = `{"${field ?? MARK}":${open.repeat(depth)}${open === '[' ? '' : '1'}${end.repeat(depth)}}`;
      outcome(await answered(route, withText(route, body), depth), 'malformed_json', route, 'deep');
    }
  }
});

/** A body of so many bytes, made as it is asked for. */
function sized(total: number): { body: ReadableStream<Uint8Array>; pulled: () => number } {
  const chunk = new Uint8Array(64 * 1024).fill(32);
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulled >= total) return controller.close();
      pulled += chunk.byteLength;
      controller.enqueue(chunk.slice());
    },
  });
  return { body, pulled: () => pulled };
}
const MB = 1024 * 1024;

test('ten megabytes are refused, announced or not; a body without end is not read to its end', async () => {
  for (const route of writing) {
    const total = Math.max(route.upload?.maxBytes ?? 0, 10 * MB) + MB;
    for (const headers of [{ 'content-length': String(total) }, {}]) {
      const code = await answered(route, withText(route, sized(total).body, headers));
      // A sealed photo must say its length: the object store takes no stream of unknown length.
      const unsaid = route.id === 'tips.attach' && !('content-length' in headers);
      outcome(code, unsaid ? 'envelope_invalid' : 'too_large', route, 'big');
    }
  }
  for (const headers of [{ 'content-length': String(200 * MB) }, {}]) {
    const { body, pulled } = sized(200 * MB);
    outcome(await answered(withBody[0]!, withText(withBody[0]!, body, headers)), 'too_large', withBody[0]!, 'endless');
    expect(pulled()).toBeLessThan('content-length' in headers ? MB : 40 * MB);
  }
});

test('a write without a usable Idempotency-Key is refused before it does anything', async () => {
  expect(keyed.length).toBeGreaterThan(45);
  for (const route of keyed) {
    for (const key of ['', 'short', MARK, 'x'.repeat(65), `${MARK} with spaces`, `${MARK};DROP TABLE x`]) {
      outcome(
        await answered(route, requestTo(t, route, t.valid(route), key), key),
        'idempotency_key_missing',
        route,
        key,
      );
    }
  }
});

test('lists refuse cursors that are not theirs and page sizes that are none', async () => {
  const at = (value: string) => Buffer.from(value).toString('base64url');
  const cursors = ['null', '{}', '[]', '[null]', '[{}]', '[[]]', '["x","y"]', '[1,2,3,4,5]', '[true]', MARK, '"'];
  const lists = ROUTES.filter((r) => 'cursor' in r.input.shape);
  expect(lists.length).toBeGreaterThan(12);
  for (const route of lists) {
    const valid = t.valid(route);
    for (const cursor of [...cursors.map(at), MARK, '%00', '…', 'A'.repeat(201)]) {
      outcome(await answered(route, requestTo(t, route, { ...valid, cursor }), cursor), 'bad_request', route, cursor);
    }
    // Of the right form, but far from anything there is: an answer, never an error of the server.
    for (const cursor of [
      '[1e400]',
      '[-1e400]',
      '[9e99,9e99]',
      '["x"]',
      `["${MARK}\\u0000"]`,
      '[0,"","",0]',
      '[1e400,"x","x",1e400]',
    ].map(at)) {
      expect(['ok', 'bad_request']).toContain(await answered(route, requestTo(t, route, { ...valid, cursor }), cursor));
    }
    if (!('limit' in route.input.shape)) continue;
    for (const limit of ['0', '-1', '201', '1e9', 'NaN', '1.5', MARK, '0x10000', 'Infinity']) {
      outcome(await answered(route, requestTo(t, route, { ...valid, limit }), limit), 'bad_request', route, limit);
    }
  }
});

test.each(ROUTES.map((route) => [route.id, route] as const))('%s: anything in any field', async (_, route) => {
  const seen: string[] = [];
  const valid = t.valid(route);
  const fields = route.method === 'GET' || route.upload ? [] : bodyFields(route);
  for (const path of placesOf(route, valid)) {
    for (const value of HOSTILE) {
      if (!sendable(route, path, value)) continue;
      const input = withValue(t.valid(route), path, value);
      const code = await answered(
        route,
        requestTo(t, route, input),
        `${path.join('.')}=${JSON.stringify(value).slice(0, 40)}`,
      );
      seen.push(code);
      // What the contract does not allow is never taken, and what it allows is never called malformed.
      if (code === 'ok' && fields.includes(path[0] as string)) {
        expect([route.id, path, route.input.safeParse(input).success]).toEqual([route.id, path, true]);
      }
    }
  }
  const extra = { ...t.valid(route), [MARK]: MARK, constructor: MARK, toString: MARK };
  await answered(route, requestTo(t, route, extra), 'extra fields');
  if (fields.length > 0) expect(seen).toContain('bad_request');
});
