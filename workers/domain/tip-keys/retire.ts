import { and, eq, ne } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Said } from '../../protocol/chain.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { among } from '../units/scope.ts';

export interface Retiring {
  readonly id: string;
  readonly by: string;
}

/** New tips are sealed to another key from here on; the members still open the old ones, until the epoch is destroyed. */
export async function retireKeys(ctx: Ctx, keys: readonly Retiring[]): Promise<Write[]> {
  if (keys.length === 0) return [];
  const { db, now } = ctx;
  const events = await Promise.all(
    keys.map(async ({ id, by }) => {
      const step = { action: 'retire', from: 'active', to: 'retired', data: { by } };
      return nextEvent(ctx, await lastEvent(ctx, 'role_key', id), { entity: 'role_key', entityId: id, ...step }).write;
    }),
  );
  const ids = keys.map((key) => key.id);
  const update = db.update('roleKey', { state: 'retired', retiredAt: now }, (k) =>
    and(among(k.id, ids), eq(k.state, 'active')),
  );
  return [...events, update];
}

/** The other keys of a role that was just told to use this one; the last word about a role counts. */
export async function outdone(ctx: Ctx, all: readonly Said[]): Promise<Retiring[]> {
  const k = ctx.db.rows.roleKey;
  const last = new Map(all.filter((what) => what.kind === 'role').map((what) => [what.subject, what]));
  const out: Retiring[] = [];
  for (const { subject, id, epoch } of last.values()) {
    const others = await ctx.db
      .select({ id: k.id, epoch: k.epoch })
      .from(k)
      .where(and(eq(k.role, subject), eq(k.state, 'active'), ne(k.id, id)));
    out.push(...others.filter((other) => other.epoch < epoch).map((other) => ({ id: other.id, by: id })));
  }
  return out;
}
