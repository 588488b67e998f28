import { eq } from 'drizzle-orm';
import { DirectoryDb } from '../../../db/directory-db.ts';
import type { Ctx, PlatformCtx } from '../../../workers/domain/context.ts';
import { born, changed } from '../../../workers/domain/people/chain.ts';
import { hashPassword } from '../../../workers/domain/sessions/password.ts';
import { apply } from '../../../workers/domain/tenants/apply.ts';
import { approve } from '../../../workers/domain/tenants/approve.ts';
import { provision } from '../../../workers/domain/tenants/provision.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_TENANTS, type DemoTenant, type Place } from '../demo/tenants.ts';
import { nodeD1 } from '../faults/node-d1.ts';
import { databases } from '../worker-options.ts';
import { Dice } from './dice.ts';
import type { Folder } from './folder.ts';

/** The packs of counties and districts, one after the other. */
const LIKE = DEMO_TENANTS.filter((tenant) => tenant.level !== 'city' && !tenant.parent);
const REASON = '生成数据';

export const slugOf = (n: number): string => `gen-${String(n).padStart(4, '0')}`;

/** The operators' context on a stopped folder; `dice` draws its ids. */
function platformOf(folder: Folder, now: number, dice: Dice): PlatformCtx {
  return {
    directory: new DirectoryDb(nodeD1(folder.database('DIRECTORY'))),
    actor: { kind: 'operator', operatorId: 'generate' },
    now,
    newId: () => dice.id(now),
    ports: {} as PlatformCtx['ports'],
    bootstrapPassword: '',
    cellNames: databases.flatMap((name) => /^CELL_(\d+)$/.exec(name)?.[1] ?? []),
    openTenant: async (no, _, cell = folder.placeOf(no)) => ({
      ...folder.ctx(no, cell, now),
      newId: () => dice.id(now),
    }),
    health: () => Promise.reject(new Error('not asked for')),
    forget: () => undefined,
  };
}

/**
 * The n-th tenant with the units of its pack and its people, through the product's own verbs; there already, it is only
 * found. One password for all, and one hash: they are the demo's published ones.
 */
export async function openTenant(folder: Folder, n: number, seed: string, now: number, hash: string): Promise<Ctx> {
  const like = LIKE[n % LIKE.length] as DemoTenant;
  const slug = slugOf(n);
  const dice = new Dice(seed, 'tenant', n);
  const ctx = platformOf(folder, now, dice);
  const admin = DEMO_PEOPLE[0];
  const named = { adminName: admin.name, adminUsername: admin.username, reason: REASON };
  const there = folder.tenant(slug);
  if (!there) {
    const { id } = await apply(ctx, {
      ...{ unitName: '生成区安委会办公室', tenantName: `生成${n}区`, level: like.level, divisionCode: '990100', slug },
      ...{ contactName: admin.name, contactPhone: '000-00000000', reason: REASON },
    });
    await approve(ctx, { id, pack: like.pack, ...named });
  } else if (there.status === 'provisioning') {
    await provision(ctx, there.no, { name: admin.name, username: admin.username }, REASON);
  }
  const { no, cell } = folder.tenant(slug) as { no: number; cell: string };
  const own = { ...folder.ctx(no, cell, now), newId: () => dice.id(now) };
  await people(own, like, hash);
  return own;
}

export const passwordHash = (): Promise<string> => hashPassword(DEMO_PASSWORD);

async function people(ctx: Ctx, like: DemoTenant, hash: string): Promise<void> {
  const { db, now } = ctx;
  const p = db.rows.person;
  const known = await db.select().from(p).where(eq(p.status, 'active'));
  if (known.length > 0) return;
  const [first] = await db.select().from(p).where(eq(p.username, DEMO_PEOPLE[0].username));
  const unitOf = (place: Place): string | null =>
    place === 'tenant' ? null : `unit-${place === 'street' || place === 'housing' ? like[place] : place}`;
  const writes = DEMO_PEOPLE.flatMap(({ username, name, post, role, seat, scope }) => {
    const set = { name, post, unitId: unitOf(seat), status: 'active', passwordHash: hash };
    if (username === 'admin' && first) {
      const change = { action: 'link_used', from: first.status, to: 'active', data: { kind: 'invite' } };
      return changed(ctx, 'person', first, change, set);
    }
    const grant = { role, unitId: unitOf(scope) ?? '' };
    const row = { id: ctx.newId(), username, createdAt: now, ...set };
    const data = { unitId: set.unitId, roles: [`${grant.role}:${grant.unitId}`] };
    return [
      ...born(ctx, 'person', row, { action: 'add', to: 'active', data }),
      db.insert('personRole', { personId: row.id, ...grant, grantedAt: now }),
    ];
  });
  await db.commit(writes, null);
}
