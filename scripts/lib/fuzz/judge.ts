import { ERRORS, type ErrorCode } from '../../../workers/contract/errors.ts';
import type { Operation } from './plan.ts';
import { CANARY, mismatch } from './schema.ts';
import type { Answer, Sent } from './send.ts';

/** What no answer to a stranger may hold. */
const INSIDES =
  /\bat \S+ \(|\.[jt]s:\d+|node_modules|D1_ERROR|SQLITE_|constraint failed|\b(?:SELECT|INSERT INTO|UPDATE) [\w"]+ |\/(?:home|root|tmp|usr)\//;

/** 503 where it says that a district is suspended, or that it may be tried again. */
const AWAY: readonly string[] = ['tenant_suspended', 'try_later', 'busy', 'unavailable'];

/** What is wrong with the answer, in a few words that are the same for the same mistake; undefined when nothing is. */
export function complaint(op: Operation, { line }: Sent, { status, type, headers, text }: Answer): string | undefined {
  const head = line.startsWith('HEAD ');
  if (status >= 200 && status < 300) {
    if (!op.answer || head || !type.includes('json') || !line.startsWith(`${op.method} `)) return undefined;
    const found = mismatch(op.answer, JSON.parse(text));
    return found === undefined ? undefined : `answer against its schema: ${found.replaceAll(/\.\d+/g, '.n')}`;
  }
  if (status < 400) return `${status}: neither an answer nor a refusal`;
  if (INSIDES.test(text)) return 'tells of its insides';
  // What an operator tells the public while a district is suspended is meant to be said.
  const own = text.replace(/"notice":"(?:[^"\\]|\\.)*"/, '');
  if ((own + headers).toLowerCase().includes(CANARY)) return 'says again what was sent';
  // Without a body nothing says why: a suspended district answers 503 to HEAD as well.
  if (head) return status >= 500 && status !== 503 ? `status ${status}` : undefined;
  if (!type.startsWith('application/problem+json')) return `status ${status} without a problem document (${type})`;
  const { code, status: said } = JSON.parse(text) as { code: ErrorCode; status: number };
  if (ERRORS[code]?.[0] !== status || said !== status) return `status ${status} with the code ${code}`;
  return status >= 500 && !AWAY.includes(code) ? `status ${status} ${code}` : undefined;
}

/** Keeps the ids of an answer, by the names of the fields they stood in. */
export function harvest(pool: Map<string, string[]>, op: Operation, { status, type, text }: Answer): void {
  if (status !== 200 || !type.includes('json') || text === '') return;
  const family = op.id.split('.')[0] ?? '';
  walk(JSON.parse(text), (name, id) => {
    for (const key of name === 'id' ? ['id', `${family}Id`] : [name]) {
      const known = pool.get(key) ?? [];
      if (known.length < 400 && !known.includes(id)) pool.set(key, [...known, id]);
    }
  });
}

function walk(value: unknown, tell: (name: string, id: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && /^(id|\w+Id)$/.test(name) && inner.length >= 8 && inner.length <= 64)
      tell(name, inner);
    else walk(inner, tell);
  }
}
