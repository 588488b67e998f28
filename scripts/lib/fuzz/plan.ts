import fc from 'fast-check';
import { HEADERS, type Headers, hostileValue, rawBody } from './hostile.ts';
import { arbitraryOf, CANARY, type Schema } from './schema.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
  readonly required?: boolean;
}
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
  /** A body of bytes. */
  readonly bytes: boolean;
  /** Schema of a JSON answer; undefined for files. */
  readonly answer?: Schema;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Described {
  readonly operationId: string;
  readonly parameters: readonly (Parameter & { readonly $ref?: string })[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** What the server says of itself. */
export function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const { operationId, parameters, requestBody, responses } = described as Described;
      const body = requestBody?.content['application/json']?.schema;
      const answer = responses['200']?.content?.['application/json']?.schema;
      return {
        ...{ id: operationId, method: method.toUpperCase(), path, bytes: requestBody !== undefined && !body },
        parameters: parameters.filter((p) => p.$ref === undefined),
        ...(body ? { body } : {}),
        ...(answer ? { answer } : {}),
      };
    }),
  );
}

/** One request as it was thought of; ids, tokens and the rest of the world are put in when it is sent. */
export interface Plan {
  readonly op: number;
  /** Below nought: whoever may do everything there. */
  readonly who: number;
  readonly slug: number;
  readonly method: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Headers;
  /** A small number is a key used before, by whatever was sent then. */
  readonly key: string | number | undefined;
  readonly extra: readonly (readonly [string, unknown])[];
}

const MAGIC = [
  '\u00ff\u00d8\u00ff\u00e0',
  '\u0089PNG\r\n',
  'PK\u0003\u0004',
  '%PDF-1.7',
  'GIF89a',
  '<svg onload=1>',
  '',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'];
const key = fc.oneof(
  { weight: 12, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: fc.nat({ max: 30 }) },
  fc.constantFrom('', 'short', CANARY.repeat(20), `${CANARY} with spaces x`),
  fc.constant(undefined),
);
const slug = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 5 }));

/** Every kind of request to one operation: as it should be, nearly so, and as it never should. */
export function planOf(op: Operation, index: number, people: number): fc.Arbitrary<Plan> {
  const named = Object.fromEntries(op.parameters.map((p) => [p.name, arbitraryOf(p.schema, p.name)] as const));
  const requiredKeys = op.parameters.filter((p) => p.required).map((p) => p.name);
  const values = fc.record(named, { requiredKeys }) as fc.Arbitrary<Record<string, unknown>>;
  const body = op.body ? arbitraryOf(op.body) : op.bytes ? bytes : fc.constant(undefined);
  const base = {
    op: fc.constant(index),
    who: fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, fc.nat({ max: people - 1 })),
    values,
    body,
  };
  const plain = {
    slug: fc.constant(0),
    method: fc.constant(undefined),
    headers: fc.constant({}),
    extra: fc.constant([]),
  };
  const valid = fc.record({ ...base, ...plain, key: fc.uuid() });
  const near = fc
    .tuple(valid, key, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([plan, k, extra]) => ({ ...plan, key: k, extra }));
  const wild = fc
    .tuple(valid, slug, key, fc.constantFrom(...HEADERS, {}), fc.constantFrom(undefined, undefined, ...METHODS))
    .chain(([plan, s, k, headers, method]) => {
      const whole = op.body ? rawBody(JSON.stringify(plan.body) ?? '{}') : fc.constant<unknown>(plan.body);
      return fc
        .oneof(fc.constant(plan.body), whole)
        .map((b) => ({ ...plan, slug: s, key: k, headers, method, body: b }));
    });
  return fc.oneof(
    { weight: 4, arbitrary: valid },
    { weight: 3, arbitrary: near },
    { weight: 3, arbitrary: wild },
  ) as fc.Arbitrary<Plan>;
}

/** A field by its number, and what to put there. */
const change = fc.tuple(fc.nat({ max: 40 }).map(String), hostileValue);
const bytes = fc
  .tuple(fc.constantFrom(...MAGIC), fc.uint8Array({ maxLength: 400 }))
  .map(([magic, rest]) => new Uint8Array([...Buffer.from(magic, 'latin1'), ...rest]));
