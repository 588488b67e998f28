import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileOf, sampleFrozen } from '../support/draws.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'anshao-draw-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command with every way into a network shut. */
function run(content: string, ...args: string[]) {
  const shut = `data:text/javascript,import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('network'); };`;
  writeFileSync(join(folder, 'draw.json'), content);
  const command = ['--import', shut, 'scripts/draw-verify.ts', join(folder, 'draw.json'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a published draw is checked offline: 0 when it holds, 1 when it does not, 2 when it is no such file', async () => {
  const file = await fileOf(await sampleFrozen());
  const good = run(JSON.stringify(file), '--list-hash', file.listHash);
  expect([good.status, good.stderr]).toEqual([0, '']);
  expect(good.stdout).toContain('全部一致');
  expect(good.stdout).toContain('与封存时记下的指纹：一致');
  const tampered = run(JSON.stringify({ ...file, list: file.list.replace('conflict', 'leave') }));
  expect(tampered.status).toBe(1);
  expect(tampered.stdout).toContain('✗ 名单指纹');
  const json = run(JSON.stringify({ ...file, publicSeed: '01 05 12 20 28 33+10' }), '--json');
  expect(json.status).toBe(1);
  const { holds, checks } = JSON.parse(json.stdout) as { holds: boolean; checks: { code: string; ok: boolean }[] };
  expect([holds, checks.filter((c) => c.ok === false).map((c) => c.code)]).toEqual([
    false,
    ['seed', 'result', 'result_hash'],
  ]);
  expect(run('not a draw').status).toBe(2);
});
