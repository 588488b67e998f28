/** Long enough that a burst asks once, short enough that another isolate's change is soon seen here. */
const LASTS_MS = 5_000;
const MAX = 5_000;

interface Kept {
  readonly value: Promise<unknown>;
  readonly until: number;
}

/**
 * What every request of a tenant asks and hardly ever changes (role keys, rules, settings, who is told), kept for seconds in
 * the memory of this isolate. A commit of this isolate to a table it is made of throws it away at once; one of another
 * isolate is seen after five seconds. Nothing that decides who may do what is kept here.
 */
const kept = new Map<number, Map<string, Kept>>();
const TABLES = [
  'role_key',
  'key_chain',
  'sla_policy',
  'setting',
  'person',
  'person_role',
  'unit',
  'officer_key',
  'district_link',
  'webhook',
];
const WATCHED = new RegExp(`^(?:INSERT INTO|UPDATE|DELETE FROM) "(?:${TABLES.join('|')})"`);

/** Whether a statement changes one of them, by its text: the same few texts come with every commit. */
const known = new Map<string, boolean>();

function watched(sql: string): boolean {
  const seen = known.get(sql);
  if (seen !== undefined) return seen;
  if (known.size >= MAX) known.clear();
  const is = WATCHED.test(sql);
  known.set(sql, is);
  return is;
}

export async function memo<T>(tenant: number, key: string, load: () => Promise<T>): Promise<T> {
  const now = Date.now();
  const own = kept.get(tenant) ?? new Map<string, Kept>();
  kept.set(tenant, own);
  const entry = own.get(key);
  if (entry && now < entry.until && entry.until <= now + LASTS_MS) return entry.value as Promise<T>;
  if (own.size >= MAX) own.clear();
  const value = load();
  own.set(key, { value, until: now + LASTS_MS });
  value.catch(() => own.delete(key));
  return value;
}

/** After a commit: `statements` are its SQL texts. */
export function forgetChanged(tenant: number, statements: readonly { readonly sql: string }[]): void {
  if (statements.some(({ sql }) => watched(sql))) kept.delete(tenant);
}
