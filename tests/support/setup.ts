import { applyD1Migrations, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, expect } from 'vitest';
import { answered, breaches } from './interrupt.ts';

const { MIGRATIONS, ...bindings } = env as unknown as Record<string, D1Database> & {
  MIGRATIONS: Record<'directory' | 'cell' | 'search', D1Migration[]>;
};
for (const [name, d1] of Object.entries(bindings)) {
  if (name === 'DIRECTORY') await applyD1Migrations(d1, MIGRATIONS.directory);
  if (/^CELL_/.test(name)) await applyD1Migrations(d1, MIGRATIONS.cell);
  if (/^SEARCH_/.test(name)) await applyD1Migrations(d1, MIGRATIONS.search);
}

// Only where commands are interrupted (see world.ts) is there anything to tell.
afterAll(() => {
  if (answered.size > 0) console.log(`INTERRUPTED ${[...answered.keys()].join(' ')}`);
  for (const breach of breaches) console.log(`BREACH ${breach}`);
  expect(breaches).toEqual([]);
});
