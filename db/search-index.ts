import type { TenantId } from './tenant-db.ts';

/** Two-character tokens of a text, each carrying the tenant, so that a tenant's search never meets another's postings. */
export function tokens(tenant: number, text: string): string[] {
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? [];
  const parts = runs.flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run)) return [run.slice(0, 32)];
    const chars = [...run];
    return chars.length === 1 ? chars : chars.slice(1).map((c, i) => `${chars[i]}${c}`);
  });
  return [...new Set(parts)].map((part) => `t${tenant}${part}`);
}

/** The rebuildable full-text index of one tenant's hazards in its cell's SEARCH database. */
export class SearchIndex {
  readonly #d1: D1Database;
  readonly #tenant: TenantId;
  constructor(d1: D1Database, tenant: TenantId) {
    this.#d1 = d1;
    this.#tenant = tenant;
  }

  #rowid(seq: number): number {
    return this.#tenant * 2 ** 32 + seq;
  }

  async put(seq: number, text: string): Promise<void> {
    const rowid = this.#rowid(seq);
    await this.#d1.batch([
      this.#d1.prepare('DELETE FROM hazard_search WHERE rowid = ?').bind(rowid),
      this.#d1
        .prepare('INSERT INTO hazard_search (rowid, v) VALUES (?, ?)')
        .bind(rowid, tokens(this.#tenant, text).join(' ')),
    ]);
  }

  /** Many at once, into an index that holds none of them yet. */
  async putMany(rows: readonly { readonly seq: number; readonly text: string }[]): Promise<void> {
    if (rows.length === 0) return;
    const insert = this.#d1.prepare('INSERT INTO hazard_search (rowid, v) VALUES (?, ?)');
    await this.#d1.batch(rows.map((r) => insert.bind(this.#rowid(r.seq), tokens(this.#tenant, r.text).join(' '))));
  }

  async remove(seq: number): Promise<void> {
    await this.#d1.prepare('DELETE FROM hazard_search WHERE rowid = ?').bind(this.#rowid(seq)).run();
  }

  async clear(): Promise<void> {
    const range = [this.#rowid(0), this.#rowid(2 ** 32 - 1)];
    await this.#d1
      .prepare('DELETE FROM hazard_search WHERE rowid BETWEEN ? AND ?')
      .bind(...range)
      .run();
  }

  /** Running numbers of hazards that hold every token of `query`, newest first, below `before`. */
  async find(query: string, before: number | undefined, limit: number): Promise<number[]> {
    const wanted = tokens(this.#tenant, query);
    if (wanted.length === 0) return [];
    const match = wanted.map((t) => `"${t.replaceAll('"', '')}"`).join(' AND ');
    const { results } = await this.#d1
      .prepare(
        'SELECT rowid AS id FROM hazard_search WHERE hazard_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
      )
      .bind(match, this.#rowid(before ?? 2 ** 32 - 1), limit)
      .all<{ id: number }>();
    return results.map((r) => r.id - this.#tenant * 2 ** 32);
  }
}
