import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Entries by the name the Worker asks for; each page names its own. */
const entries = [
  'web/console/main.tsx',
  'web/tip/tip.ts',
  'web/tip/receipt.ts',
  'web/tip/apply.ts',
  'web/tip/poster.ts',
  'web/tip/verify.ts',
  'web/tip/draw.ts',
  'web/tip/witness.ts',
  'web/tip/objection.ts',
  'web/tip/expert-card.ts',
  'web/tip/expert-score.ts',
  'web/tip/expert-apply.ts',
  'web/tip/expert-status.ts',
  'web/tip/public.css',
  'web/viewer/viewer.ts',
];
const root = import.meta.dirname;

/** Without style sheets of their own and without preloading, a lazy chunk needs no helper: 700 bytes less on every page. */
const plainImport: Plugin = {
  name: 'plain-import',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null),
};

/** The public pages and the console as static files with hashed names; the Worker renders the HTML round them. */
export default defineConfig({
  root,
  publicDir: 'web/static',
  plugins: [plainImport, react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    // Not in a dot folder: a plain disk service serves it too.
    manifest: 'assets/manifest.json',
    // The reporter's phone may be a WebView of 2018. BigInt literals of the sealing library cannot be lowered: it is loaded lazily.
    target: 'es2018',
    cssTarget: 'chrome63',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: entries.map((name) => resolve(root, name)).filter((path) => existsSync(path)),
      // The protocol only declares: what nobody calls is not loaded either.
      treeshake: { moduleSideEffects: (id) => !/workers\/protocol\//.test(id) },
      output: {
        entryFileNames: 'assets/[name]-[hash:8].js',
        chunkFileNames: 'assets/[name]-[hash:8].js',
        assetFileNames: 'assets/[name]-[hash:8].[ext]',
        // What all public pages share, in one file: each further one costs half a kilobyte of headers.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // The bundler's own helpers go with it, or each becomes a file of its own.
            {
              name: 'public',
              test: /web\/tip\/(api|dom|old|receipt-card|pictures)\.ts$|preload-helper|rolldown\/runtime|helpers\/defineProperty/,
            },
            // The protocol in two files, not in ten: what derives a receipt, and what checks and seals.
            { name: 'codes', test: /workers\/protocol\/(bytes|receipt)\.ts$/ },
            {
              name: 'sealing',
              test: /workers\/protocol\/(chain|signing|envelope|keys|reporter-keys|hpke-seal|compose|identity|work)\.ts$|altcha-lib/,
            },
          ],
        },
      },
    },
  },
});
