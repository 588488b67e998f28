import { timingSafeEqual } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { ROLE_NAMES, ROLES } from '../../contract/access.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';

/** The recovery now in force, as stored. */
export async function activeRecovery({ db }: Ctx) {
  const r = db.rows.recovery;
  const [row] = await db
    .select()
    .from(r)
    .where(and(eq(r.state, 'active')));
  return row;
}
type RecoveryRow = NonNullable<Awaited<ReturnType<typeof activeRecovery>>>;

/** The one in force, under this id. @throws `not_found`: another tenant's, a replaced one, one that never was */
export async function namedRecovery(ctx: Ctx, id: string): Promise<RecoveryRow> {
  const row = await activeRecovery(ctx);
  if (row?.id !== id) throw new DomainError('not_found');
  return row;
}

/** What is kept of the secret that shows two codes were put together. */
export const recoveryMac = ({ ports, tenant }: Ctx, id: string, auth: string): Promise<string> =>
  ports.secrets.mac('recovery', `${tenant.no}|${id}|${auth}`);

/** Officers who keep keys: all of them see whatever happens to the recovery. */
const KEYHOLDERS = ROLE_NAMES.filter((role) => (ROLES[role].permissions as readonly string[]).includes('tip.key'));

export interface RecoveryStep {
  readonly id: string;
  readonly action: string;
  readonly data: Record<string, unknown>;
  readonly title: string;
  readonly body: string;
}

/** The event and the word to every officer; in one commit with what was done. */
export async function told(ctx: Ctx, { id, action, data, title, body }: RecoveryStep): Promise<Write[]> {
  const head = await lastEvent(ctx, 'recovery', id);
  const from = head.version === 0 ? null : 'active';
  const { write } = nextEvent(ctx, head, { entity: 'recovery', entityId: id, action, from, to: 'active', data });
  const notices = await notifyWrites(ctx, {
    ...{ to: KEYHOLDERS.map((role) => ({ role })), kind: `recovery.${action}` },
    ...{ title, body, link: '/tip-keys/recovery' },
  });
  return [write, ...notices];
}

/**
 * @throws `recovery_wrong` when the codes did not fit; the try is written down, and told, beside the refused command
 */
export async function checkAuth(ctx: Ctx, row: RecoveryRow, auth: string, purpose: string): Promise<void> {
  const mac = await recoveryMac(ctx, row.id, auth);
  if (timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(row.authMac, 'hex'))) return;
  const db = ctx.db.aside();
  const writes = await told(
    { ...ctx, db },
    {
      ...{ id: row.id, action: 'refuse', data: { purpose } },
      title: '有人用对不上的恢复码尝试恢复密钥',
      body: '未恢复任何密钥。如非约定的操作，请立即查问。',
    },
  );
  await db.commit(writes, null);
  ctx.ports.wakeOutbox();
  throw new DomainError('recovery_wrong');
}
