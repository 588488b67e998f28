import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, root } from './sources.ts';

const text = read('docs/security.md');
const rows = text.split('\n').filter((line) => /^\| V\d/.test(line));

test('every row of the security table names a test that exists, by a title it has, or says why there is none', () => {
  expect(rows.length).toBeGreaterThan(90);
  for (const row of rows) {
    const [id = '', , how = '', proof = ''] = row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim());
    const named = [...proof.matchAll(/`(tests\/[\w./-]+)`(?: "([^"]+)")?/g)];
    const excused = /not applicable|\*\*not met\*\*|\*\*operator\*\*|^none$/.test(how);
    expect([id, named.length > 0 || excused]).toEqual([id, true]);
    for (const [, file, title] of named) {
      expect([id, file, existsSync(join(root, file as string))]).toEqual([id, file, true]);
      if (title !== undefined) expect([id, title, read(file as string).includes(title)]).toEqual([id, title, true]);
    }
  }
});

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const allowed = (JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }).allowScripts;
const FREE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'BSD-2-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'Zlib'];

test('what is installed for production carries a licence that asks nothing of us', () => {
  const shipped = Object.entries(packages).filter(([path, p]) => path !== '' && !p.dev && !p.devOptional);
  expect(shipped.length).toBeGreaterThan(40);
  // "MIT OR GPL" is a choice; "A AND B" binds to both.
  const fits = (licence: string) =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((one) => one.split(' AND ').every((part) => FREE.includes(part)));
  expect(shipped.filter(([, p]) => !fits(p.license ?? 'none')).map(([path, p]) => `${path} ${p.license}`)).toEqual([]);
});

test('packages that run a script when they are installed are known by name', () => {
  const scripted = Object.entries(packages)
    .filter(([, p]) => p.hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect([...new Set(scripted)].filter((name) => !(name in allowed) && name !== 'fsevents')).toEqual([]);
  expect(Object.entries(allowed).filter(([name, runs]) => runs && !text.includes(`\`${name}\``))).toEqual([]);
});
