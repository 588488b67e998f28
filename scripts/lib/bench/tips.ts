import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { desk } from '../../../workers/contract/tip-desk.ts';
import { signedIn } from '../demo/client.ts';
import { cpuPerRequest, each, median, percentile } from './cpu.ts';
import { type Floor, startFloor } from './floor.ts';
import { type Prepared, type Product, prepareTips, startProduct } from './product.ts';
import { print, type Row } from './table.ts';

/** Rounds not counted: until the compilers of both have seen enough. */
const WARM_UP = 3;
const ROUNDS = 9;
const A_ROUND = 120;
/** Requests under way: as on a busy day, for the floor as for the product. */
const AT_ONCE = 8;
const BURST = 2000;
const LISTED = 10_000;

/** Everything `npm run bench -- tips` measures. `tell`: what is being done. */
export async function benchTips(port: number, tell: (what: string) => void): Promise<Row[]> {
  const floor = await startFloor(port);
  try {
    const product = await startProduct();
    try {
      const rows: Row[] = [];
      for (const part of [perTip, atOnce, burst, longList]) {
        const measured = await part(product, tell, floor);
        for (const row of measured) tell(print([row]).trimEnd());
        rows.push(...measured);
      }
      return rows;
    } finally {
      await product.end();
    }
  } finally {
    await floor.end();
  }
}

const post = (product: Product) => {
  const url = `${product.url}/${product.district.slug}/api/tips`;
  return async ({ payload, key }: Prepared): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(payload) });
    await answer.text();
    return answer.status;
  };
};

/** Server CPU for one tip of 4 kB and of 20 kB against a raw batch of five writes: interleaved rounds, medians. */
async function perTip(product: Product, tell: (what: string) => void, floor: Floor): Promise<Row[]> {
  const send = post(product);
  const all = async (tips: readonly Prepared[]) =>
    each(tips, AT_ONCE, async (tip) => {
      const status = await send(tip);
      if (status !== 200) throw new Error(`a tip was answered with ${status}`);
    });
  const raw = () =>
    each(Array.from({ length: A_ROUND }), AT_ONCE, async () => {
      await (await fetch(`${floor.url}/batch`, { method: 'POST', body: 'x'.repeat(100) })).text();
    });
  const costs = { floor: [] as number[], small: [] as number[], large: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    tell(round < WARM_UP ? 'warming up' : `round ${round - WARM_UP + 1} of ${ROUNDS}`);
    const [small, large] = [await prepareTips(product, A_ROUND, 3_000), await prepareTips(product, A_ROUND, 14_000)];
    const measured = {
      floor: await cpuPerRequest(floor.pids, A_ROUND, raw),
      small: await cpuPerRequest(product.pids, A_ROUND, () => all(small)),
      large: await cpuPerRequest(product.pids, A_ROUND, () => all(large)),
    };
    if (round < WARM_UP) continue;
    for (const name of ['floor', 'small', 'large'] as const) costs[name].push(measured[name]);
  }
  // Round by round, as what else the machine does in a round falls on all three.
  const ratio = (name: 'small' | 'large', to: 'floor' | 'small') =>
    median(costs[name].map((c, n) => c / costs[to][n]!));
  const [five, small, large] = [median(costs.floor), median(costs.small), median(costs.large)];
  return [
    { name: 'raw D1 batch of five writes, CPU', value: five, unit: 'µs', goal: null },
    { name: 'tip of 4 kB, CPU', value: small, unit: 'µs', goal: null },
    { name: 'tip of 20 kB, CPU', value: large, unit: 'µs', goal: null },
    { name: 'tip of 4 kB to the raw batch', value: ratio('small', 'floor'), unit: '×', goal: 1.5 },
    { name: 'tip of 20 kB to the tip of 4 kB', value: ratio('large', 'small'), unit: '×', goal: 1.3 },
  ];
}

/** 32 people press in the same instant. */
async function atOnce(product: Product, tell: (what: string) => void): Promise<Row[]> {
  tell('32 at once');
  const tips = await prepareTips(product, 32, 3_000);
  const answers = await Promise.all(tips.map(post(product)));
  const failed = answers.filter((status) => status !== 200).length;
  return [{ name: '32 tips at once: not taken', value: failed, unit: 'tips', goal: 0 }];
}

/** A burst of 2,000: how long the slowest hundredth waits, and whether every one is there afterwards. */
async function burst(product: Product, tell: (what: string) => void): Promise<Row[]> {
  tell(`preparing a burst of ${BURST}`);
  const tips = await prepareTips(product, BURST, 3_000);
  tell('the burst');
  const send = post(product);
  const waits: number[] = [];
  const taken: string[] = [];
  await each(tips, 200, async (tip) => {
    const from = performance.now();
    const status = await send(tip).catch(() => 0);
    waits.push(performance.now() - from);
    if (status === 200) taken.push(tip.payload.id);
  });
  const stored = new Set(rows(product.dataDir, 'SELECT id FROM tip').map((row) => row.id as string));
  const lost = taken.filter((id) => !stored.has(id)).length;
  return [
    { name: `burst of ${BURST}: intake p50`, value: percentile(waits, 0.5), unit: 'ms', goal: null },
    { name: `burst of ${BURST}: intake p99 (200 under way)`, value: percentile(waits, 0.99), unit: 'ms', goal: null },
    { name: `burst of ${BURST}: refused`, value: BURST - taken.length, unit: 'tips', goal: 0 },
    { name: `burst of ${BURST}: acknowledged and lost`, value: lost, unit: 'tips', goal: 0 },
  ];
}

/** The officers' list: its first page and a page far down, with some thousand tips and with ten thousand. */
async function longList(product: Product, tell: (what: string) => void): Promise<Row[]> {
  const { district } = product;
  const page = async () => {
    const officer = await signedIn(product.url, district.slug, 'tips');
    let cursor: string | undefined;
    for (let n = 0; n < 5; n++) cursor = (await officer.call(desk, { limit: 20, cursor })).next ?? undefined;
    const calls = Array.from({ length: 100 });
    const costs: number[] = [];
    for (let round = 0; round < 5; round++) {
      const cost = await cpuPerRequest(product.pids, calls.length, () =>
        each(calls, AT_ONCE, async () => void (await officer.call(desk, { limit: 20, cursor }))),
      );
      costs.push(cost);
    }
    return median(costs.slice(1));
  };
  tell('listing');
  const short = await page();
  tell(`listing ${LISTED}`);
  await product.restart(() => multiply(product.dataDir, district.no, LISTED));
  const long = await page();
  const count = rows(product.dataDir, `SELECT COUNT(*) AS n FROM tip WHERE tenant_id = ${district.no}`)[0]!.n as number;
  return [
    { name: 'page of 20 of the officers’ list, CPU', value: short, unit: 'µs', goal: null },
    { name: `the same with ${count} tips, to before`, value: long / short, unit: '×', goal: 1.5 },
  ];
}

function open(dataDir: string, readOnly: boolean): DatabaseSync {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sqlite')) continue;
    const db = new DatabaseSync(join(dataDir, name), { readOnly });
    const has = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'tip'").get();
    if (has && db.prepare('SELECT 1 FROM tip LIMIT 1').get()) return db;
    db.close();
  }
  throw new Error('no cell with tips');
}

function rows(dataDir: string, sql: string): Record<string, unknown>[] {
  const db = open(dataDir, true);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** Copies one tip and its hazard, with new ids and numbers, until the tenant has `total`: the server is stopped meanwhile. */
function multiply(dataDir: string, tenant: number, total: number): void {
  const db = open(dataDir, false);
  const columns = (table: string) =>
    db
      .prepare(`PRAGMA table_info("${table}")`)
      .all()
      .map((c) => c.name as string);
  const copy = (table: string, source: string, fresh: Record<string, string>) => {
    const names = columns(table);
    const values = names.map((name) => fresh[name] ?? `"${name}"`).join(', ');
    return db.prepare(
      `INSERT INTO "${table}" (${names.map((n) => `"${n}"`).join(', ')}) SELECT ${values} FROM ${source}`,
    );
  };
  const have = db.prepare('SELECT COUNT(*) AS n FROM tip WHERE tenant_id = ?').get(tenant)!.n as number;
  const [one] = db.prepare('SELECT id, hazard_id FROM tip WHERE tenant_id = ? LIMIT 1').all(tenant);
  const hazard = copy('hazard', `hazard WHERE tenant_id = ${tenant} AND id = '${one!.hazard_id as string}'`, {
    id: '?1',
    seq: '?2',
    number: "'B' || ?2",
  });
  const tip = copy('tip', `tip WHERE tenant_id = ${tenant} AND id = '${one!.id as string}'`, {
    id: '?1',
    seq: '?2',
    hazard_id: '?3',
    locator: '?1',
  });
  db.exec('BEGIN');
  for (let n = have; n < total; n++) {
    hazard.run(`bench-hazard-${n}`, 1_000_000 + n);
    tip.run(`bench-tip-${n}`, 1_000_000 + n, `bench-hazard-${n}`);
  }
  db.exec('COMMIT');
  db.close();
}
