import { eq, gt } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/cascade.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { endLoansWith } from '../lending/receive.ts';
import { cut, readCursor } from '../paging.ts';
import { sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { waitingWrite } from './message.ts';
import { type LinkRow, type LinkView, viewOf } from './rows.ts';

export async function listLinks(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.links>,
): Promise<OutputOf<typeof contract.links>> {
  const d = ctx.db.rows.districtLink;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(d)
    .where(after && gt(d.id, after[0]))
    .orderBy(d.id)
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.id]);
  return { items: page.items.map(viewOf), next: page.next };
}

/** The event of a link and its new state. */
export function linkStep(ctx: Ctx, row: LinkRow, action: string, to: LinkView['state']): Write[] {
  const body = { entity: 'district_link', entityId: row.id, action, from: row.state, to };
  const { write, head } = nextEvent(ctx, row, { ...body, data: { slug: row.slug, direction: row.direction } });
  const set = { state: to, updatedAt: ctx.now, ...head };
  return [write, ctx.db.update('districtLink', set, (d) => eq(d.id, row.id))];
}

export async function offerLink(ctx: Ctx, input: InputOf<typeof contract.offerLink>): Promise<LinkView> {
  const { db, now } = ctx;
  await checkUnitsExist(ctx, [['unitId', input.unitId]]);
  const [district] = await ctx.ports.districts({ slug: input.slug });
  if (!district) return refuse('bad_request', { fields: [{ path: 'slug', message: '没有这个地区，或尚未启用' }] });
  const d = db.rows.districtLink;
  const rows = await db.select().from(d).where(eq(d.direction, 'down'));
  const taken = rows.find((row) => row.unitId === input.unitId && row.slug !== input.slug);
  if (taken) refuse('bad_request', { fields: [{ path: 'unitId', message: '这个单位已对应另一个地区' }] });
  const known = rows.find((row) => row.slug === input.slug);
  if (known && ['offered', 'agreed'].includes(known.state)) refuse('name_taken');
  const message = { type: 'offer', name: ctx.tenant.name, divisionCode: ctx.tenant.divisionCode } as const;
  const sent = waitingWrite(ctx, { to: input.slug, message });
  const id = known?.id ?? ctx.newId();
  const { write, head } = nextEvent(ctx, known ?? NO_EVENTS, {
    entity: 'district_link',
    entityId: id,
    action: 'offer',
    from: known?.state ?? null,
    to: 'offered',
    data: { slug: input.slug, direction: 'down', unitId: input.unitId },
  });
  const set = { name: district.name, unitId: input.unitId, state: 'offered', updatedAt: now, ...head };
  const row = { ...set, id, direction: 'down', slug: input.slug, createdAt: known?.createdAt ?? now };
  const stored = known ? db.update('districtLink', set, (l) => eq(l.id, id)) : db.insert('districtLink', row);
  return done(ctx, [write, stored, sent], viewOf(row));
}

export async function answerLink(ctx: Ctx, input: InputOf<typeof contract.answerLink>): Promise<LinkView> {
  const row = await loadLink(ctx, input);
  if (row.direction !== 'up' || row.state !== 'offered') refuse('wrong_state');
  const { accept } = input;
  const to = accept ? 'agreed' : 'refused';
  const sent = waitingWrite(ctx, { to: row.slug, message: { type: 'answer', accept } });
  return done(ctx, [...linkStep(ctx, row, 'answer', to), sent], stepped(row, to));
}

export async function endLink(ctx: Ctx, input: InputOf<typeof contract.endLink>): Promise<LinkView> {
  const row = await loadLink(ctx, input);
  if (row.state === 'ended') refuse('wrong_state');
  const sent = waitingWrite(ctx, { to: row.slug, message: { type: 'end' } });
  const loans = await endLoansWith(ctx, row.slug);
  return done(ctx, [...linkStep(ctx, row, 'end', 'ended'), ...loans, sent], stepped(row, 'ended'));
}

const stepped = (row: LinkRow, state: LinkView['state']): LinkView =>
  viewOf({ ...row, state, version: row.version + 1 });

async function loadLink({ db }: Ctx, seen: { id: string; version: number }): Promise<LinkRow> {
  const d = db.rows.districtLink;
  const [row] = await db.select().from(d).where(eq(d.id, seen.id));
  const there = found(row);
  sameVersion(there, seen.version);
  return there;
}

async function done(ctx: Ctx, writes: Write[], view: LinkView): Promise<LinkView> {
  const answer = await ctx.db.commit(writes, view);
  ctx.ports.wakeOutbox();
  return answer;
}
