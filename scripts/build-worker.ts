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
