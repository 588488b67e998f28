import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Refusal, root, type Settings } from './settings.ts';

export interface Workerd {
  readonly process: ChildProcess;
  /** Port of Miniflare's private entry Worker on 127.0.0.1. */
  readonly entryPort: number;
}

/** Linux kills the child when this process dies, kill -9 included: no orphan keeps the port and the databases. */
const leash = (signal: string): string[] =>
  spawnSync('setpriv', ['--pdeathsig', signal, 'true'], { stdio: 'ignore' }).status === 0
    ? ['setpriv', '--pdeathsig', signal]
    : [];

const launch = (command: string[], options: Parameters<typeof spawn>[2]): ChildProcess =>
  spawn(command[0] as string, command.slice(1), options);

/** The workerd configuration, written by Miniflare in a process of its own (see plan.ts). */
export async function plan(settings: Settings, lock: number): Promise<Buffer> {
  const child = launch(
    [...leash('TERM'), process.execPath, join(root, 'scripts/lib/plan.ts'), JSON.stringify(settings)],
    {
      stdio: ['ignore', 'pipe', 'inherit', lock],
      // Miniflare is six megabytes of source: compiled once, it loads in half the time.
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/anshao') },
    },
  );
  const parts: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => parts.push(part));
  const [code] = await ended(child);
  if (code !== 0) throw new Refusal('无法准备运行环境，见上文。 The runtime could not be prepared; see above.');
  return Buffer.concat(parts);
}

function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done([code, signal]));
  });
}

/** Miniflare's workers send it log lines and error pages; nobody reads those here, the Worker's own log is stdout. */
export async function loopback(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.url === '/core/error' ? 500 : 204).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The port to listen on: 0 becomes a free one, so that a workerd started again keeps its address. */
export async function claimPort({ host, port }: Settings): Promise<number> {
  const probe = createTcpServer();
  return new Promise<number>((done, fail) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        new Refusal(
          error.code === 'EADDRINUSE'
            ? `端口 ${port} 已被占用，请用 PORT=… 另选一个。 Port ${port} is in use: choose another with PORT=….`
            : `无法监听 ${host}:${port}（${error.code}）。 Cannot listen on ${host}:${port} (${error.code}).`,
        ),
      ),
    );
    probe.listen(port, host, () => {
      const claimed = (probe.address() as AddressInfo).port;
      probe.close(() => done(claimed));
    });
  });
}

/** SIGTERM lets requests under way finish; after three seconds it is over all the same. */
export async function stopWorkerd({ process: child }: Workerd): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = ended(child);
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(impatience);
}

/** Starts workerd on the configuration and waits until both sockets listen: ours and Miniflare's. */
export async function startWorkerd(config: Buffer, loopbackAddress: string, lock: number): Promise<Workerd> {
  const miniflare = createRequire(join(root, 'package.json')).resolve('miniflare');
  const binary = (createRequire(miniflare)('workerd') as { default: string }).default;
  const args = ['serve', '--binary', '--experimental', '--socket-addr=entry=127.0.0.1:0'];
  args.push(`--external-addr=loopback=${loopbackAddress}`, '--control-fd=3', '-');
  const child = launch([...leash('KILL'), binary, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', lock],
    env: { ...process.env, TZ: 'UTC' },
    // A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then lets requests finish.
    detached: true,
  });
  log(child.stdout as Readable);
  log(child.stderr as Readable);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(config);
  const ports = new Map<string, number>();
  const listening = new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('close', () => fail(new Refusal('workerd 未能启动，见上文。 workerd did not start; see above.')));
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const message = JSON.parse(line) as { event: string; socket?: string; port: number };
      if (message.event === 'listen' && message.socket) ports.set(message.socket, message.port);
      if (ports.has('entry') && ports.has('direct:0:default')) done();
    });
  });
  await listening;
  return { process: child, entryPort: ports.get('entry') ?? 0 };
}

/** workerd writes one JSON object a line; people read the message. */
function log(stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => {
    let level = 'log';
    let message = line;
    try {
      ({ level, message } = JSON.parse(line) as { level: string; message: string });
    } catch {
      // A line of workerd's own start-up, before structured logging.
    }
    if (level === 'error' || level === 'warn') console.error(message);
    else console.log(message);
  });
}
