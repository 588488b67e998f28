import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from '../../scripts/lib/settings.ts';

test('wrangler bundles the Worker and finds every binding', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'anshao-deploy-'));
  mkdirSync(join(root, 'dist/web'), { recursive: true });
  try {
    const { status, stdout, stderr } = spawnSync(
      join(root, 'node_modules/.bin/wrangler'),
      ['deploy', '--dry-run', '--outdir', outdir],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: outdir, CI: '1' },
      },
    );
    expect(status, stderr).toBe(0);
    for (const binding of [
      'BUCKETS',
      'COMMITS',
      'OUTBOX',
      'DIRECTORY',
      'CELL_00',
      'CELL_01',
      'SEARCH_00',
      'BLOBS',
      'ASSETS',
    ]) {
      expect(stdout).toContain(`env.${binding} `);
    }
    const bundle = readFileSync(join(outdir, 'index.js'));
    expect(bundle.length).toBeGreaterThan(10_000);
    console.log(`Worker bundle: ${Math.round(gzipSync(bundle).length / 1000)} kB gzip`);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
