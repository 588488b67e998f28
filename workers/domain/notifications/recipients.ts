import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Recipient } from './notify.ts';

/** Ids of the active people meant, each once. */
export function recipients(ctx: Ctx, to: readonly Recipient[]): Promise<string[]> {
  return ctx.ports.memo(`recipients ${JSON.stringify(to)}`, () => readRecipients(ctx, to));
}

async function readRecipients(ctx: Ctx, to: readonly Recipient[]): Promise<string[]> {
  const found = new Set<string>();
  for (const one of to) for (const id of await resolve(ctx, one)) found.add(id);
  return found.size === 0 ? [] : active(ctx, [...found]);
}

async function resolve(ctx: Ctx, { role, unitId, exact, personId }: Recipient): Promise<string[]> {
  if (personId) return [personId];
  const { person, personRole } = ctx.db.rows;
  if (role) {
    const units = unitId ? (exact ? [unitId] : ['', ...(await selfAndAbove(ctx, unitId))]) : undefined;
    const scope = units && inArray(personRole.unitId, units);
    const rows = await ctx.db
      .select({ id: personRole.personId })
      .from(personRole)
      .where(and(eq(personRole.role, role), scope));
    return rows.map((r) => r.id);
  }
  if (!unitId) return [];
  const rows = await ctx.db.select({ id: person.id }).from(person).where(eq(person.unitId, unitId));
  return rows.map((r) => r.id);
}

/** The unit and every unit above it: a grant on any of them counts there. */
async function selfAndAbove({ db }: Ctx, unitId: string): Promise<string[]> {
  const u = db.rows.unit;
  const chain: string[] = [];
  let next: string | null = unitId;
  while (next !== null && !chain.includes(next)) {
    chain.push(next);
    const [row]: { parentId: string | null }[] = await db
      .select({ parentId: u.parentId })
      .from(u)
      .where(eq(u.id, next));
    next = row?.parentId ?? null;
  }
  return chain;
}

async function active({ db }: Ctx, ids: string[]): Promise<string[]> {
  const p = db.rows.person;
  // One parameter for any number of ids: D1 takes at most a hundred.
  const among = sql`${p.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await db
    .select({ id: p.id })
    .from(p)
    .where(and(among, eq(p.status, 'active')));
  return rows.map((r) => r.id);
}
