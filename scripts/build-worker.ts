import { build } from 'esbuild';

/** The Worker as one module, for runs on this machine; `wrangler deploy` bundles for itself. */
await build({
  entryPoints: ['workers/index.ts'],
  bundle: true,
  format: 'esm',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['cloudflare:*', 'node:*'],
  minify: true,
  keepNames: false,
  sourcemap: 'external',
  outfile: 'dist/worker/index.js',
  logLevel: 'warning',
});
