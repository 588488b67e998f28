import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';

interface Chunk {
  readonly file: string;
  readonly css?: string[];
  readonly imports?: string[];
  readonly dynamicImports?: string[];
}

const dist = resolve(import.meta.dirname, '../../dist/web');
const manifestFile = join(dist, 'assets/manifest.json');
if (!existsSync(manifestFile)) throw new Error('The web is not built: run npm run build:web first.');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>;

/** Files an entry loads; with `lazy` also those it may load later. */
function files(entry: string, lazy: boolean, seen = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`no ${entry} in the build`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const next of [...(chunk.imports ?? []), ...(lazy ? (chunk.dynamicImports ?? []) : [])]) files(next, lazy, seen);
  return seen;
}
const read = (file: string) => readFileSync(join(dist, file));
const gzip = (list: Iterable<string>) =>
  [...list].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
const scripts = (list: Iterable<string>) => [...list].filter((file) => file.endsWith('.js'));

describe('weight of the pages', () => {
  // What is loaded only when a file is chosen (upload-all.ts), an entry in the calendar is asked for (remind.ts), or what opens
  // sealed things (only officers and the receipt page do) is no part of sending a tip.
  it('the tip page: at most 15 kB of script, 40 kB in all, key check, sealing and proof of work included', () => {
    const loaded = new Set([...files('web/tip/tip.ts', false), ...files('web/tip/seal.ts', false)]);
    expect(gzip(scripts(loaded))).toBeLessThanOrEqual(15_000);
    // 6 kB stand for the HTML itself, which the Worker renders (4.5 kB measured).
    expect(gzip(new Set([...loaded, ...files('web/tip/public.css', true)])) + 6_000).toBeLessThanOrEqual(40_000);
  });

  it('the receipt page: at most 10 kB of script for the status, 30 kB more for the conversation', () => {
    const status = new Set([...files('web/tip/receipt.ts', false), ...files('web/tip/locate.ts', false)]);
    expect(gzip(scripts(status))).toBeLessThanOrEqual(10_000);
    for (const later of ['web/tip/talk.ts', 'web/tip/renew.ts', 'web/tip/reward.ts', 'web/tip/remind.ts']) {
      const more = scripts(files(later, false)).filter((file) => !status.has(file));
      expect([later, gzip(more) <= 30_000]).toEqual([later, true]);
    }
  });

  it('the console, first load: at most 450 kB', () => {
    expect(gzip(files('web/console/main.tsx', false))).toBeLessThanOrEqual(450_000);
  });

  it('no later chunk of the console above 150 kB', () => {
    const first = files('web/console/main.tsx', false);
    for (const file of files('web/console/main.tsx', true)) {
      if (!first.has(file)) expect([file, gzip([file]) <= 150_000]).toEqual([file, true]);
    }
  });
});

describe('the public pages', () => {
  it('hold no syntax younger than a WebView of 2018 in what they load at once', () => {
    for (const entry of [
      'web/tip/expert-apply.ts',
      'web/tip/expert-status.ts',
      'web/tip/tip.ts',
      'web/tip/receipt.ts',
      'web/tip/apply.ts',
      'web/tip/poster.ts',
    ]) {
      for (const file of scripts(files(entry, false))) {
        const code = read(file).toString();
        const supported = { 'dynamic-import': true, 'import-meta': true };
        const as = (target: string) => transformSync(code, { target, minifyWhitespace: true, supported }).code;
        expect([file, as('es2018') === as('esnext')]).toEqual([file, true]);
      }
    }
  });

  it('name no other site', () => {
    for (const chunk of Object.values(manifest)) {
      if (!chunk.file.endsWith('.js') || !files('web/tip/tip.ts', true).has(chunk.file)) continue;
      expect(read(chunk.file).toString()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    }
  });

  it('have hashed names, so that they may be kept for a year', () => {
    for (const { file } of Object.values(manifest)) expect(file).toMatch(/^assets\/.+-[\w-]{8}\.\w+$/);
    expect(statSync(join(dist, 'assets/icon.svg')).size).toBeLessThan(2_000);
  });
});

describe('weight of the Worker', () => {
  const worker = resolve(import.meta.dirname, '../../dist/worker');

  /** What an isolate reads before its first answer: the entry and all it imports, not what it loads when asked for. */
  function atStart(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    const code = readFileSync(file, 'utf8');
    for (const [, path] of code.matchAll(/(?:^|[;}\n])(?:import|export)\s*(?:[\w$*{][^"';]*?from\s*)?"(\.[^"]+)"/g)) {
      atStart(resolve(file, '..', path as string), seen);
    }
    return seen;
  }

  it('at most 300 kB before the first answer', () => {
    const loaded = atStart(join(worker, 'index.js'));
    expect(loaded.size).toBeGreaterThan(20);
    const weight = [...loaded].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
    expect(weight).toBeLessThanOrEqual(300_000);
  });

  it('the spreadsheet and passkey libraries are not among it', () => {
    const names = [...atStart(join(worker, 'index.js'))].map((file) => file.replace(/.*\//, ''));
    expect(names.filter((name) => /^(xlsx|seeds|otpauth|esm)/.test(name))).toEqual([]);
  });
});
