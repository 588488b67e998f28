import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import lighthouse from 'lighthouse';
import { chromiumPath, launchArgs } from './chromium.ts';

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';

export interface Scores {
  /** 0 to 100, as Lighthouse gives them for a phone of the middle class on a slow network. */
  readonly scores: Readonly<Record<Category, number>>;
  /** What cost points: the audit's title, by category. */
  readonly lost: readonly string[];
}

/** A Chromium of its own, on a debugging port of its choice: Lighthouse cannot share one with the tests' driver. */
async function launch(): Promise<{ port: number; end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-lighthouse-'));
  const args = [
    ...launchArgs,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    'about:blank',
  ];
  const child = spawn(chromiumPath(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const port = await new Promise<number>((done, fail) => {
    child.once('close', () => fail(new Error('Chromium did not start')));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /^DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(line)?.[1];
      if (found) done(Number(found));
    });
  });
  return {
    port,
    async end() {
      child.kill('SIGTERM');
      await closed;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Lighthouse's own run of each page in a fresh Chromium, ended afterwards. */
export async function lighthouseScores(
  urls: readonly string[],
  categories: readonly Category[],
): Promise<ReadonlyMap<string, Scores>> {
  const { port, end } = await launch();
  try {
    const found = new Map<string, Scores>();
    for (const url of urls) {
      const result = await lighthouse(url, { port, logLevel: 'silent', onlyCategories: [...categories] });
      if (!result || result.lhr.runtimeError)
        throw new Error(`Lighthouse did not run: ${result?.lhr.runtimeError?.code}`);
      const { lhr } = result;
      const given = Object.values(lhr.categories);
      found.set(url, {
        scores: Object.fromEntries(given.map((c) => [c.id, Math.round((c.score ?? 0) * 100)])) as Scores['scores'],
        lost: given.flatMap((c) =>
          c.auditRefs
            .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
            .map(({ id }) => `${c.id}: ${lhr.audits[id]?.title}`),
        ),
      });
    }
    return found;
  } finally {
    await end();
  }
}
