import fc from 'fast-check';

/** The part of JSON Schema that `/api/openapi.json` is written in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Stands in every text that is made up; no answer that refuses may hold it. */
export const CANARY = 'zqcanary7';
/** Stands for an id that the server gave out in such a field, chosen when the request is sent. */
export const idOf = (field: string, n: number | string): string => `id-of:${field}:${n}`;

const text = (schema: Schema): fc.Arbitrary<string> => {
  const { minLength = 0, maxLength = 4000 } = schema;
  const room = Math.max(0, Math.min(maxLength, 200) - CANARY.length);
  const words = fc.constantFrom('排查燃气', '整改到位', '某化工厂', '复查意见：合格。');
  const free = words.map((w) => `${w}${CANARY}`.slice(0, maxLength).padEnd(minLength, '字'));
  const any = fc.string({ unit: 'grapheme', maxLength: Math.min(room, 40) }).map((s) => `${CANARY}${s}`);
  const edges = [minLength, maxLength].filter((n) => n <= 20_000).map((n) => '长'.repeat(n));
  return fc.oneof({ weight: 6, arbitrary: free }, { weight: 2, arbitrary: any }, fc.constantFrom(...edges, ''));
};

const DAYS = ['2026-11-18', '2026-12-31', '2027-02-28', '2026-01-01', '2030-06-30'];
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.constantFrom(...DAYS),
  'date-time': fc.constantFrom(...DAYS.map((day) => `${day}T02:00:00.000Z`)),
  uuid: fc.uuid({ version: 7 }),
};

/** A value that the schema takes, most of the time. `name` tells which ids would fit. */
export function arbitraryOf(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, name, depth)));
  const type = Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? '');
  if (type === 'string' || type === '') return textOf(schema, name);
  if (type === 'integer' || type === 'number') {
    const [min, max] = [schema.minimum ?? -1e6, schema.maximum ?? 1e6];
    const small = Math.min(max, Math.max(min, 1));
    const whole = fc.integer({ min: Math.ceil(Math.max(min, -1e9)), max: Math.floor(Math.min(max, 1e9)) });
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(small, Math.min(max, small + 1)) },
      fc.constantFrom(min, max),
      whole,
    );
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array') {
    if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((one) => arbitraryOf(one, name, depth + 1)));
    const { minItems = 0, maxItems = 3 } = schema;
    const maxLength = Math.max(minItems, Math.min(maxItems, 3));
    return fc.array(arbitraryOf(schema.items || {}, name, depth + 1), { minLength: minItems, maxLength });
  }
  const properties = schema.properties ?? {};
  const entries = Object.entries(properties).map(([key, one]) => [key, arbitraryOf(one, key, depth + 1)] as const);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [...(schema.required ?? [])] as never });
}

function textOf(schema: Schema, name: string): fc.Arbitrary<string> {
  const { format, pattern } = schema;
  const given = format === undefined ? undefined : FORMATS[format];
  if (given) return given;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength: schema.maxLength });
  if (/(^id$|Ids?$|^to$|^support$|^attended$|^participants$)/.test(name)) {
    return fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 999 }).map((n) => idOf(name, n)) }, fc.uuid({ version: 7 }));
  }
  return name === 'cursor' ? fc.constantFrom('', 'WzEsMl0', 'W10', `${CANARY}`) : text(schema);
}

/** Where a value is not what the schema says: its path and why, or undefined. */
export function mismatch(schema: Schema, value: unknown, at = '$'): string | undefined {
  if (schema.anyOf) {
    const all = schema.anyOf.map((one) => mismatch(one, value, at));
    return all.includes(undefined) ? undefined : all[0];
  }
  if (schema.const !== undefined) return value === schema.const ? undefined : `${at} is not the constant`;
  if (schema.enum) return schema.enum.includes(value) ? undefined : `${at} is none of the words`;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const is = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const fits = types.some(
    (type) => type === is || (type === 'integer' ? Number.isInteger(value) : type === 'number' && is === 'number'),
  );
  if (types.length > 0 && !fits) return `${at} is ${is}, not ${types.join(' or ')}`;
  if (typeof value === 'string') {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
    const { length } = value;
    if (length < minLength || [...value].length > maxLength) return `${at} has ${length} characters`;
    return pattern !== undefined && !new RegExp(pattern).test(value) ? `${at} has not the form` : undefined;
  }
  if (Array.isArray(value)) {
    const inner = schema.prefixItems ?? [];
    for (const [i, one] of value.entries()) {
      const found = mismatch(inner[i] ?? (schema.items || {}), one, `${at}.${i}`);
      if (found) return found;
    }
    return undefined;
  }
  return is === 'object' ? inObject(schema, value as Record<string, unknown>, at) : undefined;
}

function inObject(schema: Schema, value: Record<string, unknown>, at: string): string | undefined {
  const missing = (schema.required ?? []).find((name) => !(name in value));
  if (missing !== undefined) return `${at}.${missing} is missing`;
  for (const [name, one] of Object.entries(value)) {
    const own = schema.properties?.[name];
    const other = schema.additionalProperties;
    if (!own && other === false) return `${at} has more than it says`;
    const found = mismatch(own ?? (typeof other === 'object' ? other : {}), one, `${at}.${name}`);
    if (found) return found;
  }
  return undefined;
}
