import type { Hono } from 'hono';
import { ROUTES } from '../../workers/contract/index.ts';
import type { Route } from '../../workers/contract/route.ts';
import { type Fate, Run, type Step, under } from './faulty.ts';
import { IN_STEPS, isHarmless, ONCE_BY_ITSELF } from './in-steps.ts';

/** So many calls of each route are interrupted in each test file; the others go through as ever. */
const CALLS = 2;
const MAX_STEPS = 200;

const patterns = ROUTES.map((route) => ({
  route: route as Route,
  path: new RegExp(
    `^/${route.app === 'platform' ? 'platform' : '[^/]+'}/api${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`,
  ),
}));
const routeOf = ({ method, url }: Request): Route | undefined =>
  patterns.find(({ route, path }) => route.method === method && path.test(new URL(url).pathname))?.route;

/** What was not as it should be, in words; and how often each route was interrupted and answered in the end. */
export const breaches: string[] = [];
export const answered = new Map<string, number>();

/**
 * The same application, for which things go wrong: each write command is sent again and again with its own key while one
 * step after the other fails, and only then gets through. Whoever calls notices nothing of it.
 */
export function interrupting(app: Hono): Hono {
  return new Proxy(app, {
    get: (target, name) =>
      name === 'fetch' ? (request: Request) => interrupted(target, request) : Reflect.get(target, name),
  });
}

async function interrupted(app: Hono, request: Request): Promise<Response> {
  const route = routeOf(request);
  const calls = answered.get(route?.id ?? '') ?? 0;
  if (!route || route.method === 'GET' || calls >= CALLS || IN_STEPS[route.id] !== undefined) return app.fetch(request);
  const body = request.body ? await request.arrayBuffer() : undefined;
  const send = () => app.fetch(new Request(request.url, { method: request.method, headers: request.headers, body }));
  // Every second time the commit stands before its answer is lost; the other time what comes behind it fails as well.
  const mayLose = route.unkeyed === undefined && !route.secretAnswer && calls % 2 === 0;
  const met = new Set<string>();
  const refusals = new Map<number, string>();
  let lost = false;
  for (let n = 0; n < MAX_STEPS; n++) {
    const run = new Run((step) => fateOf(step, met, mayLose && !lost));
    const response = await under(run, async () => send());
    if (!run.hit) {
      if (response.ok) answered.set(route.id, calls + 1);
      const replayed =
        response.headers.get('idempotency-replayed') === 'true' || ONCE_BY_ITSELF[route.id] !== undefined;
      if (lost && !replayed) breaches.push(`${route.id}: ${response.status} and no replay after a lost answer`);
      for (const [status, step] of refusals) {
        if (!lost && status !== response.status) breaches.push(`${route.id}: ${status} when it failed: ${step}`);
      }
      return response;
    }
    const losing = met.has(run.hit.key);
    met.add(losing ? `lost ${run.hit.key}` : run.hit.key);
    lost ||= losing && response.status >= 500;
    const stood = losing ? [] : run.stood.filter((text) => !isHarmless(text));
    // A step whose failure is no matter: the command is answered, and stands.
    if (response.ok) {
      if (run.hit.kind !== 'read') breaches.push(`${route.id}: answered though it failed: ${brief(run.hit.key)}`);
      answered.set(route.id, calls + 1);
      return response;
    }
    // A refusal may have been on its way already when something behind it failed.
    if (response.status !== 503) refusals.set(response.status, brief(run.hit.key));
    if (stood.length > 0) {
      breaches.push(`${route.id}: stands though refused: ${stood.map(brief).join(' | ')} ← ${brief(run.hit.key)}`);
    }
    await response.body?.cancel();
    if (!losing) for (const giveBack of run.drawn) await giveBack();
  }
  breaches.push(`${route.id}: no end after ${MAX_STEPS} steps`);
  return send();
}

/** The commit that carries the command's own row. */
export const COMMAND = /INSERT INTO "(?:platform_)?command"/i;

function fateOf(step: Step, met: ReadonlySet<string>, mayLose: boolean): Fate {
  if (!met.has(step.key)) return 'fails';
  return mayLose && COMMAND.test(step.key) && !met.has(`lost ${step.key}`) ? 'lost' : undefined;
}

const brief = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replace(/\([^)]*\)/, '(…)')
    .slice(0, 120);
