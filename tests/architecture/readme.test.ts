import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { read, root } from './sources.ts';

const README = ['README.md', 'README.zh-CN.md'];
const notes = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/.test(name));
const prose = [
  ...README,
  ...['README.md', 'own-machine.md', 'cloudflare.md', 'protocol.md', 'threat-model.md', 'decisions/README.md'].map(
    (name) => `docs/${name}`,
  ),
  ...notes.map((name) => `docs/decisions/${name}`),
];
const pkg = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies', object>;
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1] as string);

test.each(prose)('%s: every npm script it names exists', (file) => {
  const named = [...all(read(file), /\bnpm run ([\w:-]+)/g), ...all(read(file), /\bnpm (start|test)\b/g)];
  expect(named.filter((name) => !(name in pkg.scripts))).toEqual([]);
  if (README.includes(file))
    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'walkthrough', 'pictures']));
});

test.each(prose)('%s: every file it names or links exists', (file) => {
  const text = read(file);
  const links = all(text, /\]\(([^)#\s]+)[^)]*\)/g).filter((link) => !link.includes('://'));
  const missing = links.filter((link) => !existsSync(join(root, dirname(file), link)));
  const paths = all(text, /`((?:workers|db|seeds|web|tests|scripts|docs)\/[\w./-]*)`/g);
  expect([...missing, ...paths.filter((path) => !existsSync(join(root, path)))]).toEqual([]);
  if (README.includes(file)) expect(paths.length).toBeGreaterThan(5);
});

test('every picture is shown in both READMEs, is small, and all together stay below 2.5 MB', () => {
  const pictures = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
  for (const file of README) expect(all(read(file), /!\[[^\]]+\]\(([^)]+)\)/g).sort()).toEqual(pictures.toSorted());
  expect(pictures.reduce((sum, path) => sum + statSync(join(root, path)).size, 0)).toBeLessThan(2_500_000);
});

test('the dependency tables say what is installed: package, version, licence', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; license: string }>;
  };
  const expected = [...Object.keys(pkg.dependencies), ...Object.keys(pkg.devDependencies)].map((name) => {
    const { version, license } = lock.packages[`node_modules/${name}`]!;
    return `${name} ${version} ${license}`;
  });
  const section = read('README.md').split('\n## Dependencies\n')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `(\S+)` +\| (\S+) +\| ([^|]+?) +\| \S.* \|$/gm)].map((m) =>
    m.slice(1).join(' '),
  );
  expect(rows.toSorted()).toEqual(expected.toSorted());
});

test('settings a start reads are in both READMEs and in the guide', () => {
  const code = ['scripts/lib/settings.ts', 'scripts/lib/worker-options.ts'].map(read).join('\n');
  const names = [...new Set(all(code, /\benv\.([A-Z_]+)\b/g))];
  expect(names).toContain('MASTER_KEY');
  for (const file of [...README, 'docs/own-machine.md']) {
    expect([file, names.filter((name) => !read(file).includes(`\`${name}\``))]).toEqual([file, []]);
  }
});

test('decisions are numbered once, short, and listed', () => {
  expect(new Set(notes.map((name) => name.slice(0, 4))).size).toBe(notes.length);
  const index = read('docs/decisions/README.md');
  for (const name of notes) {
    const text = read(`docs/decisions/${name}`);
    const title = text.split('\n')[0]?.replace(/^# /, '');
    expect(index).toContain(`- [${name.slice(0, 4)}](${name}) ${title?.slice(5)}\n`);
    expect([name, title?.slice(0, 4), text.split(/\s+/).length <= 400]).toEqual([name, name.slice(0, 4), true]);
  }
});
