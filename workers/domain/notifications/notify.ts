import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Role } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { outboxWrite } from '../outbox/write.ts';
import { pushWrites } from '../webhooks/push.ts';
import { recipients } from './recipients.ts';

/** A person; the holders of a role; those of them who answer for a unit; or, by unit alone, the people of that unit. */
export interface Recipient {
  readonly role?: Role;
  readonly unitId?: string | null;
  /** Granted for this very unit, and not for one above it. */
  readonly exact?: boolean;
  readonly personId?: string;
}

export interface Notice {
  readonly to: readonly Recipient[];
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** Path inside the console: `/hazards/{id}`. */
  readonly link: string;
  /** For these people alone: no webhook, which goes where the whole office reads along. */
  readonly quiet?: boolean;
}

const FEW = 10;

/** One row for each person reached, whoever holds the role now; one for the operators' sink and for each webhook that asked. */
export async function notifyWrites(ctx: Ctx, notice: Notice): Promise<Write[]> {
  const { db, now } = ctx;
  const { kind, title, body, link } = notice;
  const people = await recipients(ctx, notice.to);
  const rows = people.map((personId) => ({ id: ctx.newId(), personId, kind, title, body, link, createdAt: now }));
  // A few as plain rows, which go together with other commits' rows; many through one list.
  const writes: Write[] =
    rows.length <= FEW ? rows.map((row) => db.insert('notification', row)) : db.insertMany('notification', rows);
  if (people.length === 0 || notice.quiet) return writes;
  if (await webhookWanted(ctx)) {
    const at = new Date(now).toISOString();
    writes.push(outboxWrite(ctx, 'webhook', { tenant: ctx.tenant.slug, kind, title, body, link, at }));
  }
  writes.push(...(await pushWrites(ctx, kind, link)));
  return writes;
}

const webhookWanted = (ctx: Ctx): Promise<boolean> => ctx.ports.memo('webhook', () => readWebhook(ctx));

async function readWebhook({ db }: Ctx): Promise<boolean> {
  const s = db.rows.setting;
  const [row] = await db
    .select({ value: s.value })
    .from(s)
    .where(and(eq(s.key, 'notify.webhook')));
  return row !== undefined && !['false', 'null', '""'].includes(row.value);
}
