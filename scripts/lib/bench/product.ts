import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setSetting, settings } from '../../../workers/contract/settings.ts';
import { TipClient } from '../../../workers/protocol/client.ts';
import { newTipId, type TipPayload } from '../../../workers/protocol/compose.ts';
import { signedIn } from '../demo/client.ts';
import { tree } from '../process-tree.ts';
import { root } from '../settings.ts';
import { Steps } from '../steps.ts';
import { type District, onboard } from '../walkthrough/onboard.ts';
import { each } from './cpu.ts';

export const OPERATOR_PASSWORD = 'bench-operator-only';
/** The reporter's key derivation is the phone's work; what the server does is the same. */
const ITERATIONS = 1000;
/** Rounds a check of the proof of work takes: those of the product's own start. */
const WORK_COST = 1000;

export interface Product {
  readonly url: string;
  readonly dataDir: string;
  readonly district: District;
  /** The whole process tree. */
  readonly pids: () => number[];
  /** Statements so far that took longer than the product promises of any one: it says so itself (db/slow.ts). */
  readonly slow: () => number;
  /** Stops it and starts it again on the same data. */
  restart(between?: () => void | Promise<void>): Promise<void>;
  end(): Promise<void>;
}

/** The built system as `npm start` runs it, without the demo, with one district whose intake is open. */
export async function startProduct(): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anshao-bench-'));
  let slow = 0;
  const heard = (line: string) => {
    if (line.includes('"slowMs"')) slow += 1;
    else console.error(line);
  };
  let { child, url } = await launch(dataDir, heard);
  const district = await prepareDistrict(url).catch((error: unknown) => {
    child.kill('SIGTERM');
    throw error;
  });
  const stop = () =>
    new Promise<void>((done) => {
      child.once('close', () => done());
      child.kill('SIGTERM');
    });
  return {
    dataDir,
    district,
    get url() {
      return url;
    },
    pids: () => tree(child.pid as number),
    slow: () => slow,
    async restart(between) {
      await stop();
      await between?.();
      ({ child, url } = await launch(dataDir, heard));
    },
    async end() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepareDistrict(url: string): Promise<District> {
  const district = await onboard(url, OPERATOR_PASSWORD, new Steps(false));
  const admin = await signedIn(url, district.slug, 'admin');
  const { items } = await admin.call(settings, {});
  const set = (key: string, value: Record<string, number>) =>
    admin.call(setSetting, { key, value, version: items.find((s) => s.key === key)?.version ?? 0 });
  // As costly to check as the real one, found at the first try: only the sender's work is left out. No flood is declared.
  await set('tip.work', { cost: WORK_COST, from: 1, to: 1 });
  await set('tip.flood', { perMinute: 1_000_000, maxLevel: 1 });
  return district;
}

function launch(dataDir: string, heard: (line: string) => void): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=1', '--optimize-for-size', join(root, 'dist/node/start.cjs')],
    {
      cwd: root,
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: '0', OPERATOR_PASSWORD },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  createInterface({ input: child.stderr as Readable }).on('line', heard);
  let output = '';
  return new Promise((done, fail) => {
    child.once('close', () => fail(new Error(`the server ended:\n${output}`)));
    child.stdout!.on('data', (part: Buffer) => {
      output += part.toString();
      const url = output.match(/ready: (http:\/\/\S+?)\/\s/)?.[1];
      if (url) done({ child, url });
    });
  });
}

export interface Prepared {
  readonly payload: TipPayload;
  readonly key: string;
}

/** Sealed tips, ready for the last press. `bytes` of words, before sealing and padding. */
export async function prepareTips({ url, district }: Product, count: number, bytes: number): Promise<Prepared[]> {
  const client = new TipClient(fetch, `${url}/${district.slug}/api`);
  const text = '危'.repeat(Math.floor(bytes / 3));
  const tips: Prepared[] = [];
  await each(Array.from({ length: count }), 8, async () => {
    const { payload } = await client.prepare({ text: { text }, iterations: ITERATIONS });
    tips.push({ payload, key: newTipId() });
  });
  return tips;
}
