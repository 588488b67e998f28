import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROUTES } from '../../workers/contract/index.ts';
import { answered, HOSTILE, MARK, placesOf, requestTo, sendable, target, withValue } from '../support/hostile.ts';

/** Any JSON, seasoned with what usually hurts. */
const anything = fc.oneof(
  fc.constantFrom(...HOSTILE.filter((v) => typeof v !== 'string' || v.length < 1000)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${MARK}${text}`),
  fc.integer(),
  fc.constantFrom('2026-02-30', '9999-12-31', '0000-00-00', '00', '-1', '1e3', 'true', 'null', '13800000000'),
);

const change = fc.record({ where: fc.nat(), value: anything });
const attempt = fc.record({
  route: fc.constantFrom(...ROUTES),
  changes: fc.array(change, { maxLength: 4 }),
  key: fc.option(fc.string({ maxLength: 70, unit: 'grapheme-ascii' }), { freq: 12, nil: undefined }),
});

test('thousands of requests nobody would write: a clear answer each, and the server is as well as before', async () => {
  const t = await target();
  const codes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(attempt, async ({ route, changes, key }) => {
      let input = t.valid(route);
      const spots = placesOf(route, input);
      if (spots.length === 0) return;
      for (const { where, value } of changes) {
        const path = spots[where % spots.length] as string[];
        // A change before may have taken this one's place away.
        const there = path
          .slice(0, -1)
          .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], input);
        if (typeof there !== 'object' || there === null || !sendable(route, path, value)) continue;
        input = withValue(input, path, value);
      }
      const code = await answered(route, requestTo(t, route, input, key?.trim()), JSON.stringify(input));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }),
    { numRuns: 10_000 },
  );
  // It reached the verbs, not only the schema's door.
  expect(codes.get('ok')).toBeGreaterThan(150);
  expect(codes.get('not_found')).toBeGreaterThan(150);
  expect(codes.get('bad_request')).toBeGreaterThan(1_000);
  expect(codes.size).toBeGreaterThan(8);
  const me = ROUTES.find((route) => route.id === 'units.list')!;
  expect(await answered(me, requestTo(t, me, {}))).toBe('ok');
});
