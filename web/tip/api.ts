export interface Refusal {
  /** A code of the contract, or `offline` when no answer came. */
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfter: number;
}

export class Refused extends Error {
  // `declare`: a field would bring a helper of 400 bytes along, because engines of 2018 know no class fields.
  declare readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export const OFFLINE = '网络断了。内容都还在这一页，没有丢；接通后再按一次就行。';

/** One call. `key` stays the same for the same intent, so that a second press after a lost answer changes nothing. */
export async function ask<T>(url: string, body?: unknown, key?: string): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (key) headers['idempotency-key'] = key;
  const binary = body instanceof Uint8Array;
  if (body !== undefined) headers['content-type'] = binary ? 'application/octet-stream' : 'application/json';
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: binary ? (body as BodyInit) : JSON.stringify(body) }),
    });
    if (answer.ok) return (await answer.json()) as T;
  } catch {
    throw new Refused({ code: 'offline', detail: OFFLINE, fields: [], retryAfter: 0 });
  }
  const problem = (await answer.json().catch(() => ({}))) as Partial<Refusal>;
  throw new Refused({
    code: problem.code || 'internal',
    detail: problem.detail || '服务器出了问题，内容还在这一页，请稍后再试。',
    fields: problem.fields || [],
    retryAfter: Number(answer.headers.get('retry-after')) || 0,
  });
}

/** What to tell the reader about any failure. */
export function sentence(error: unknown): string {
  if (!(error instanceof Refused)) return '手机没能完成加密，内容还在这一页。请再试一次，或换一个浏览器。';
  const { detail, retryAfter } = error.refusal;
  return retryAfter > 0 ? `${detail}（约 ${retryAfter} 秒后可以再试）` : detail;
}
