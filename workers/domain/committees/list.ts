import { and, eq, gt, or } from 'drizzle-orm';
import type * as z from 'zod';
import type { committeeView, committees as contract, sectors as sectorsContract } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

export type CommitteeView = z.output<typeof committeeView>;

/** Committees in display order, each with its members: lead, deputies, then the rest. */
export async function listCommittees(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { committee: c, committeeMember: m } = ctx.db.rows;
  const after = readCursor(input.cursor, ['number', 'string']);
  const rows = await ctx.db
    .select({
      id: c.id,
      kind: c.kind,
      name: c.name,
      sector: c.sector,
      leadUnitId: c.leadUnitId,
      duties: c.duties,
      sort: c.sort,
      active: c.active,
      version: c.version,
    })
    .from(c)
    .where(after && or(gt(c.sort, after[0]), and(eq(c.sort, after[0]), gt(c.id, after[1]))))
    .orderBy(c.sort, c.id)
    .limit(input.limit + 1);
  const page = cut(rows, input.limit, (row) => [row.sort, row.id]);
  const ids = page.items.map((row) => row.id);
  const members = await ctx.db
    .select({
      committeeId: m.committeeId,
      unitId: m.unitId,
      personId: m.personId,
      role: m.role,
      termFrom: m.termFrom,
      termTo: m.termTo,
    })
    .from(m)
    .where(among(m.committeeId, ids))
    .orderBy(m.id);
  const rank = { lead: 0, deputy: 1, member: 2 };
  const seats = members
    .map((seat) => ({ ...seat, role: seat.role as keyof typeof rank }))
    .sort((a, b) => rank[a.role] - rank[b.role]);
  const of = Map.groupBy(seats, (seat) => seat.committeeId);
  const items = page.items.map((row) => ({
    ...row,
    kind: row.kind as CommitteeView['kind'],
    members: of.get(row.id) ?? [],
  }));
  return { items, next: page.next };
}

export async function listSectors(ctx: Ctx): Promise<OutputOf<typeof sectorsContract>> {
  const { sectorRegulator: s } = ctx.db.rows;
  const items = await ctx.db
    .select({ sector: s.sector, label: s.label, unitId: s.unitId })
    .from(s)
    .orderBy(s.sort, s.sector);
  return { items };
}
