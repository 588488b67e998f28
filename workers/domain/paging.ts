import { refuse } from './errors.ts';

/** `day`: a string `YYYY-MM-DD`. */
type Kind = 'string' | 'number' | 'day';
type Parts<S extends readonly Kind[]> = { -readonly [K in keyof S]: S[K] extends 'number' ? number : string };

const fits = (kind: Kind, part: unknown): boolean =>
  kind === 'day' ? typeof part === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(part) : typeof part === kind;

/** The place after which the next page starts: opaque to callers, and not secret. At most 200 characters: ids, not names. */
export function cursorOf(...parts: (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor of this shape. @throws `bad_request` for anything cursorOf did not make. */
export function readCursor<const S extends readonly Kind[]>(
  cursor: string | undefined,
  shape: S,
): Parts<S> | undefined {
  if (cursor === undefined) return undefined;
  const bad = (): never => refuse('bad_request', { fields: [{ path: 'cursor', message: '格式不对' }] });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return bad();
  }
  if (!Array.isArray(parts) || parts.length !== shape.length) return bad();
  const given: unknown[] = parts;
  if (shape.some((kind, i) => !fits(kind, given[i]))) return bad();
  return parts as Parts<S>;
}

/** A page out of up to `limit + 1` rows read in order: the extra row only says that there is more. */
export function cut<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => (string | number)[],
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(...keyOf(last)) : null };
}
