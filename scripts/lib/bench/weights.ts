import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../settings.ts';
import type { Row } from './table.ts';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}
const web = join(root, 'dist/web');
const worker = join(root, 'dist/worker');
/** What the Worker renders of the tip page, by its budget test. */
const TIP_HTML = 6_000;

const kilobytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;

/** Files that a page of the web loads at once. */
function pageFiles(manifest: Readonly<Record<string, Chunk>>, entry: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`no ${entry} in the build`);
  const file = join(web, chunk.file);
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const css of chunk.css ?? []) seen.add(join(web, css));
  for (const next of chunk.imports ?? []) pageFiles(manifest, next, seen);
  return seen;
}

/** The module and all it imports, not what it loads when that is asked for. */
function moduleFiles(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, 'utf8');
  for (const [, path] of code.matchAll(/(?:^|[;}\n])(?:import|export)\s*(?:[\w$*{][^"';]*?from\s*)?"(\.[^"]+)"/g)) {
    moduleFiles(resolve(file, '..', path as string), seen);
  }
  return seen;
}

/** Sizes of what was built, in kB of gzip: the same sums as tests/architecture/budget.test.ts. */
export function weights(): Row[] {
  const manifest = JSON.parse(readFileSync(join(web, 'assets/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const tip = new Set([...pageFiles(manifest, 'web/tip/tip.ts'), ...pageFiles(manifest, 'web/tip/seal.ts')]);
  const scripts = [...tip].filter((file) => file.endsWith('.js'));
  const style = pageFiles(manifest, 'web/tip/public.css');
  const console_ = pageFiles(manifest, 'web/console/main.tsx');
  const later = Object.values(manifest)
    .map((chunk) => join(web, chunk.file))
    .filter((file) => file.endsWith('.js') && !console_.has(file));
  const whole = readdirSync(worker, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(worker, name));
  const row = (name: string, value: number, goal: number | null): Row => ({ name, value, unit: 'kB gzip', goal });
  return [
    row('Worker, what an isolate starts with', kilobytes(moduleFiles(join(worker, 'index.js'))), 300),
    row('Worker, with all it may load later', kilobytes(whole), null),
    row('tip page, script', kilobytes(scripts), 15),
    row('tip page, all', kilobytes(new Set([...tip, ...style])) + TIP_HTML / 1000, 40),
    row('console, first load', kilobytes(console_), 450),
    row('console, largest later chunk', Math.max(...later.map((file) => kilobytes([file]))), 150),
  ];
}
