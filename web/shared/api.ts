import { ERRORS, type ErrorCode } from '../../workers/contract/errors.ts';
import { type ClientInput, type ClientOutput, pathFields, type Route } from '../../workers/contract/route.ts';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** A refusal of the server, or `offline` when no answer came. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly fields: readonly FieldProblem[];
  readonly retryAfter: number | undefined;
  constructor(code: ErrorCode | 'offline', detail: string, fields: readonly FieldProblem[] = [], retryAfter?: number) {
    super(detail);
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

export const OFFLINE = '网络不通，内容仍保留在页面上，请检查网络后再试。';

export interface CallOptions {
  /** `/{slug}/api` or `/platform/api`. */
  readonly base: string;
  readonly token?: string | undefined;
  /** The same key for the same intent, also when it is sent again after a lost answer. */
  readonly key?: string;
  /** Body of an upload route. */
  readonly body?: Blob | Uint8Array;
  /** What this page has seen of its district's database, and who is told of what it has seen now. */
  readonly bookmark?: string | undefined;
  readonly onBookmark?: (bookmark: string) => void;
}

/** Calls a route of the contract. Path fields, query and body are told apart by the route itself. */
export async function call<R extends Route>(
  route: R,
  input: ClientInput<R>,
  options: CallOptions,
): Promise<ClientOutput<R>> {
  const response = await send(route, input as Record<string, unknown>, options);
  return (await response.json()) as ClientOutput<R>;
}

/** As `call`, for routes whose answer is a file. */
export async function download<R extends Route>(route: R, input: ClientInput<R>, options: CallOptions): Promise<Blob> {
  return (await send(route, input as Record<string, unknown>, options)).blob();
}

/** As `download`, without waiting for the end: to be read as it comes. */
export async function openStream<R extends Route>(
  route: R,
  input: ClientInput<R>,
  options: CallOptions,
): Promise<ReadableStream<Uint8Array>> {
  return (await send(route, input as Record<string, unknown>, options)).body!;
}

async function send(route: Route, input: Record<string, unknown>, options: CallOptions): Promise<Response> {
  const { url, rest } = target(route, input, options.base);
  const headers = new Headers({ accept: 'application/json', 'x-anshao': '1' });
  if (options.token) headers.set('authorization', `Bearer ${options.token}`);
  if (options.bookmark) headers.set('anshao-bookmark', options.bookmark);
  if (route.method !== 'GET' && route.unkeyed === undefined)
    headers.set('idempotency-key', options.key ?? crypto.randomUUID());
  let body: BodyInit | null = null;
  if (route.upload) body = (options.body ?? null) as BodyInit | null;
  else if (route.method !== 'GET') {
    headers.set('content-type', 'application/json');
    body = JSON.stringify(rest);
  }
  const response = await fetch(url, { method: route.method, headers, body, credentials: 'same-origin' }).catch(() => {
    throw new ApiError('offline', OFFLINE);
  });
  if (!response.ok) throw await problemOf(response);
  const seen = response.headers.get('anshao-bookmark');
  if (seen) options.onBookmark?.(seen);
  return response;
}

function target(
  route: Route,
  input: Record<string, unknown>,
  base: string,
): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  let path: string = route.path;
  for (const field of pathFields(route.path)) {
    path = path.replace(`{${field}}`, encodeURIComponent(String(rest[field])));
    delete rest[field];
  }
  if (route.method !== 'GET' && !route.upload) return { url: base + path, rest };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return { url: base + path + (text ? `?${text}` : ''), rest: {} };
}

async function problemOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as {
    code?: ErrorCode;
    detail?: string;
    fields?: FieldProblem[];
  };
  const code = body.code && body.code in ERRORS ? body.code : 'internal';
  const wait = Number(response.headers.get('retry-after')) || undefined;
  return new ApiError(code, body.detail ?? ERRORS[code][1], body.fields, wait);
}
