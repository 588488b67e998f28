import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/settings.ts';

/**
 * Run after `npm install` against a registry mirror that lacks other platforms' builds: npm then leaves these optional
 * packages out of the lock file, and `npm ci` refuses it everywhere. Adds an entry for each; no-op when none is missing.
 */
interface Entry {
  version: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const { packages } = lock;
const depth = (path: string) => path.split('node_modules/').length;
let added = 0;
for (const [path, parent] of Object.entries(packages).sort(([a], [b]) => depth(a) - depth(b))) {
  const beside = path.slice(0, Math.max(0, path.lastIndexOf('node_modules/')));
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const top = `node_modules/${name}`;
    const places = [`${path}/${top}`, `${beside}${top}`, top];
    if (!/^\d[\w.-]*$/.test(version) || places.some((place) => packages[place]?.version === version)) continue;
    packages[packages[top] ? `${beside}${top}` : top] = {
      version,
      ...platform(name),
      optional: true,
      ...(parent.dev ? { dev: true } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);

/** `@biomejs/cli-linux-x64-musl` → what npm compares with the machine before it downloads anything. */
function platform(name: string): Pick<Entry, 'cpu' | 'os' | 'libc'> {
  const words = (name.split('/').pop() as string).replace(/^(cli|binding|workerd|lefthook)-/, '').split('-');
  const [os = '', cpu = '', abi = ''] = words;
  const libc = os === 'linux' ? { gnu: ['glibc'], musl: ['musl'] }[abi] : undefined;
  return {
    cpu: [cpu === '64' ? 'x64' : cpu],
    os: [os === 'windows' ? 'win32' : os],
    ...(libc ? { libc } : {}),
  };
}
