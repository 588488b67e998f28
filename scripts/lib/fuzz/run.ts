import fc from 'fast-check';
import { complaint, harvest } from './judge.ts';
import { type Operation, operationsOf, type Plan, planOf } from './plan.ts';
import { type Answer, build, type Sent, send } from './send.ts';
import type { World } from './world.ts';

interface Finding {
  readonly operation: string;
  readonly complaint: string;
  readonly seed: number;
  /** The smallest request that still failed, and what was answered. */
  readonly request: string;
  readonly answer: string;
}
interface Outcome {
  readonly findings: readonly Finding[];
  readonly requests: number;
  /** How often each status was answered, and how many operations answered 200 at least once. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly answered: number;
}

const CHUNK = 500;
/** Shrinking asks again and again; enough to take away what does not matter. */
const SHRINKS_MS = 20_000;

const PLAIN = {
  who: -1,
  slug: 0,
  method: undefined,
  values: {},
  body: undefined,
  headers: {},
  key: undefined,
  extra: [],
};

/** So many requests; each kind of failure is shrunk and told of once, and the rest goes on. */
export async function fuzz(
  world: World,
  requests: number,
  seed: number,
  tell: (line: string) => void,
  log: () => string,
): Promise<Outcome> {
  const operations = operationsOf((await (await fetch(`${world.url}/api/openapi.json`)).json()) as never);
  const findings: Finding[] = [];
  const told = new Set<string>();
  const statuses = new Map<string, number>();
  const answered = new Set<string>();
  let sent = 0;
  let last: Seen | undefined;

  const ask = async (plan: Plan): Promise<boolean> => {
    const op = operations[plan.op] as Operation;
    const request = build(plan, op, world, await world.people());
    const answer = await send(world.url, request);
    sent += 1;
    statuses.set(String(answer.status), (statuses.get(String(answer.status)) ?? 0) + 1);
    if (answer.status === 200) answered.add(op.id);
    const wrong = complaint(op, request, answer);
    if (wrong !== undefined) last = { sent: request, answer, complaint: wrong, log: answer.status >= 500 ? log() : '' };
    else harvest(world.pool, op, answer);
    return wrong === undefined || told.has(`${op.id} ${wrong}`);
  };

  const people = (await world.people()).length;
  // Every list once, so that there are ids to ask for.
  for (const [op, { method, path, parameters }] of operations.entries()) {
    if (method !== 'GET' || parameters.some((p) => p.required) || path.includes('export')) continue;
    await ask({ ...PLAIN, op });
  }
  const one = fc.nat({ max: operations.length - 1 }).chain((i) => planOf(operations[i] as Operation, i, people));
  for (let chunk = 0; sent < requests; chunk++) {
    const from = sent;
    const result = await fc.check(fc.asyncProperty(one, ask), {
      ...{ seed: seed + chunk, numRuns: Math.min(CHUNK, requests - from), markInterruptAsFailure: false },
      ...{ interruptAfterTimeLimit: 600_000, maxSkipsPerRun: 0, timeout: 90_000 },
    });
    const failing = result.counterexample?.[0];
    if (result.failed && failing) {
      const until = Date.now() + SHRINKS_MS;
      while (last === undefined && Date.now() < until) await ask(failing);
      const operation = (operations[failing.op] as Operation).id;
      const why = last?.complaint ?? String(result.errorInstance);
      told.add(`${operation} ${why}`);
      const finding = { operation, complaint: why, seed: seed + chunk, ...shown(last) };
      findings.push(finding);
      tell(`✗ ${operation}: ${why} (seed ${finding.seed})\n${finding.request}\n→ ${finding.answer}`);
      last = undefined;
    }
    tell(
      `${JSON.stringify(Object.fromEntries(statuses))} ${sent} requests, ${answered.size} of ${operations.length} operations answered, ${findings.length} findings`,
    );
  }
  return {
    findings,
    requests: sent,
    statuses: Object.fromEntries(statuses),
    operations: operations.length,
    answered: answered.size,
  };
}

interface Seen {
  readonly sent: Sent;
  readonly answer: Answer;
  readonly complaint: string;
  readonly log: string;
}

function shown(last: Seen | undefined): { request: string; answer: string } {
  if (!last) return { request: '', answer: '' };
  const { line, headers, body } = last.sent;
  const { authorization: _, ...rest } = headers;
  const text = body ? Buffer.from(body).toString().slice(0, 600) : '';
  return {
    request: `${line.slice(0, 600)}\n${JSON.stringify(rest).slice(0, 300)}\n${text}`,
    answer: `${last.answer.status} ${last.answer.text.slice(0, 400)} ${last.log}`,
  };
}
