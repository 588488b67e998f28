import { call } from '../../../web/shared/api.ts';
import { home } from '../../../workers/contract/desk.ts';
import * as hazards from '../../../workers/contract/hazards.ts';
import { signIn } from '../../../workers/contract/session.ts';
import { Desk } from '../demo/client.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';
import { Folder } from '../generate/folder.ts';
import { fillLedger } from '../generate/ledger.ts';
import { Steps } from '../steps.ts';
import { type District, onboard } from '../walkthrough/onboard.ts';
import { cpuPerRequest, each, median } from './cpu.ts';
import { bulkRows } from './growth-bulk.ts';
import { copyLedger } from './growth-copies.ts';
import { OPERATOR_PASSWORD, type Product, startProduct } from './product.ts';
import { print, type Row } from './table.ts';

const ROUNDS = 5;
const AT_ONCE = 4;
const REQUESTS = 80;
/** At most so many times dearer than with the fewest rows. */
const FLAT = 1.5;
/** Of each measured tenant and of each neighbour; the work in hand is the same at every size. */
const SMALL = 10_000;
const OPEN = 300;

const VIEWS = ['queue', 'counts', 'dashboard', 'search', 'mine'] as const;
type View = (typeof VIEWS)[number];
const NAMES: Record<View, string> = {
  queue: 'queue, a page of 20',
  counts: 'counts of the queue',
  dashboard: 'dashboard',
  search: 'search, a page of 20',
  mine: 'my list, a page of 20',
};

export interface GrowthSizes {
  /** Hazards in the cell of a tenant that keeps its ten thousand, the fewest first. */
  readonly cell: readonly number[];
  /** Hazards of one big tenant; 0: none. */
  readonly tenant: number;
}

/** Everything `npm run bench -- growth` measures: what the same question costs when all around it, or all behind it, grows. */
export async function benchGrowth(tell: (what: string) => void, sizes: GrowthSizes): Promise<Row[]> {
  const product = await startProduct();
  try {
    const big = sizes.tenant > 0 ? await onboard(product.url, OPERATOR_PASSWORD, new Steps(false)) : undefined;
    return await measured(product, big, tell, sizes);
  } finally {
    await product.end();
  }
}

type Costs = Record<View, number>;

async function measured(product: Product, big: District | undefined, tell: (what: string) => void, sizes: GrowthSizes) {
  const rows: Row[] = [];
  const add = (...more: Row[]) => {
    tell(print(more).trimEnd());
    rows.push(...more);
  };
  const until = Math.floor(Date.now() / 60_000) * 60_000;
  const fill = async (folder: Folder, district: District, total: number) => {
    const { no, cell } = folder.tenant(district.slug) as { no: number; cell: string };
    const ledger = { seed: district.slug, until, hazards: total, open: OPEN };
    await fillLedger(folder.ctx(no, cell, until), ledger);
    return { no, cell };
  };
  let first: Costs | undefined;
  let before = 0;
  for (const [n, size] of sizes.cell.entries()) {
    const last = n === sizes.cell.length - 1;
    await product.restart(async () => {
      const folder = new Folder(product.dataDir);
      const from = performance.now();
      const { no, cell } = await fill(folder, product.district, SMALL);
      await copyLedger(folder, { no, cell }, { from: before / SMALL, to: size / SMALL - 1 }, tell);
      if (n === 0) rows.push(...(await bulkRows(folder, cell)));
      if (last && big) await fill(folder, big, sizes.tenant);
      folder.close();
      tell(`${size} hazards in the cell after ${Math.round((performance.now() - from) / 1000)} s`);
    });
    before = size - SMALL;
    const costs = await costsOf(product, last && big ? [product.district, big] : [product.district], tell);
    const own = costs[0] as Costs;
    for (const view of VIEWS) {
      add({ name: `${NAMES[view]}, ${size} hazards in the cell, CPU`, value: own[view], unit: 'µs', goal: null });
      if (first)
        add({
          name: `${NAMES[view]}: ${size} in the cell to ${sizes.cell[0]}`,
          value: own[view] / first[view],
          unit: '×',
          goal: FLAT,
        });
      // Side by side with the small tenant, in the same rounds.
      if (costs[1])
        add({
          name: `${NAMES[view]}: a tenant of ${sizes.tenant} to one of ${SMALL}`,
          value: costs[1][view] / own[view],
          unit: '×',
          goal: FLAT,
        });
    }
    first ??= own;
  }
  return rows;
}

/** Medians of interleaved rounds for each tenant; the first round warms up. */
async function costsOf(
  product: Product,
  districts: readonly District[],
  tell: (what: string) => void,
): Promise<Costs[]> {
  const asks = await Promise.all(districts.map((district) => asking(product.url, district)));
  const costs = districts.map(
    () => Object.fromEntries(VIEWS.map((view) => [view, [] as number[]])) as Record<View, number[]>,
  );
  for (let round = 0; round <= ROUNDS; round++) {
    tell(`round ${round}`);
    for (const view of VIEWS) {
      for (const [i, ask] of asks.entries()) {
        const cost = await cpuPerRequest(product.pids, REQUESTS, () =>
          each(Array.from({ length: REQUESTS }), AT_ONCE, ask[view]),
        );
        if (round > 0) costs[i]![view].push(cost);
      }
    }
  }
  return costs.map((of) => Object.fromEntries(VIEWS.map((view) => [view, median(of[view])])) as Costs);
}

async function asking(url: string, { slug }: District): Promise<Record<View, () => Promise<void>>> {
  const base = `${url}/${slug}/api`;
  const desk = async (login: string) => {
    const { accessToken } = await call(signIn, { login, password: DEMO_PASSWORD, label: '测试' }, { base });
    return new Desk(base, accessToken);
  };
  const [office, handler] = [await desk('office'), await desk('handler')];
  const page = async (asked: Promise<{ items: unknown[] }>) => {
    const { items } = await asked;
    if (items.length !== 20) throw new Error(`a page of ${items.length} rows instead of 20`);
  };
  return {
    queue: () => page(office.call(hazards.queue, { limit: 20 })),
    counts: async () => {
      await office.call(hazards.counts, {});
    },
    dashboard: async () => {
      await office.call(home, {});
    },
    search: () => page(office.call(hazards.queue, { limit: 20, q: '消防通道' })),
    mine: () => page(handler.call(hazards.queue, { limit: 20, mine: 'todo' })),
  };
}
