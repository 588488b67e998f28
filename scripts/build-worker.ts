import { renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const next = `dist/worker.${process.pid}`;

/**
 * The Worker as modules: what an isolate starts with, and what is loaded when first asked for (`import()`). The same files run
 * on this machine and on Cloudflare.
 */
await build({
  entryPoints: ['workers/index.ts'],
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['cloudflare:*', 'node:*'],
  minify: true,
  keepNames: false,
  sourcemap: 'external',
  outdir: next,
  chunkNames: 'parts/[name]-[hash]',
  logLevel: 'warning',
});

// Whoever starts in this moment finds the old one or the new one, whole.
rmSync('dist/worker', { recursive: true, force: true });
renameSync(next, 'dist/worker');

/** The supervisor as plain CommonJS: Node's type stripping and module loader would cost the running system 30 MB. */
await build({
  entryPoints: ['scripts/start.ts'],
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  define: { 'import.meta.dirname': '__dirname' },
  outfile: 'dist/node/start.cjs',
  logLevel: 'warning',
});
