import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import { ConflictError, isUniqueViolation, ReplayError } from './errors.ts';
import * as schema from './schema/directory.ts';
import type { Command } from './tenant-db.ts';

export type Statement = Parameters<DrizzleD1Database['batch']>[0][number];

/** Tenants, cells, operators. Reads and writes through drizzle on `tables`; `commit` makes the writes, all or none. */
export class DirectoryDb {
  readonly tables = schema;
  readonly orm: DrizzleD1Database;
  #command: Command | undefined;

  constructor(d1: D1Database, command?: Command) {
    this.orm = drizzle(d1);
    this.#command = command;
  }

  async answered(command: Pick<Command, 'actor' | 'key'>) {
    const c = schema.platformCommand;
    const [row] = await this.orm
      .select({ route: c.route, requestHash: c.requestHash, answer: c.answer })
      .from(c)
      .where(and(eq(c.actor, command.actor), eq(c.key, command.key)));
    return row;
  }

  /** Slug and name of active tenants but `own`: a few by a part of the name, or the one with this slug. */
  async districts(by: { q: string } | { slug: string }, own: string): Promise<{ slug: string; name: string }[]> {
    const { tenant } = schema;
    const wanted = 'slug' in by ? eq(tenant.slug, by.slug) : sql`instr(${tenant.name}, ${by.q}) > 0`;
    return this.orm
      .select({ slug: tenant.slug, name: tenant.name })
      .from(tenant)
      .where(and(eq(tenant.status, 'active'), ne(tenant.slug, own), wanted))
      .orderBy(asc(tenant.id))
      .limit(20);
  }

  /** An intermediate step of a command that can be resumed: it leaves the command row to the last `commit`. */
  async step(writes: Statement[]): Promise<void> {
    const command = this.#command;
    this.#command = undefined;
    try {
      await this.commit(writes, null);
    } finally {
      this.#command = command;
    }
  }

  /** @throws ReplayError, ConflictError as TenantDb.commit. */
  async commit<A>(writes: Statement[], answer: A): Promise<A> {
    const command = this.#command;
    const all = command ? [...writes, this.#commandRow(command, answer)] : writes;
    if (all.length === 0) return answer;
    try {
      await this.orm.batch(all as [Statement, ...Statement[]]);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      if (isUniqueViolation(cause, 'platform_command.')) throw new ReplayError();
      const table = isUniqueViolation(cause);
      if (table) throw new ConflictError(table);
      throw error;
    }
    this.#command = undefined;
    return answer;
  }

  #commandRow(command: Command, answer: unknown): Statement {
    const { actor, key, route, requestHash, at, secretAnswer } = command;
    return this.orm
      .insert(schema.platformCommand)
      .values({ actor, key, route, requestHash, at, answer: secretAnswer ? '' : JSON.stringify(answer ?? null) });
  }
}
