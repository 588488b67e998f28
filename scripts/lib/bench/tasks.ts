import { call } from '../../../web/shared/api.ts';
import { rollup } from '../../../workers/contract/month.ts';
import { matrix } from '../../../workers/contract/plans.ts';
import { signIn } from '../../../workers/contract/session.ts';
import { myTasks } from '../../../workers/contract/tasks.ts';
import { Desk } from '../demo/client.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';
import { cpuPerRequest, each, median } from './cpu.ts';
import type { Floor } from './floor.ts';
import { type Product, startProduct } from './product.ts';
import { print, type Row } from './table.ts';
import { startTaskFloor } from './task-floor.ts';
import { fillTasks, furnishTasks, MATRIX_PLAN, TASKS, UNITS } from './task-rows.ts';

const ROUNDS = 5;
const AT_ONCE = 4;
/** Views a commission office looks at all day: requests a round, rows the floor reads for the same answer. */
const VIEWS = {
  mine: { name: 'my list, a page of 20', count: 60, rows: 20 },
  matrix: { name: `matrix of ${UNITS} units × ${TASKS} tasks`, count: 4, rows: UNITS * TASKS },
  rollup: { name: 'roll-up of twelve months', count: 60, rows: 72 },
} as const;
type View = keyof typeof VIEWS;
const NAMES = Object.keys(VIEWS) as View[];
/** At most so many times the floor, and so many times dearer with the most tasks than with the fewest. */
const GOALS: Record<View, number> = { mine: 10, matrix: 6, rollup: 10 };
const FLAT = 1.5;

/** Everything `npm run bench -- tasks` measures. `sizes`: how many tasks the tenant has, the fewest first. */
export async function benchTasks(port: number, tell: (what: string) => void, sizes: readonly number[]): Promise<Row[]> {
  const floor = await startTaskFloor(port);
  try {
    const product = await startProduct();
    try {
      return await measured(product, floor, tell, sizes);
    } finally {
      await product.end();
    }
  } finally {
    await floor.end();
  }
}

async function measured(
  product: Product,
  floor: Floor,
  tell: (what: string) => void,
  sizes: readonly number[],
): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (...more: Row[]) => {
    tell(print(more).trimEnd());
    rows.push(...more);
  };
  const { no, ownerUnitId } = product.district;
  const costs = new Map<number, Record<View, number>>();
  for (const size of sizes) {
    await product.restart(() => {
      if (costs.size === 0) furnishTasks(product.dataDir, no, ownerUnitId);
      fillTasks(product.dataDir, no, size, tell);
    });
    const cost = await costsOf(product, floor, (view, round) => tell(`${size} tasks: ${view}, round ${round}`));
    costs.set(size, cost.product);
    for (const view of NAMES) {
      const { name } = VIEWS[view];
      add(
        { name: `${name}, ${size} tasks, CPU`, value: cost.product[view], unit: 'µs', goal: null },
        { name: `${name}: the floor, CPU`, value: cost.floor[view], unit: 'µs', goal: null },
        {
          name: `${name}, ${size} tasks, to the floor`,
          value: cost.product[view] / cost.floor[view],
          unit: '×',
          goal: GOALS[view],
        },
      );
    }
  }
  const [fewest, most] = [costs.get(sizes[0] as number), costs.get(sizes.at(-1) as number)];
  if (fewest && most && fewest !== most) {
    for (const view of NAMES) {
      const name = `${VIEWS[view].name}: ${sizes.at(-1)} tasks to ${sizes[0]}`;
      add({ name, value: most[view] / fewest[view], unit: '×', goal: FLAT });
    }
  }
  return rows;
}

/** Medians of interleaved rounds; the first warms up. */
async function costsOf(product: Product, floor: Floor, tell: (view: View, round: number) => void) {
  const [office, handler] = [await deskOf(product, 'office'), await deskOf(product, 'handler')];
  const ask: Record<View, () => Promise<number>> = {
    mine: async () => (await handler.call(myTasks, {})).items.length,
    matrix: async () => (await office.call(matrix, { id: MATRIX_PLAN })).cells.length,
    rollup: async () =>
      (await office.call(rollup, {})).months.reduce((n, month) => n + Object.keys(month.tasks).length, 0),
  };
  const read = async (n: number) => ((await (await fetch(`${floor.url}/read?n=${n}`)).json()) as unknown[]).length;
  const none = () => Object.fromEntries(NAMES.map((view) => [view, [] as number[]])) as Record<View, number[]>;
  const costs = { product: none(), floor: none() };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const view of NAMES) {
      const { count, rows } = VIEWS[view];
      tell(view, round);
      const calls = Array.from({ length: count });
      const run = (work: () => Promise<number>) => () =>
        each(calls, AT_ONCE, async () => {
          const got = await work();
          if (got !== rows) throw new Error(`${view} answered ${got} rows instead of ${rows}`);
        });
      const here = await cpuPerRequest(product.pids, count, run(ask[view]));
      const there = await cpuPerRequest(
        floor.pids,
        count,
        run(() => read(rows)),
      );
      if (round === 0) continue;
      costs.product[view].push(here);
      costs.floor[view].push(there);
    }
  }
  const medians = (of: Record<View, number[]>) =>
    Object.fromEntries(NAMES.map((view) => [view, median(of[view])])) as Record<View, number>;
  return { product: medians(costs.product), floor: medians(costs.floor) };
}

async function deskOf({ url, district }: Product, login: string): Promise<Desk> {
  const base = `${url}/${district.slug}/api`;
  const { accessToken } = await call(signIn, { login, password: DEMO_PASSWORD, label: '测试' }, { base });
  return new Desk(base, accessToken);
}
