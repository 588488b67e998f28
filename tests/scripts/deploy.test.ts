import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/lib/settings.ts';

test('wrangler takes the built Worker with all its modules, and finds every binding', () => {
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
    const [, sent] = /Total \((\d+) modules?\)/.exec(stdout) ?? [];
    expect(Number(sent)).toBe(readdirSync(join(root, 'dist/worker/parts')).filter((f) => f.endsWith('.js')).length);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
