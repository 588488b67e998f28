import type { Context, Hono } from 'hono';
import { uuidv7 } from 'uuidv7';
import { ConflictError, ReplayError } from '../../db/errors.ts';
import { permits } from '../contract/access.ts';
import { MAX_JSON_BYTES, MAX_JSON_DEPTH } from '../contract/limits.ts';
import { type InputOf, type OutputOf, pathFields, type Route } from '../contract/route.ts';
import { type Actor, actorKey, type Ctx, type PlatformCtx } from '../domain/context.ts';
import { DomainError } from '../domain/errors.ts';
import { readText, sha256Hex } from './body.ts';
import type { Door, Opener } from './opener.ts';
import { fieldErrors } from './problem.ts';
import { BOOKMARK } from './replicas.ts';
import { within } from './within.ts';

/** Longer than any verb takes. */
const VERB_MS = 30_000;

/** What a handler may do with the exchange itself: cookies, headers, the raw body of an upload. */
export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  /** Tips of this tenant in about the last minute; 0 where the route counts none. */
  readonly arrivals: number;
  /** Adds a response header (Set-Cookie, Link). */
  header(name: string, value: string): void;
}

type ContextOf<R extends Route> = R['app'] extends 'platform' ? PlatformCtx : Ctx;
type Handler<R extends Route> = (
  ctx: ContextOf<R>,
  input: InputOf<R>,
  exchange: Exchange,
) => Promise<OutputOf<R> | Response>;

export interface Bound {
  readonly route: Route;
  readonly handler: (ctx: never, input: never, exchange: Exchange) => Promise<unknown>;
  /** The file that binds it in earnest, where that is loaded when first asked for (see later.ts). */
  readonly load?: () => Promise<readonly Bound[]>;
}

/** Binds a contract entry to its verb. One line a route in routes/. */
export function bind<const R extends Route>(route: R, handler: Handler<R>): Bound {
  return { route, handler };
}

export function mount(app: Hono, bounds: readonly Bound[], opener: Opener): void {
  for (const bound of bounds) {
    const { route } = bound;
    const base = route.app === 'platform' ? '/platform/api' : '/:slug/api';
    const path = `${base}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    app.on(route.method, path, (c) => handle(c, bound, opener));
  }
}

/** authenticate → open the tenant → limit → parse → call the verb → shape the output. */
async function handle(c: Context, { route, handler }: Bound, opener: Opener): Promise<Response> {
  const door = await opener.door(route, c.req.param('slug'), c.req.raw);
  try {
    return await serve(c, { route, handler }, opener, door);
  } catch (error) {
    if (error instanceof DomainError && door.tenantNo > 0) opener.security.note(door.tenantNo, route.id, error.code);
    throw error;
  }
}

async function serve(c: Context, { route, handler }: Bound, opener: Opener, door: Door): Promise<Response> {
  const request = c.req.raw;
  const url = new URL(request.url);
  const headers: [string, string][] = [];
  authorise(route, door.actor);
  const arrivals = route.limit ? await opener.limit(route.limit, door.scope, request) : 0;
  const header: Exchange['header'] = (name, value) => headers.push([name, value]);
  const exchange: Exchange = { request, url, arrivals, header };

  const { input, hash } = await parse(c, route, url);
  const key = idempotencyKey(route, request);
  const command = key
    ? {
        actor: actorKey(door.actor),
        key,
        route: route.id,
        requestHash: hash,
        at: opener.now(),
        secretAnswer: route.secretAnswer ?? false,
      }
    : undefined;

  let answer: unknown;
  try {
    const work = handler(door.open(command, uuidv7) as never, input as never, exchange);
    // Operators move and erase for minutes; an upload comes as slowly as its sender sends.
    const patient = route.app === 'platform' || route.upload !== undefined;
    answer = await (patient ? work : within(VERB_MS, work, opener.platform.waitUntil));
  } catch (error) {
    // Whoever is away is not asked again.
    const said = error instanceof DomainError && error.code !== 'unavailable';
    const refused = said || error instanceof ConflictError || error instanceof ReplayError;
    const before = command && refused ? await door.answered(command) : undefined;
    if (!before || !command) throw error;
    if (before.requestHash !== command.requestHash || before.route !== route.id)
      throw new DomainError('idempotency_key_reused');
    if (before.answer === '') throw new DomainError('already_answered');
    answer = JSON.parse(before.answer);
    headers.push(['idempotency-replayed', 'true']);
  }
  const next = nextPage(answer);
  if (next !== undefined) headers.push(['link', nextLink(url, next)]);
  const response = answer instanceof Response ? new Response(answer.body, answer) : json(route, answer);
  for (const [name, value] of headers) response.headers.append(name, value);
  const seen = door.bookmark?.();
  if (seen !== undefined) response.headers.set(BOOKMARK, seen);
  return response;
}

/** The cursor of the page behind this one, where the answer is a page and not the last. */
function nextPage(answer: unknown): string | undefined {
  const next = typeof answer === 'object' && answer !== null && 'next' in answer ? answer.next : undefined;
  return typeof next === 'string' ? next : undefined;
}

/** RFC 8288: the same query, with the cursor of the next page. */
function nextLink(url: URL, cursor: string): string {
  const query = new URLSearchParams(url.search);
  query.set('cursor', cursor);
  return `<${url.pathname}?${query.toString()}>; rel="next"`;
}

function authorise(route: Route, actor: Actor): void {
  const { access } = route;
  if (access === 'public') return;
  if (access === 'operator') {
    if (actor.kind !== 'operator') throw new DomainError('not_signed_in');
    return;
  }
  if (actor.kind !== 'person') throw new DomainError('not_signed_in');
  if (access !== 'session' && !permits(actor.grants, access.permission)) throw new DomainError('forbidden');
}

async function parse(c: Context, route: Route, url: URL): Promise<{ input: unknown; hash: string }> {
  const raw: Record<string, unknown> = {};
  const fromQuery = route.method === 'GET' || route.upload !== undefined;
  let text = '';
  if (fromQuery) {
    for (const [name, value] of url.searchParams) if (!(name in raw)) raw[name] = value;
  } else {
    text = await readText(c.req.raw, MAX_JSON_BYTES);
    if (text !== '') Object.assign(raw, parseJson(text));
  }
  for (const name of pathFields(route.path)) raw[name] = c.req.param(name);
  const result = route.input.safeParse(raw);
  if (!result.success) throw new DomainError('bad_request', { fields: fieldErrors(result.error.issues) });
  return { input: result.data, hash: fromQuery ? '' : sha256Hex(`${url.pathname}\n${text}`) };
}

function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !deeper(value, MAX_JSON_DEPTH)) {
      return value;
    }
  } catch {
    // answered below: the parser's message would quote the submitted text
  }
  throw new DomainError('malformed_json');
}

const deeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => deeper(inner, levels - 1)));

function idempotencyKey(route: Route, request: Request): string | undefined {
  if (route.method === 'GET' || route.unkeyed !== undefined) return undefined;
  const key = request.headers.get('idempotency-key') ?? '';
  if (!/^[\w-]{16,64}$/.test(key)) throw new DomainError('idempotency_key_missing');
  return key;
}

function json(route: Route, answer: unknown): Response {
  const body = route.output.parse(answer);
  return new Response(JSON.stringify(body ?? null), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
