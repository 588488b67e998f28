import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/settings.ts';

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  readonly pid: number;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** Sends the signal and resolves with the exit code (null after kill -9). */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** `node dist/node/start.cjs` of the release in `home` as a person runs it. Resolves when it is ready or has ended. */
export function launch(env: Record<string, string>, home = root): Promise<Running | Ended> {
  // `npm test` and `npm run verify` build first; this is for a single test file on a fresh tree.
  if (!existsSync(join(root, 'dist/node/start.cjs'))) {
    spawnSync(process.execPath, ['scripts/build-worker.ts'], { cwd: root, stdio: 'inherit' });
  }
  const child = spawn(process.execPath, [join(home, 'dist/node/start.cjs')], {
    cwd: home,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const gone = new Promise<number | null>((done) => child.once('close', done));
  return new Promise((done, fail) => {
    child.once('error', fail);
    gone.then((code) => done({ code, output }), fail);
    const read = (part: Buffer) => {
      output += part.toString();
      const url = output.match(/ready: (http:\/\/\S+?)\/\s/)?.[1];
      if (url)
        done({
          url,
          process: child,
          pid: child.pid as number,
          output: () => output,
          end(signal = 'SIGTERM') {
            child.kill(signal);
            return gone;
          },
        });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
}

export async function launchReady(env: Record<string, string>, home = root): Promise<Running> {
  const started = await launch(env, home);
  if (!('url' in started)) throw new Error(`the server ended with ${started.code}:\n${started.output}`);
  return started;
}
