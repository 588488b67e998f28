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

/** A hazard's running number and all its words. */
export interface Entry {
  readonly seq: number;
  readonly text: string;
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

  /** Puts these in, in place of what stands there, and takes `gone` out: all in one batch. */
  async replace(rows: readonly Entry[], gone: readonly number[] = []): Promise<void> {
    const out = [...rows.map((r) => r.seq), ...gone].map((seq) => this.#rowid(seq));
    const entries = rows.map((r) => [this.#rowid(r.seq), tokens(this.#tenant, r.text).join(' ')]);
    await this.#d1.batch([
      this.#d1
        .prepare('DELETE FROM hazard_search WHERE rowid IN (SELECT value FROM json_each(?))')
        .bind(JSON.stringify(out)),
      this.#d1
        .prepare("INSERT INTO hazard_search (rowid, v) SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?)")
        .bind(JSON.stringify(entries)),
    ]);
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
