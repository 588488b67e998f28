import { spawnSync } from 'node:child_process';
import { findChromium } from './lib/chromium.ts';

/** Before `npm test`: finds Chromium or Chrome, else installs it, else says what to run. */
const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0;

const WAYS: [name: string, install: () => boolean][] = [
  [
    "the distribution's package",
    () =>
      process.getuid?.() === 0 &&
      run('apt-get', 'update', '-qq') &&
      run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'),
  ],
  ["Playwright's download", () => run('npx', 'playwright', 'install', 'chromium')],
  // Ubuntu has no such package; as root Playwright can fetch the libraries its build needs.
  [
    "Playwright's download with its libraries",
    () => process.getuid?.() === 0 && run('npx', 'playwright', 'install', '--with-deps', 'chromium'),
  ],
];

let found = findChromium();
for (const [name, install] of WAYS) {
  if (found) break;
  console.log(`No Chromium or Chrome found: trying ${name}.`);
  install();
  found = findChromium();
}
if (found) {
  console.log(`browser for the tests: ${found}`);
} else {
  console.error(
    '没有找到浏览器，请运行： No browser for the tests. Run:\n  sudo apt-get install -y chromium fonts-noto-cjk   (or set CHROMIUM_PATH to a Chromium or Chrome)',
  );
  process.exit(1);
}
