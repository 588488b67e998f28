import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { resetLink as contract } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { actorKey, type Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { randomToken, sha256 } from '../sessions/refresh-token.ts';
import { changed } from './chain.ts';

const LIFE_MS = { invite: 72 * 3_600_000, reset: 24 * 3_600_000 } as const;
export type LinkKind = keyof typeof LIFE_MS;

/** A one-time link of a person; earlier ones stop working. The token stands in the fragment: no server log ever holds it. */
export function invite(
  ctx: Ctx,
  personId: string,
  kind: LinkKind,
): { writes: Write[]; path: string; expiresAt: number } {
  const token = randomToken();
  const expiresAt = ctx.now + LIFE_MS[kind];
  const writes = [
    ctx.db.remove('invitation', (i) => and(eq(i.personId, personId), isNull(i.usedAt))),
    ctx.db.insert('invitation', {
      id: ctx.newId(),
      personId,
      kind,
      tokenHash: sha256(token),
      createdBy: actorKey(ctx.actor),
      createdAt: ctx.now,
      expiresAt,
    }),
  ];
  return { writes, path: `/${ctx.tenant.slug}/console/link#${token}`, expiresAt };
}

/** An invitation for whoever never signed in, a reset for whoever did. A disabled person gets none. */
export async function resetLink(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: p.id, status: p.status, version: p.version, eventHash: p.eventHash })
    .from(p)
    .where(eq(p.id, input.id));
  const person = found(row);
  if (person.status === 'disabled') return refuse('wrong_state');
  const kind = person.status === 'invited' ? 'invite' : 'reset';
  const link = invite(ctx, person.id, kind);
  const change = { action: 'link', from: person.status, to: person.status, data: { kind } };
  return ctx.db.commit([...link.writes, ...changed(ctx, 'person', person, change, {})], {
    invitePath: link.path,
    expiresAt: new Date(link.expiresAt).toISOString(),
  });
}
