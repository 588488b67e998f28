import { applyExpertRules, failing, pool, previewExpertRule, ruleBody } from '../../../workers/contract/pools.ts';
import type { ClientInput, ClientOutput, Route } from '../../../workers/contract/route.ts';
import { seats } from '../../../workers/contract/seats.ts';
import { PLAIN_RULE } from '../../../workers/domain/eligibility/rule-body.ts';
import { type Desk, signedIn } from '../demo/client.ts';
import { cpuPerRequest, each, median } from './cpu.ts';
import { drawCost } from './expert-draw.ts';
import { furnishExperts, JOBS, POOL } from './expert-rows.ts';
import type { Floor } from './floor.ts';
import { type Product, startProduct } from './product.ts';
import { print, type Row, ratio } from './table.ts';
import { startTaskFloor } from './task-floor.ts';

const MEMBERS = 10_000;
const ROUNDS = 5;
const AT_ONCE = 4;
/** Rows the rule reads for one member: seat, person, jobs, two papers. */
const ROWS_EACH = 4 + JOBS;
const CHUNK = 500;
const PAGES = 40;
/** At most so many times what reading the same rows costs; and what bare lots and a sort cost. */
const GOALS = { evaluate: 10, page: 10, draw: 5 };

/** Everything `npm run bench -- experts` measures: the rule asked of 10,000 members, a draw from as many, pages of the list. */
export async function benchExperts(port: number, tell: (what: string) => void): Promise<Row[]> {
  const floor = await startTaskFloor(port);
  try {
    const product = await startProduct();
    try {
      const { no, ownerUnitId } = product.district;
      await product.restart(() => furnishExperts(product.dataDir, no, ownerUnitId, MEMBERS));
      return await measured(product, floor, tell);
    } finally {
      await product.end();
    }
  } finally {
    await floor.end();
  }
}

async function measured(product: Product, floor: Floor, tell: (what: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (...more: Row[]) => {
    tell(print(more).trimEnd());
    rows.push(...more);
  };
  const admin = await signedIn(product.url, product.district.slug, 'admin');
  const office = await signedIn(product.url, product.district.slug, 'office');
  // The first answers are written down; from then on asking again changes nothing.
  const first = await inParts(admin, applyExpertRules, {});
  if (first.checked !== MEMBERS) throw new Error(`${first.checked} members asked instead of ${MEMBERS}`);
  add({ name: `members whose first answer was written`, value: first.changed ?? 0, unit: '', goal: null });

  const body = ruleBody.parse({ ...PLAIN_RULE, minYears: 8, continuous: true, maxGapDays: 400, titles: ['高级'] });
  const ask = { field: '', body, effectiveFrom: '2026-01-01' };
  const read = async (n: number) => ((await (await fetch(`${floor.url}/read?n=${n}`)).json()) as unknown[]).length;
  const whole = await interleaved(
    product,
    floor,
    1,
    async () => (await inParts(admin, previewExpertRule, ask)).checked === MEMBERS,
    async () => {
      for (let at = 0; at < MEMBERS; at += CHUNK) await read(CHUNK * ROWS_EACH);
      return true;
    },
    (round) => tell(`evaluate, round ${round}`),
  );
  add(...ratio(`the rule asked of ${MEMBERS} members`, whole, GOALS.evaluate));

  const lists: [string, () => Promise<boolean>][] = [
    ['members, a page of 20', async () => (await office.call(seats, { group: 'members' })).items.length === 20],
    ['one pool’s members, a page of 20', async () => (await office.call(seats, { poolId: POOL })).items.length === 20],
    ['a pool with its figures', async () => (await office.call(pool, { id: POOL })).members === MEMBERS],
    ['members to look at, a page of 20', async () => (await office.call(failing, {})).items.length === 20],
  ];
  for (const [name, page] of lists) {
    const cost = await interleaved(
      product,
      floor,
      PAGES,
      page,
      async () => (await read(20)) === 20,
      () => undefined,
    );
    add(...ratio(name, cost, GOALS.page));
  }
  add(...ratio(`a draw from ${MEMBERS}`, await drawCost(MEMBERS), GOALS.draw));
  return rows;
}

async function inParts<R extends Route>(desk: Desk, route: R, input: Omit<ClientInput<R>, 'cursor'>) {
  const sums: Record<string, number> = {};
  for (let cursor: string | undefined; ; ) {
    const asked = { ...input, ...(cursor ? { cursor } : {}) } as ClientInput<R>;
    const part = (await desk.call(route, asked)) as ClientOutput<R> & { next: string | null };
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
    }
    if (part.next === null) return sums;
    cursor = part.next;
  }
}

/** Medians of rounds in turn, in microseconds a call; the first warms up. */
async function interleaved(
  product: Product,
  floor: Floor,
  count: number,
  ours: () => Promise<boolean>,
  bare: () => Promise<boolean>,
  tell: (round: number) => void,
): Promise<{ product: number; floor: number }> {
  const costs = { product: [] as number[], floor: [] as number[] };
  const run = (work: () => Promise<boolean>) => () =>
    each(Array.from({ length: count }), AT_ONCE, async () => {
      if (!(await work())) throw new Error('not the answer that was to be measured');
    });
  for (let round = 0; round <= ROUNDS; round++) {
    tell(round);
    const here = await cpuPerRequest(product.pids, count, run(ours));
    const there = await cpuPerRequest(floor.pids, count, run(bare));
    if (round === 0) continue;
    costs.product.push(here);
    costs.floor.push(there);
  }
  return { product: median(costs.product), floor: median(costs.floor) };
}
