import { useSyncExternalStore } from 'react';
import { myKeys, pendingWraps, rewrapParts } from '../../../workers/contract/tip-keys.ts';
import { rewrap } from '../../../workers/protocol/envelope-open.ts';
import { ApiError } from '../../shared/api.ts';
import { queryClient } from '../data.ts';
import { call } from '../session.ts';
import { currentVault } from './vault.ts';

/** Open tips of one role on their way to its new epoch. */
export interface Resealing {
  readonly role: string;
  readonly total: number;
  readonly done: number;
  /** Parts whose old key I do not hold, or which do not open. */
  readonly stuck: number;
  readonly state: 'running' | 'done' | 'stopped';
  /** Why it stopped. */
  readonly why: string;
}
const PAGE = 100;

/** The loop lives here and not in a page: it goes on while the officer looks at something else in the console. */
let jobs: ReadonlyMap<string, Resealing> = new Map();
const listeners = new Set<() => void>();
export const useResealing = (): ReadonlyMap<string, Resealing> =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );

function put(job: Resealing): Resealing {
  jobs = new Map(jobs).set(job.role, job);
  for (const listener of listeners) listener();
  return job;
}

/** Begins, or goes on with what an earlier session left. One loop a role. */
export function startResealing(tenantNo: number, role: string): void {
  if (jobs.get(role)?.state === 'running') return;
  put({ role, total: 0, done: 0, stuck: 0, state: 'running', why: '' });
  void run(tenantNo, role).then(
    (why) => finish(role, why),
    (error: unknown) => finish(role, error instanceof ApiError ? error.message : '没有做完，请再试一次。'),
  );
}

function finish(role: string, why: string): void {
  put({ ...jobs.get(role)!, state: why ? 'stopped' : 'done', why });
  void queryClient.invalidateQueries({ predicate: (q) => String(q.queryKey[0]).startsWith('keys.') });
}

/** Answers why it ended before its end; '' when nothing is left. A lock in between stops it: locked means locked. */
async function run(tenantNo: number, role: string): Promise<string> {
  const targets = new Map((await call(myKeys, {})).roleKeys.map((k) => [k.id, k]));
  for (;;) {
    const { left, items } = await call(pendingWraps, { role, limit: PAGE });
    const before = jobs.get(role)!;
    put({ ...before, total: Math.max(before.total, before.done + left), stuck: 0 });
    if (items.length === 0) return '';
    const vault = currentVault();
    if (!vault) return '密钥已锁上。打开密钥后可以接着转封。';
    const sealed = await Promise.all(
      items.map(async ({ tipId, formHash, part, commit, wrap, toRoleKeyId }) => {
        const pair = vault.roles.get(wrap.roleKeyId);
        const to = targets.get(toRoleKeyId);
        if (!pair || !to) return undefined;
        const scope = { tenantNo, tipId, formHash };
        return rewrap(scope, part, wrap, commit, pair, to).then(
          (again) => ({ tipId, part, wrap: again }),
          () => undefined,
        );
      }),
    );
    const good = sealed.filter((item) => item !== undefined);
    const stuck = items.length - good.length;
    if (good.length === 0) {
      put({ ...jobs.get(role)!, stuck: left });
      return `有 ${left} 份您的密钥打不开，请由持有旧一期密钥的同事接着转封。`;
    }
    const { done } = await call(rewrapParts, { items: good }, { key: crypto.randomUUID() });
    // Somebody else may be at the same work: what they did counts as done too, on the next page.
    if (done === 0 && stuck === 0) return '转封没有进展，请刷新页面后再试。';
    const now = jobs.get(role)!;
    put({ ...now, done: Math.min(now.total, now.done + done), stuck });
  }
}
