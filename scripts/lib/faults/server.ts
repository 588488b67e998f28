import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { tree } from '../process-tree.ts';
import { root } from '../settings.ts';

export const OPERATOR_PASSWORD = 'faults-operator-only';
const PATIENCE_MS = 180_000;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export interface Running {
  readonly url: string;
  /** From the spawn to the first answer 200. */
  readonly readyMs: number;
  readonly output: () => string;
  /** As if the plug were pulled: the supervisor and workerd at the same moment, whatever they are at. */
  kill(): Promise<void>;
  /** Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface Process {
  readonly url: string;
  readonly output: () => string;
  readonly gone: Promise<number | null>;
  readonly child: ChildProcess;
}

/** `node dist/node/start.cjs` as a person runs it, without the demo. */
export function begin(dataDir: string, port: number): Process {
  const child = spawn(process.execPath, [join(root, 'dist/node/start.cjs')], {
    cwd: root,
    env: {
      ...process.env,
      ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: '0', OPERATOR_PASSWORD },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output = `${output}${part.toString()}`.slice(-20_000);
    });
  }
  const gone = new Promise<number | null>((done) => child.once('close', done));
  return { url: `http://127.0.0.1:${port}`, output: () => output, gone, child };
}

/** Starts it and waits for the first answer to `path`. */
export async function launch(dataDir: string, port: number, path = '/healthz'): Promise<Running> {
  const from = performance.now();
  const { url, output, gone, child } = begin(dataDir, port);
  let ended = false;
  void gone.then(() => {
    ended = true;
  });
  while (!(await answers(`${url}${path}`))) {
    if (ended || performance.now() - from > PATIENCE_MS) {
      await pull(child, gone);
      throw new Error(`the server did not start:\n${output()}`);
    }
    await pause(5);
  }
  return {
    url,
    readyMs: performance.now() - from,
    output,
    kill: () => pull(child, gone),
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

export async function pull(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    for (const pid of tree(child.pid as number)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone with its parent already
      }
    }
  }
  await gone;
}

const answers = async (url: string): Promise<boolean> => {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return response?.status === 200;
};
