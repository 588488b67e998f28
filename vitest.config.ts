import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const migrations = {
  directory: await readD1Migrations('db/migrations/directory'),
  cell: await readD1Migrations('db/migrations/cell'),
  search: await readD1Migrations('db/migrations/search'),
};

/** `worker`: on real workerd and D1. `node`: the house's own rules, scripts, Excel files. `e2e`: pages in real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest({
            main: './workers/index.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MASTER_KEY: 'dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdC0',
                DEMO: '1',
                INTERRUPT: process.env.INTERRUPT ?? '',
                MIGRATIONS: migrations,
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['tests/domain/**/*.test.ts', 'tests/api/**/*.test.ts'],
          setupFiles: ['tests/support/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'node',
          include: ['tests/architecture/**/*.test.ts', 'tests/scripts/**/*.test.ts', 'tests/web/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', 'tests/load/**/*.test.ts'],
          globalSetup: ['tests/support/e2e-server.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // After the others: a browser and a load test want the machine to themselves.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
