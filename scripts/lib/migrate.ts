import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SQL statements of a migration file; a trigger's body (BEGIN … END) stays in one piece. */
export function statements(sql: string): string[] {
  const found: string[] = [];
  let current = '';
  for (const line of sql.split('\n')) {
    if (current === '' && (line.trim() === '' || line.startsWith('--'))) continue;
    current += `${line}\n`;
    const inTrigger = /^CREATE TRIGGER/i.test(current) && !/\bEND;\s*$/.test(current);
    if (/;\s*$/.test(line) && !inTrigger) {
      found.push(current.trim());
      current = '';
    }
  }
  if (current.trim()) found.push(current.trim());
  return found;
}

/** Applies what is missing, one atomic batch a file, in the table wrangler itself uses (d1_migrations). */
export async function migrate(d1: D1Database, directory: string): Promise<string[]> {
  await d1
    .prepare(
      'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
    )
    .run();
  const { results } = await d1.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const done = new Set(results.map((r) => r.name));
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql') && !done.has(name));
  for (const name of names.sort()) {
    const parts = statements(readFileSync(join(directory, name), 'utf8')).map((s) => d1.prepare(s));
    const mark = d1.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name);
    await d1.batch([...parts, mark]).catch((cause: unknown) => {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  }
  return names;
}
