import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Paths from the root, of our own TypeScript below `folder`. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Import {
  readonly from: string;
  /** A path from the root for our own files, else the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\(\s*'([^']+)'/g;

export function importsOf(path: string): Import[] {
  return [...read(path).matchAll(IMPORT)].map((m) => {
    const target = (m[2] ?? m[3] ?? m[4]) as string;
    const to = target.startsWith('.') ? relative(root, resolve(root, dirname(path), target)) : target;
    return { from: path, to, typeOnly: m[1] !== undefined };
  });
}

/** Code without comments and string contents, so that words in prose are not taken for code. */
export function code(path: string): string {
  return read(path)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|[^:])\/\/.*$/gm, '$1');
}
