import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './lib/settings.ts';

/** `--if-changed` (npm start): a second start is quick, because nothing is built twice from the same bytes. */
const OUTPUTS = ['dist/web/assets', 'dist/worker/index.js', 'dist/node/start.cjs'];
const STEPS = ['build:web', 'build:openapi', 'build:worker'];
const marker = join(root, 'dist/built');

/** Digest of every file that could matter: all but what is produced, documented or only tested. */
function sources(): string {
  const skip = new Set(['node_modules', 'dist', '.git', '.data', '.wrangler', 'tests', 'docs', 'test-results']);
  const hash = createHash('sha256');
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (folder === root && (skip.has(entry.name) || /\.(md|log)$/.test(entry.name))) continue;
      if (entry.isDirectory() && !existsSync(join(path, 'secrets.json'))) walk(path);
      if (entry.isFile()) hash.update(`${relative(root, path)}\n`).update(readFileSync(path));
    }
  };
  walk(root);
  return hash.digest('hex');
}

const digest = sources();
const built = existsSync(marker) ? readFileSync(marker, 'utf8') : '';
if (
  !process.argv.includes('--if-changed') ||
  built !== digest ||
  OUTPUTS.some((path) => !existsSync(join(root, path)))
) {
  rmSync(marker, { force: true });
  for (const step of STEPS) {
    const { status } = spawnSync('npm', ['run', '--silent', step], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  // A step that writes into the sources (the OpenAPI file) must not make the next start build again.
  writeFileSync(marker, sources());
}
