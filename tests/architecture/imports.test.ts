import { expect, test } from 'vitest';
import { code, type Import, importsOf, read, sources } from './sources.ts';

const imports = (folder: string): Import[] => sources(folder).flatMap(importsOf);
const ours = (i: Import): boolean => /^(workers|db|web|seeds|scripts|tests)\//.test(i.to);
const shown = (list: Import[]): string[] => list.map((i) => `${i.from} → ${i.to}`);

/** Imports of `folder` that go to our own files outside what is allowed. */
function strays(folder: string, allowed: RegExp): string[] {
  return shown(imports(folder).filter((i) => ours(i) && !allowed.test(i.to)));
}

test('the rule sees imports at all', () => {
  expect(imports('workers').length).toBeGreaterThan(200);
  expect(importsOf('workers/domain/tenants/provision.ts').map((i) => i.to)).toContain('seeds/index.ts');
});

test('routes → domain → db: nothing looks back up', () => {
  expect(strays('workers/domain', /^(workers\/(domain|contract|ports|protocol)\/|db\/|seeds\/)/)).toEqual([]);
  expect(
    strays('workers/routes', /^(workers\/(routes|domain|contract|http|protocol|ports)\/|workers\/platform\.ts|db\/)/),
  ).toEqual([]);
  expect(strays('db', /^db\//)).toEqual([]);
});

test('the contract imports nothing of ours, and of packages only zod', () => {
  expect(strays('workers/contract', /^workers\/contract\//)).toEqual([]);
  expect(shown(imports('workers/contract').filter((i) => !ours(i) && i.to !== 'zod'))).toEqual([]);
});

test('the protocol imports nothing of ours; the web only contract and protocol', () => {
  expect(strays('workers/protocol', /^workers\/protocol\//)).toEqual([]);
  expect(strays('web', /^(web\/|workers\/(contract|protocol)\/)/)).toEqual([]);
  expect(strays('web/tip', /^(web\/(tip|shared)\/|workers\/(contract|protocol)\/)/)).toEqual([]);
});

test('seeds are data: they know the shape of a pack and the words of the contract', () => {
  expect(strays('seeds', /^(seeds\/|workers\/domain\/(packs|calendar)\/|workers\/contract\/)/)).toEqual([]);
});

test('domain and routes cannot reach a database past the tenant', () => {
  const files = [...sources('workers/domain'), ...sources('workers/routes')];
  const found = files
    .flatMap(importsOf)
    .filter((i) => /^db\/schema\//.test(i.to) || /^(drizzle-orm\/d1|cloudflare:workers)$/.test(i.to));
  expect(shown(found)).toEqual([]);
  expect(files.filter((path) => /\bsql\.raw\b|\$client\b|\.prepare\(/.test(code(path)))).toEqual([]);
});

test('whole tables are dumped in domain/tenants alone; a tenant id is minted in http alone', () => {
  const all = sources('workers');
  expect(all.filter((p) => /\bdb\.dump\(\)/.test(code(p)) && !p.startsWith('workers/domain/tenants/'))).toEqual([]);
  const minting = all.filter((p) => /\bmintTenantId\(/.test(code(p)));
  expect(minting.filter((p) => !p.startsWith('workers/http/') && !p.startsWith('workers/jobs'))).toEqual([]);
});

test('bindings are read in workers/index.ts alone', () => {
  const readers = sources('workers').filter((p) => /\benv\.[A-Z_]{4,}\b|\benv\[/.test(code(p)));
  expect(readers).toEqual(['workers/index.ts']);
  const runtime = sources('workers').filter((p) => importsOf(p).some((i) => i.to === 'cloudflare:workers'));
  expect(runtime.filter((p) => !/^workers\/(index|http\/(limiter|committer))\.ts$/.test(p))).toEqual([]);
});

test('zod is imported as a namespace only: the named import costs 70 kB', () => {
  const files = ['workers', 'web', 'db', 'seeds', 'scripts', 'tests'].flatMap(sources);
  const named = files.filter((p) => /import (?!type |\* as z from)[^;'"]*from 'zod'/.test(read(p)));
  expect(named).toEqual([]);
});

test('verbs read no clock: time is handed in', () => {
  const readers = sources('workers/domain').filter((p) => /\bDate\.now\(|new Date\(\)/.test(code(p)));
  expect(readers).toEqual([]);
});

test('a file reads in one sitting', () => {
  const lengths = ['workers', 'web', 'db', 'scripts', 'tests']
    .flatMap(sources)
    .map((path) => ({ path, lines: read(path).split('\n').length }));
  const aim = (path: string): number => (path.startsWith('tests/') ? 300 : 150);
  const long = lengths.filter(({ path, lines }) => lines > aim(path)).sort((a, b) => b.lines - a.lines);
  console.info(`${long.length} of ${lengths.length} files are longer than the aim`, long.slice(0, 12));
  // The contract is a list: its files grow with the routes and are read by looking up.
  const tooLong = lengths.filter(({ path, lines }) => lines > 400 && !path.startsWith('workers/contract/'));
  expect(tooLong).toEqual([]);
});
