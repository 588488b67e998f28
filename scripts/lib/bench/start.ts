import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { lockFolder } from '../lock.ts';
import { memoryOf, tree } from '../process-tree.ts';
import { root, type Settings } from '../settings.ts';
import { loopback, plan, startWorkerd } from '../workerd.ts';
import { cpuSeconds, median } from './cpu.ts';
import { print, type Row } from './table.ts';
import { weights } from './weights.ts';

const ROUNDS = 5;
/** Between two tries to get an answer, ms. */
const AGAIN_MS = 2;

/** Everything `npm run bench -- start` measures: sizes of the build, how soon it answers, how soon again after kill -9, memory. */
export async function benchStart(_port: number, tell: (what: string) => void): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anshao-start-'));
  try {
    const rows: Row[] = [...weights(), ...(await killed(dataDir, tell)), ...(await alone(dataDir, tell))];
    tell(`\n${print(rows)}`);
    return rows;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** workerd by itself on data that is there: from its first instruction to the answer of a page that reads the directory. */
async function alone(dataDir: string, tell: (what: string) => void): Promise<Row[]> {
  const lock = lockFolder(dataDir);
  const address = await loopback();
  const walls: number[] = [];
  const work: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    tell(`workerd alone, round ${round}`);
    const port = await freePort();
    const settings: Settings = { dataDir, port, host: '127.0.0.1', demo: false, clientHeader: '' };
    const config = await plan(settings, lock);
    const from = performance.now();
    const workerd = await startWorkerd(config, address, lock);
    await answers(`http://127.0.0.1:${port}/healthz`);
    const wall = performance.now() - from;
    const cpu = cpuSeconds(tree(workerd.process.pid as number)) * 1000;
    await new Promise((done) => {
      workerd.process.once('close', done);
      workerd.process.kill('SIGKILL');
    });
    if (round === 0) continue;
    walls.push(wall);
    work.push(cpu);
  }
  return [
    { name: 'workerd, start to first answer', value: median(walls), unit: 'ms', goal: 100 },
    { name: 'the same, CPU', value: median(work), unit: 'ms', goal: null },
  ];
}

/** `npm start` of a data folder that is there, ended by kill -9 of its whole tree, started again. */
async function killed(dataDir: string, tell: (what: string) => void): Promise<Row[]> {
  const ready: number[] = [];
  let idle = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    tell(`kill -9, round ${round}`);
    const from = performance.now();
    const child = spawn(process.execPath, [...NODE, join(root, 'dist/node/start.cjs')], {
      cwd: root,
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await urlOf(child);
    await answers(`${url}/healthz`);
    if (round > 0) ready.push(performance.now() - from);
    const pids = tree(child.pid as number);
    idle = pids.reduce((sum, pid) => sum + memoryOf(pid).rss, 0);
    await new Promise((done) => {
      child.once('close', done);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    });
  }
  return [
    { name: 'started again after kill -9, ready', value: median(ready), unit: 'ms', goal: 1000 },
    { name: 'memory of the whole tree, idle', value: idle, unit: 'MB', goal: 300 },
  ];
}

/** As `npm start` runs Node. */
const NODE = ['--max-semi-space-size=1', '--optimize-for-size'];

function urlOf(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((done, fail) => {
    child.once('close', () => fail(new Error(`the server ended:\n${output}`)));
    child.stdout?.on('data', (part: Buffer) => {
      output += part.toString();
      const url = output.match(/ready: (http:\/\/\S+?)\/\s/)?.[1];
      if (url) done(url);
    });
  });
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.text();
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}
