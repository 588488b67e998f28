import { and, asc, eq, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { engagementView, milestoneView } from '../../contract/engagements.ts';
import type { EngagementState } from '../../contract/expert-words.ts';
import type { OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import type { Step } from '../machine.ts';
import { among } from '../units/scope.ts';
import { DONE_COLUMNS, DUE_COLUMNS, type Duty, milestonesOf } from './create.ts';
import { ENGAGEMENT_MACHINE, FOLLOWING } from './machine.ts';
import { type Button, button, partsShown } from './part-view.ts';
import { rowsView } from './row-view.ts';
import { type EngagementRow, loadEngagement, type PartRow, partsOf, sight } from './rows.ts';

/** One engagement with everything of it but its findings and its history, which come in pages. */
export async function oneEngagement(ctx: Ctx, { id }: { id: string }): Promise<z.input<typeof engagementView>> {
  const row = await loadEngagement(ctx, id, 'expert.read');
  const [[shown], parts, milestones, names, drawNumber, engages] = await Promise.all([
    rowsView(ctx, [row]),
    partsOf(ctx, id),
    milestonesShown(ctx, row),
    namesOf(ctx, [], [row.placeUnitId]),
    numberOfDraw(ctx, row.drawId),
    mayEngage(ctx, row),
  ]);
  return {
    ...(shown as OutputOf<typeof import('../../contract/engagements.ts').engagements>['items'][number]),
    ...{ drawId: row.drawId, drawNumber, creditCode: row.creditCode, address: row.address, brief: row.brief },
    ...{ placeUnitId: row.placeUnitId, placeName: names[row.placeUnitId ?? ''] ?? '', sector: row.sector },
    duties: dutiesOf(row),
    milestones,
    parts: await partsShown(ctx, row, parts, engages),
    createdAt: iso(row.createdAt),
    actions: engages ? buttonsOf(row, parts, shown?.findingsOpen ?? 0) : [],
  };
}

export const dutiesOf = (row: EngagementRow): Duty[] => JSON.parse(row.duties) as Duty[];

/** Does the actor hold the post of arranging it, and not only of reading it? */
async function mayEngage(ctx: Ctx, row: EngagementRow): Promise<boolean> {
  if (!can(ctx, 'expert.engage')) return false;
  const e = ctx.db.rows.engagement;
  const seen = await ctx.db
    .select({ one: sql`1` })
    .from(e)
    .where(and(eq(e.id, row.id), await sight(ctx, 'expert.engage')));
  return seen.length > 0;
}

function buttonsOf(row: EngagementRow, parts: readonly PartRow[], findingsOpen: number): Button[] {
  const states = parts.map((part) => part.state);
  const why = (action: string): string => {
    if (action === 'invite') return parts.length === 0 ? '请先选好专家' : '';
    if (action === 'start' && states.includes('invited')) return '还有专家没有答复';
    if (action === 'start') return states.includes('accepted') ? '' : '没有专家接受邀请';
    return action === 'close' && findingsOpen > 0 ? `还有 ${findingsOpen} 项隐患没有销号` : '';
  };
  const steps: Record<string, Step> = ENGAGEMENT_MACHINE[row.state as EngagementState];
  return Object.entries(steps)
    .filter(([action]) => !FOLLOWING.includes(action))
    .map(([action, step]) => button(action, step, why(action)));
}

/** With their limits as they count now and the steps their clocks have made. */
export async function milestonesShown(ctx: Ctx, row: EngagementRow): Promise<z.input<typeof milestoneView>[]> {
  const { clock: c, slaPolicy: p, escalationFired: f } = ctx.db.rows;
  const own = and(eq(c.entity, 'engagement'), eq(c.entityId, row.id));
  const clocks = await ctx.db
    .select({ id: c.id, kind: c.kind, dueAt: c.dueAt, epoch: c.epoch, basis: p.basis })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(own)
    .orderBy(asc(c.id));
  const fired = await ctx.db
    .select({ clockId: f.clockId, epoch: f.epoch, step: f.step })
    .from(f)
    .where(
      among(
        f.clockId,
        clocks.map((clock) => clock.id),
      ),
    );
  return milestonesOf(row).map((kind) => {
    const clock = clocks.filter((c) => c.kind === kind).at(-1);
    const doneOn = row[DONE_COLUMNS[kind]];
    const dueAt = clock?.dueAt ?? null;
    const at = doneOn === null ? ctx.now : Date.parse(`${doneOn}T00:00:00+08:00`);
    return {
      ...{ kind, by: row[DUE_COLUMNS[kind]], dueAt: isoOrNull(dueAt), doneOn, basis: clock?.basis ?? '' },
      late: dueAt !== null && dueAt < at,
      fired: fired.filter((s) => s.clockId === clock?.id && s.epoch === clock.epoch).map((s) => s.step),
    };
  });
}

async function numberOfDraw({ db }: Ctx, drawId: string | null): Promise<string> {
  if (drawId === null) return '';
  const d = db.rows.draw;
  const [row] = await db.select({ number: d.number }).from(d).where(eq(d.id, drawId));
  return row?.number ?? '';
}
