/** Long enough that a burst asks once, short enough that another isolate's change is soon seen here. */
const LASTS_MS = 5_000;
const MAX = 5_000;

/** What it is made of: `ledger`, of hazards and their counters, which every commit of a step changes. */
type Kind = 'arrangements' | 'ledger';

interface Kept {
  readonly value: unknown;
  readonly until: number;
  readonly of: Kind;
}

interface OfTenant {
  readonly entries: Map<string, Kept>;
  /** How often a commit has changed what these are made of. */
  readonly changes: Record<Kind, number>;
}

/**
 * What every request of a tenant asks and hardly ever changes (role keys, rules, settings, who is told), kept for seconds in
 * the memory of this isolate. A commit of this isolate to a table it is made of throws it away at once; one of another
 * isolate is seen after five seconds. Nothing that decides who may do what is kept here.
 */
const kept = new Map<number, OfTenant>();
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

const LEDGER = /^(?:INSERT INTO|UPDATE|DELETE FROM) "?(?:hazard|counter)\b/;

/** What a statement changes, by its text: the same few texts come with every commit. */
const known = new Map<string, Kind | 'neither'>();

function changes(sql: string): Kind | 'neither' {
  const seen = known.get(sql);
  if (seen !== undefined) return seen;
  if (known.size >= MAX) known.clear();
  const is = WATCHED.test(sql) ? 'arrangements' : LEDGER.test(sql) ? 'ledger' : 'neither';
  known.set(sql, is);
  return is;
}

export async function memo<T>(
  tenant: number,
  key: string,
  load: () => Promise<T>,
  of: Kind = 'arrangements',
): Promise<T> {
  const own = kept.get(tenant) ?? { entries: new Map(), changes: { arrangements: 0, ledger: 0 } };
  kept.set(tenant, own);
  const now = Date.now();
  const entry = own.entries.get(key);
  if (entry && now < entry.until && entry.until <= now + LASTS_MS) return entry.value as T;
  const before = own.changes[of];
  // The value and not the promise of it: should whoever asked hang up, the runtime drops what they were waiting for.
  const value = await load();
  if (own.changes[of] === before) {
    if (own.entries.size >= MAX) own.entries.clear();
    own.entries.set(key, { value, until: now + LASTS_MS, of });
  }
  return value;
}

/** After a commit: `statements` are its SQL texts. */
export function forgetChanged(tenant: number, statements: readonly { readonly sql: string }[]): void {
  const own = kept.get(tenant);
  if (!own) return;
  for (const kind of new Set(statements.map(({ sql }) => changes(sql)))) {
    if (kind === 'neither') continue;
    own.changes[kind] += 1;
    for (const [key, { of }] of own.entries) if (of === kind) own.entries.delete(key);
  }
}
