import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.ts';
import { type Lanes, lane } from './load.ts';
import { everybody, type Now } from './people.ts';
import { begin, launch } from './server.ts';
import { type Site, settleIn } from './site.ts';
import { look } from './state.ts';

const ROOM = '96m';
const LANES = ['tip', 'hazard', 'task', 'import', 'brief'] as const;
/** So many answers of a full disk are enough to have seen every kind of write meet it. */
const ENOUGH = 60;
const LOAD_MS = 25_000;

export interface Full {
  /** '' or why it was not done. */
  readonly skipped: string;
  readonly acknowledged: number;
  readonly unavailable: number;
  readonly breaches: readonly string[];
}

/** A file system of its own that fills up under load and is given room again, and a second process on the same folder. */
export async function fullDisk(tell: (line: string) => void): Promise<Full> {
  const mount = mkdtempSync(join(tmpdir(), 'anshao-full-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}`, 'tmpfs', mount]).status !== 0) {
    rmSync(mount, { recursive: true });
    return { skipped: 'no right to mount a small file system', acknowledged: 0, unavailable: 0, breaches: [] };
  }
  try {
    return await fill(mount, tell);
  } catch (error) {
    const breaches = [error instanceof Error ? error.message : String(error)];
    return { skipped: '', acknowledged: 0, unavailable: 0, breaches };
  } finally {
    spawnSync('umount', ['-l', mount]);
    rmSync(mount, { recursive: true, force: true });
  }
}

async function fill(mount: string, tell: (line: string) => void): Promise<Full> {
  const { site, server } = await settleIn(join(mount, 'data'));
  const breaches: string[] = [];
  try {
    breaches.push(...(await secondProcess(site)));
    const journal = new Journal<Now>();
    const now = await everybody(server.url, site.place);
    let serial = 0;
    const lanes: Lanes = { place: site.place, journal, now, random: () => 0.1, serial: () => ++serial };
    const until = performance.now() + LOAD_MS;
    const over = () => journal.counts.unavailable >= ENOUGH || performance.now() > until;
    const load = Promise.all(LANES.map((name) => lane(name, lanes, over)));
    // A while with room, so that there is something to lose.
    await new Promise((done) => setTimeout(done, 3_000));
    const ballast = join(mount, 'ballast');
    fillUp(ballast);
    await load;
    const { acknowledged, unavailable } = journal.counts;
    tell(`full disk: ${unavailable} answers 503, ${acknowledged} acknowledged`);
    if (unavailable === 0) breaches.push('the disk was never found full');
    const read = await fetch(`${now.base}/tip-form`);
    await read.arrayBuffer();
    if (read.status !== 200) breaches.push(`a page is not read from a full disk: ${read.status}`);
    rmSync(ballast);
    await journal.settle(now);
    breaches.push(...journal.breaches);
    if ((await server.stop()) !== 0) breaches.push('the stop did not end with 0');
    breaches.push(...(await look(site.dataDir, site.place.slug)).breaches);
    const again = await launch(site.dataDir, site.port, `/${site.place.slug}/api/tip-form`);
    await again.stop();
    return { skipped: '', acknowledged, unavailable, breaches };
  } finally {
    await server.kill();
  }
}

/** Everything that is free, to the last byte. */
function fillUp(file: string): void {
  const descriptor = openSync(file, 'w');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) if (writeSync(descriptor, new Uint8Array(size)) < size) break;
    } catch {
      // no room for as much: half of it
    }
  }
  closeSync(descriptor);
}

/** One process tree a folder: the second one says so and ends, the first one serves on. */
async function secondProcess({ dataDir, port, place }: Site): Promise<string[]> {
  const second = begin(dataDir, port + 1);
  const code = await second.gone;
  const said = second.output();
  const first = await fetch(`http://127.0.0.1:${port}/${place.slug}/api/tip-form`);
  await first.arrayBuffer();
  const breaches: string[] = [];
  if (code !== 1 || !said.includes('in use by another process')) breaches.push(`a second process ended with ${code}`);
  if (first.status !== 200 || !existsSync(dataDir)) breaches.push('the first process suffered from the second');
  return breaches;
}
