import { applyD1Migrations, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

const { MIGRATIONS, ...bindings } = env as unknown as Record<string, D1Database> & {
  MIGRATIONS: Record<'directory' | 'cell' | 'search', D1Migration[]>;
};
for (const [name, d1] of Object.entries(bindings)) {
  if (name === 'DIRECTORY') await applyD1Migrations(d1, MIGRATIONS.directory);
  if (/^CELL_/.test(name)) await applyD1Migrations(d1, MIGRATIONS.cell);
  if (/^SEARCH_/.test(name)) await applyD1Migrations(d1, MIGRATIONS.search);
}
