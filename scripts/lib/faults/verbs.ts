import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROUTES } from '../../../workers/contract/index.ts';
import { root } from '../settings.ts';

export interface Verbs {
  /** Writing routes that were interrupted at each step and answered in the end. */
  readonly answered: readonly string[];
  /** Writing routes that were not: they are commands in several steps, or no test asks them over HTTP. */
  readonly others: readonly string[];
  readonly breaches: readonly string[];
}

/**
 * The tests of the API once more, with every write command sent again and again while one of its steps after the other fails:
 * see tests/support/interrupt.ts. `only`: some of the files. Tests that write in the hundreds for other ends are left out.
 */
export async function interruptVerbs(only: readonly string[], tell: (line: string) => void): Promise<Verbs> {
  const vitest = join(dirname(createRequire(join(root, 'package.json')).resolve('vitest/package.json')), 'vitest.mjs');
  const files = only.length > 0 ? only : ['tests/api/'];
  const left = ['bad-input', 'isolation', 'intake-attack', 'access-table', 'security'];
  // A command of ten steps is sent a dozen times.
  const args = [vitest, 'run', '--project', 'worker', '--testTimeout', '600000', ...files];
  for (const name of left) args.push('--exclude', `tests/api/${name}*`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, INTERRUPT: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    const text = part.toString();
    for (const [line] of text.matchAll(/^ [✓❯] .*\.test\.ts .*$/gm)) tell(line.trim());
    output += text;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  const answered = new Set([...output.matchAll(/INTERRUPTED (.*)/g)].flatMap((m) => (m[1] as string).split(' ')));
  const breaches = [...new Set([...output.matchAll(/BREACH (.*)/g)].map((m) => m[1] as string))];
  if (code !== 0)
    breaches.push(...[...new Set([...output.matchAll(/^\s*×\s*(.*?)\s*\d*m?s?$/gm)].map((m) => `test: ${m[1]}`))]);
  if (code !== 0 && breaches.length === 0) breaches.push(`the tests ended with ${code}`);
  const writing = ROUTES.filter((route) => route.method !== 'GET').map((route) => route.id as string);
  return {
    answered: writing.filter((id) => answered.has(id)),
    others: writing.filter((id) => !answered.has(id)),
    breaches,
  };
}
