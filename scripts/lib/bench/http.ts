import { randomUUID } from 'node:crypto';
import { call } from '../../../web/shared/api.ts';
import { charges } from '../../../workers/contract/criminal-cases.ts';
import { home } from '../../../workers/contract/desk.ts';
import { confirm, queue, report } from '../../../workers/contract/hazards.ts';
import type { Route } from '../../../workers/contract/route.ts';
import { signIn } from '../../../workers/contract/session.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';
import { memoryOf } from '../process-tree.ts';
import { type Floor, startFloor } from './floor.ts';
import { furnishHazards, holdOutbox, WORDS } from './hazard-rows.ts';
import { type Case, interleaved, medianOf, timesOf } from './measure.ts';
import { type Product, startProduct } from './product.ts';
import { print, type Row } from './table.ts';

const WARM_UP = 3;
const ROUNDS = 7;
/** Hazards that one round of the writes reports and confirms. */
const WRITES = 200;
/** Requests of each read, one after another. */
const ALONE = 20;

type Tell = (what: string) => void;

/** Everything `npm run bench -- http` measures: what a signed-in person asks all day, against its floor. */
export async function benchHttp(port: number, tell: Tell): Promise<Row[]> {
  const floor = await startFloor(port);
  try {
    const product = await startProduct();
    try {
      const { no, ownerUnitId } = product.district;
      tell('a ledger of hazards');
      await product.restart(() => furnishHazards(product.dataDir, no, ownerUnitId));
      const read = await reads(product, floor, tell);
      const most = memoryOfAll(product);
      await product.restart(() => holdOutbox(product.dataDir, no, true));
      const written = await writes(product, floor, tell);
      const memory = Math.max(most, memoryOfAll(product));
      return [...read, ...written, { name: 'memory of the whole tree under it', value: memory, unit: 'MB', goal: 450 }];
    } finally {
      await product.end();
    }
  } finally {
    await floor.end();
  }
}

const memoryOfAll = (product: Product): number => product.pids().reduce((sum, pid) => sum + memoryOf(pid).rss, 0);

/** Asked one after another: with eight under way a statement's time is also that of those before it. */
async function slowOnes(product: Product, cases: readonly Case[]): Promise<Row> {
  const before = product.slow();
  for (const one of cases) {
    await one.before?.(ALONE);
    for (let n = 0; n < ALONE; n++) await one.ask();
  }
  const name = `statements over 50 ms, ${ALONE * cases.length} requests one by one`;
  return { name, value: product.slow() - before, unit: '', goal: 0 };
}

async function reads(product: Product, floor: Floor, tell: Tell): Promise<Row[]> {
  const token = await (await fetch(`${floor.url}/token`)).text();
  const office = new Person(product, 'office');
  const asked = [
    office.asks('authenticated, nothing read', charges, {}, (a) => a.items.length > 0),
    office.asks('queue, page of 20', queue, {}, (a) => a.items.length === 20),
    office.asks(
      'queue with its counts',
      queue,
      { counts: 'true' },
      (a) => a.items.length === 20 && a.counts.byState.closed > 0 && a.counts.byUrgency.overdue > 0,
    ),
    office.asks('home page', home, {}, (a) => a.cards.length === 4 && a.waiting.length === 8 && a.late.length === 8),
    office.asks('search', queue, { q: WORDS }, (a) => a.items.length === 20),
  ];
  const cases = [
    bare(floor, 'bare text', '/bare'),
    bare(floor, 'Hono text', '/hono/x'),
    bare(floor, 'JWT EdDSA', '/jwt', { headers: { authorization: `Bearer ${token}` } }),
    bare(floor, 'raw point read', '/read'),
    bare(floor, 'drizzle point read', '/drizzle'),
    bare(floor, 'TenantDb point read', '/tenant-db'),
    ...asked,
  ];
  const costs = await interleaved(cases, { warmUp: WARM_UP, rounds: ROUNDS, tell });
  const slow = await slowOnes(product, asked);
  const rows = shown(tell, costs, [
    ['drizzle point read', 'raw point read', 1.3],
    ['TenantDb point read', 'raw point read', 1.3],
    ['authenticated, nothing read', 'Hono text', 3],
    ['queue with its counts', 'raw point read', 2],
    ['home page', 'raw point read', 3],
    ['search', 'raw point read', 2.5],
  ]);
  return [...rows, slow];
}

async function writes(product: Product, floor: Floor, tell: Tell): Promise<Row[]> {
  const office = new Person(product, 'office');
  const ids: string[] = [];
  const cases: Case[] = [
    bare(floor, 'raw insert', '/insert'),
    bare(floor, 'raw batch of five', '/batch'),
    {
      ...office.asks('report a hazard', report, { title: '消防通道被杂物占用', source: 'supervision' }, (a) => {
        ids.push(a.id);
        return true;
      }),
      count: WRITES,
    },
    {
      ...office.asks(
        'confirm it: event, state, clock, counters, outbox',
        confirm,
        () => ({ id: ids.pop() as string, version: 1, level: 'general' }),
        (a) => a.state === 'confirmed',
      ),
      count: WRITES,
    },
  ];
  const costs = await interleaved(cases, { warmUp: WARM_UP, rounds: ROUNDS, tell });
  return shown(tell, costs, [
    ['confirm it: event, state, clock, counters, outbox', 'raw batch of five', 1.5],
    ['report a hazard', 'raw batch of five', null],
  ]);
}

type Ratio = readonly [name: string, to: string, goal: number | null];

function shown(tell: Tell, costs: Map<string, number[]>, ratios: readonly Ratio[]): Row[] {
  const rows: Row[] = [...costs.keys()].map((name) => ({
    name: `${name}, CPU`,
    value: medianOf(costs, name),
    unit: 'µs',
    goal: null,
  }));
  for (const [name, to, goal] of ratios) {
    rows.push({ name: `${name} to ${to}`, value: timesOf(costs, name, to), unit: '×', goal });
  }
  tell(`\n${print(rows)}`);
  return rows;
}

function bare(floor: Floor, name: string, path: string, init?: RequestInit): Case {
  const ask = async () => {
    const answer = await fetch(`${floor.url}${path}`, init);
    await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  };
  return { name, pids: floor.pids, ask };
}

/** A token lasts five minutes. */
const KEEP_TOKEN_MS = 200_000;

/** A person at the console, signed in again in time. */
class Person {
  readonly #product: Product;
  readonly #login: string;
  #token = '';
  #at = 0;

  constructor(product: Product, login: string) {
    this.#product = product;
    this.#login = login;
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of several routes
  asks(name: string, route: Route, input: object | (() => object), right: (answer: any) => boolean): Case {
    const base = `${this.#product.url}/${this.#product.district.slug}/api`;
    return {
      name,
      pids: this.#product.pids,
      before: async () => {
        if (Date.now() - this.#at < KEEP_TOKEN_MS) return;
        this.#at = Date.now();
        const { accessToken } = await call(
          signIn,
          { login: this.#login, password: DEMO_PASSWORD, label: '测试' },
          { base },
        );
        this.#token = accessToken;
      },
      ask: async () => {
        const given = typeof input === 'function' ? input() : input;
        const answer = await call(route, given as never, { base, token: this.#token, key: randomUUID() });
        if (!right(answer)) throw new Error(`${name}: not the answer that was to be measured`);
      },
    };
  }
}
