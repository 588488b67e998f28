import type * as z from 'zod';

type Schema = z.core.$ZodType;
interface Def {
  type: string;
  innerType?: Schema;
  in?: Schema;
  element?: Schema;
  shape?: Record<string, Schema>;
  options?: Schema[];
  entries?: Record<string, string>;
  values?: unknown[];
  checks?: { _zod: { def: { check: string; minimum?: number; length?: number } } }[];
}

/** Something of each kind the contract asks for; the first that a field accepts is taken. */
const CANDIDATES: unknown[] = [
  ...[
    '样例文字内容',
    'sample',
    '2026-11-18',
    '2026-10',
    '13800000000',
    '123456',
    '01',
    'host.example.cn',
    '420101',
    'AAAA',
  ],
  ...[
    'a'.repeat(22),
    'a'.repeat(40),
    'f'.repeat(64),
    'true',
    '2026-11-18T02:00:00Z',
    '12345678901234',
    'a1',
    'intake',
    '018f4f6e-0000-4000-8000-000000000000',
    'ZJ2026-0001',
  ],
  ...[1, 10, 100, 2026, true, null],
];

const accepts = (schema: Schema, value: unknown): boolean => (schema as z.ZodType).safeParse(value).success;

/**
 * An input that the schema takes, with `idOf(name)` wherever a field names something by id. Optional fields are left out,
 * unless they name something.
 */
export function sample(schema: Schema, idOf: (name: string) => string | undefined, name = ''): unknown {
  const def = schema._zod.def as unknown as Def;
  const id = idOf(name);
  if (id !== undefined && accepts(schema, id)) return id;
  if (def.type === 'object') {
    const entries = Object.entries(def.shape ?? {}).map(([key, field]) => [key, sample(field, idOf, key)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  if (def.type === 'array') {
    const bounds = (def.checks ?? []).map((c) => c._zod.def);
    const names = id !== undefined || holdsId(def.element as Schema, idOf, name);
    const wanted = Math.max(names ? 1 : 0, ...bounds.map((b) => b.length ?? b.minimum ?? 0));
    const entries = Object.values((def.element as Schema & { _zod: { def: Def } })._zod.def.entries ?? {});
    return Array.from({ length: wanted }, (_, i) => entries[i] ?? sample(def.element as Schema, idOf, name));
  }
  if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault') {
    return holdsId(def.innerType as Schema, idOf, name) ? sample(def.innerType as Schema, idOf, name) : undefined;
  }
  if (def.type === 'nullable') {
    return holdsId(def.innerType as Schema, idOf, name) ? sample(def.innerType as Schema, idOf, name) : null;
  }
  if (def.type === 'enum') return Object.values(def.entries ?? {})[0];
  if (def.type === 'literal') return def.values?.[0];
  if (def.type === 'union') return sample(def.options?.[0] as Schema, idOf, name);
  if (def.type === 'record') return {};
  const found = CANDIDATES.find((value) => accepts(schema, value));
  return found === undefined && def.in ? sample(def.in, idOf, name) : found;
}

function holdsId(schema: Schema, idOf: (name: string) => string | undefined, name: string): boolean {
  const def = schema._zod.def as unknown as Def;
  if (idOf(name) !== undefined) return true;
  if (def.shape) return Object.entries(def.shape).some(([key, field]) => holdsId(field, idOf, key));
  const inner = def.innerType ?? def.element;
  return inner !== undefined && holdsId(inner, idOf, name);
}
