import { expect, test } from 'vitest';
import type * as z from 'zod';
import { codesOf, openapi } from '../../scripts/lib/openapi.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import { pathFields } from '../../workers/contract/route.ts';

const ids = ROUTES.map((r) => r.id);
const twice = (list: string[]): string[] => list.filter((x, i) => list.indexOf(x) !== i);

test('every route has a name of its own and a place of its own', () => {
  expect(ROUTES.length).toBeGreaterThan(90);
  expect(twice(ids)).toEqual([]);
  expect(
    twice(ROUTES.map((r) => `${r.app === 'platform'} ${r.method} ${r.path.replaceAll(/\{\w+\}/g, '{}')}`)),
  ).toEqual([]);
});

test('every write takes an Idempotency-Key or says why not; no reading route claims one', () => {
  for (const route of ROUTES) {
    if (route.method === 'GET') expect([route.id, route.unkeyed]).toEqual([route.id, undefined]);
    else if (route.unkeyed !== undefined) expect([route.id, route.unkeyed.length > 4]).toEqual([route.id, true]);
  }
});

test('what stands in the path is a required field of the input', () => {
  for (const route of ROUTES) {
    for (const field of pathFields(route.path)) {
      expect([route.id, field, field in route.input.shape]).toEqual([route.id, field, true]);
    }
  }
});

test('a reading route takes only what a query can say: no nested objects, no lists', () => {
  for (const route of ROUTES.filter((r) => r.method === 'GET' || r.upload)) {
    for (const [name, field] of Object.entries(route.input.shape)) {
      expect([route.id, name, kindOf(field as z.core.$ZodType)]).not.toContain('object');
      expect([route.id, name, kindOf(field as z.core.$ZodType)]).not.toContain('array');
    }
  }
});

function kindOf(type: z.core.$ZodType): string {
  const def = type._zod.def as { type: string; innerType?: z.core.$ZodType };
  return def.innerType ? kindOf(def.innerType) : def.type;
}

test('every list is paged the same way: cursor in, next out', () => {
  for (const route of ROUTES) {
    const output = route.output._zod.def as { type: string; shape?: Record<string, unknown> };
    const next = output.type === 'object' && output.shape !== undefined && 'next' in output.shape;
    expect([route.id, 'cursor' in route.input.shape]).toEqual([route.id, next]);
  }
});

test('access fits the app: operators on the platform, staff in the console, nobody’s session in public', () => {
  for (const { id, app, access } of ROUTES) {
    if (app === 'public') expect([id, access]).toEqual([id, 'public']);
    if (app === 'platform') expect([id, access === 'operator' || access === 'public']).toEqual([id, true]);
    if (app === 'console') expect([id, access]).not.toEqual([id, 'operator']);
  }
});

test('whoever may call without signing in is slowed down, or only reads or ends something', () => {
  const open = ROUTES.filter((r) => r.access === 'public' && r.method !== 'GET' && !r.limit).map((r) => r.id);
  expect(open.filter((id) => !/signOut$/.test(id))).toEqual([]);
});

test('the OpenAPI document holds every route, with its access, its problems and its key', () => {
  const document = openapi(ROUTES) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map((o) => o.operationId).sort()).toEqual([...ids].sort());
  for (const operation of operations) {
    const route = ROUTES.find((r) => r.id === operation.operationId)!;
    const keyed = operation.parameters.some((p) => p.$ref?.endsWith('/IdempotencyKey'));
    expect([route.id, keyed]).toEqual([route.id, route.method !== 'GET' && route.unkeyed === undefined]);
    expect(operation['x-access']).toBeTruthy();
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '400', '500']));
    if (route.access !== 'public') expect(codesOf(route)).toContain('not_signed_in');
  }
  expect(JSON.stringify(document)).not.toContain('"$schema"');
});

interface Operation {
  operationId: string;
  'x-access': string;
  parameters: { $ref?: string }[];
  responses: Record<string, unknown>;
}
