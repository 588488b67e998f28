import { spawnSync } from 'node:child_process';
import { chromium } from '@playwright/test';

/** For every launch in tests: they may run as root, and nothing of theirs may talk to the outside. */
export const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Asked for its version, because Ubuntu's `chromium-browser` may be a stub that only recommends a snap. */
const runs = (path: string): boolean => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

export function findChromium(): string | undefined {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find((path): path is string => Boolean(path) && runs(path as string));
}

/** The browser of the tests; throws with the one line to run when there is none. */
export function chromiumPath(): string {
  const path = findChromium();
  if (!path) throw new Error('No Chromium or Chrome. Run: node scripts/ensure-chromium.ts');
  return path;
}
