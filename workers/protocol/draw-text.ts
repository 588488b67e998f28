import { hex, ProtocolError, sha256, utf8 } from './bytes.ts';

/** Heads everything a draw hashes, so that no digest of it can stand for anything else. */
export const DRAW_TAG = 'anshao/draw/v1';
/** A list is one row of the database, which holds two million bytes; of UTF-8, and with some room. */
export const MAX_LIST_BYTES = 1_900_000;
export const MAX_ENTRIES = 10_000;

export interface Quota {
  readonly stratum: string;
  readonly n: number;
  readonly alternates: number;
}
/** `id`: digest of who it is and of a salt (entryId), so that the text can lie open. `excluded`: code of the reason. */
export interface Entry {
  readonly id: string;
  readonly stratum: string;
  readonly excluded?: string;
}
export interface FrozenList {
  readonly name: string;
  readonly quotas: readonly Quota[];
  readonly entries: readonly Entry[];
}
export interface SeedSource {
  readonly kind: string;
  readonly id: string;
  /** Instant before which the source has no value; every witness's input is opened before it. */
  readonly notBefore: string;
}
export interface Witness {
  readonly name: string;
  readonly commitment: string;
}
/** All that is decided before anybody can know the seed. Instants are ISO 8601, UTC, with milliseconds. */
export interface Frozen {
  readonly v: 1;
  readonly tenant: string;
  readonly draw: string;
  readonly title: string;
  readonly frozenAt: string;
  /** Number of the draw that this one repeats, or ''. */
  readonly redrawOf: string;
  readonly lists: readonly FrozenList[];
  /** Members of each further list that go to one entry of the first; {} where nothing is paired. */
  readonly teams: Readonly<Record<string, number>>;
  readonly seedSource: SeedSource;
  readonly witnesses: readonly Witness[];
}

/** JSON without blanks, keys by UTF-16 code unit: the same fact always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value === undefined ? null : value);
}

/** SHA-256 of a list of JSON values behind the tag and the part's name, lower-case hex. */
export const digestOf = async (part: string, ...fields: unknown[]): Promise<string> =>
  hex(await sha256(utf8(canonicalJson([DRAW_TAG, part, ...fields]))));

/** What stands for somebody in a frozen list: only whoever knows the salt can tell who it is, and it can be nobody else. */
export const entryId = (draw: string, list: string, who: string, salt: string): Promise<string> =>
  digestOf('entry', draw, list, who, salt);

/** What a witness hands in before the list is frozen, and opens afterwards. */
export const commitmentOf = (draw: string, name: string, input: string, salt: string): Promise<string> =>
  digestOf('witness', draw, name, input, salt);

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The frozen lists in order, as the text that is published, and its digest. @throws ProtocolError when they contradict themselves */
export async function freeze(frozen: Frozen): Promise<{ text: string; listHash: string }> {
  const lists = frozen.lists.map((list) => ({ ...list, entries: [...list.entries].sort(byId) }));
  const ordered: Frozen = { ...frozen, lists };
  const wrong = contradiction(ordered);
  if (wrong) throw new ProtocolError(wrong);
  const text = canonicalJson(ordered);
  if (utf8(text).length > MAX_LIST_BYTES) throw new ProtocolError('list too long');
  return { text, listHash: await listHashOf(text) };
}

export const listHashOf = async (text: string): Promise<string> => hex(await sha256(utf8(text)));

/** A published text read back. @throws ProtocolError unless it is just what `freeze` would have written */
export function readFrozen(text: string): Frozen {
  let frozen: Frozen;
  try {
    frozen = JSON.parse(text) as Frozen;
    if (canonicalJson(frozen) !== text) throw new ProtocolError('not canonical');
    const wrong = contradiction(frozen);
    if (wrong) throw new ProtocolError(wrong);
  } catch (error) {
    throw error instanceof ProtocolError ? error : new ProtocolError('not a frozen list');
  }
  return frozen;
}

const whole = (n: unknown, min: number) => typeof n === 'number' && Number.isSafeInteger(n) && n >= min;
const isInstant = (at: unknown) => typeof at === 'string' && /Z$/.test(at) && !Number.isNaN(Date.parse(at));

/** Why a frozen text cannot be drawn from, in a word; undefined when it can. Fails on shapes that are none, too. */
function contradiction(f: Frozen): string | undefined {
  if (f.v !== 1) return 'version';
  const texts = [f.tenant, f.draw, f.title, f.redrawOf, f.seedSource.kind, f.seedSource.id];
  if (texts.some((t) => typeof t !== 'string') || f.draw === '') return 'head';
  if (!isInstant(f.frozenAt) || !isInstant(f.seedSource.notBefore)) return 'instant';
  if (Date.parse(f.seedSource.notBefore) <= Date.parse(f.frozenAt)) return 'seed before list';
  const names = f.witnesses.map((w) => w.name);
  if (new Set(names).size < names.length) return 'witness twice';
  if (f.witnesses.some((w) => typeof w.name !== 'string' || !/^[0-9a-f]{64}$/.test(w.commitment))) return 'commitment';
  if (f.lists.length === 0 || new Set(f.lists.map((l) => l.name)).size < f.lists.length) return 'lists';
  const known = new Set(f.lists.slice(1).map((l) => l.name));
  if (Object.entries(f.teams).some(([name, n]) => !known.has(name) || !whole(n, 1))) return 'teams';
  for (const list of f.lists) {
    const wrong = contradictionOf(list);
    if (wrong) return wrong;
  }
  return undefined;
}

function contradictionOf({ name, quotas, entries }: FrozenList): string | undefined {
  if (typeof name !== 'string' || entries.length > MAX_ENTRIES) return 'list';
  const strata = new Set(quotas.map((q) => q.stratum));
  if (strata.size < quotas.length || quotas.length === 0) return 'strata';
  if (quotas.some((q) => !whole(q.n, 1) || !whole(q.alternates, 0))) return 'quota';
  const free = new Map<string, number>();
  let before = '';
  for (const { id, stratum, excluded } of entries) {
    if (typeof id !== 'string' || id <= before) return 'order';
    if (!strata.has(stratum)) return 'stratum';
    if (excluded !== undefined && (typeof excluded !== 'string' || excluded === '')) return 'exclusion';
    if (excluded === undefined) free.set(stratum, (free.get(stratum) || 0) + 1);
    before = id;
  }
  return quotas.some((q) => (free.get(q.stratum) || 0) < q.n) ? 'too few' : undefined;
}
