import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { among } from '../units/scope.ts';
import { headOf } from './role-keys.ts';

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
      return nextEvent(ctx, await headOf(ctx, 'role_key', id), { entity: 'role_key', entityId: id, ...step }).write;
    }),
  );
  const ids = keys.map((key) => key.id);
  const update = db.update('roleKey', { state: 'retired', retiredAt: now }, (k) =>
    and(among(k.id, ids), eq(k.state, 'active')),
  );
  return [...events, update];
}
