import { and, asc, eq, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { engagementView, milestoneView, partView, stepButton } from '../../contract/engagements.ts';
import type { EngagementState, PartState } from '../../contract/expert-words.ts';
import type { OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import type { Step } from '../machine.ts';
import { among } from '../units/scope.ts';
import { DONE_COLUMNS, DUE_COLUMNS, type Duty, milestonesOf } from './create.ts';
import { rowsView } from './list.ts';
import { ENGAGEMENT_MACHINE, FOLLOWING, PART_MACHINE, PART_WHEN } from './machine.ts';
import { type EngagementRow, expertsOf, loadEngagement, type PartRow, partsOf, sight } from './rows.ts';
import { statementShown } from './statement.ts';

type Button = z.input<typeof stepButton>;

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

const button = (action: string, step: Step, why = ''): Button => ({
  ...{ action, label: step.label, needs: [...(step.needs ?? [])], allowed: why === '', why },
});

/** The steps of a part for its expert, or for the office, which takes down answers but never signs. */
export function partButtons(row: EngagementRow, part: PartRow, as: 'self' | 'office'): Button[] {
  const steps: Record<string, Step> = PART_MACHINE[part.state as PartState];
  return Object.entries(steps)
    .filter(([action]) => PART_WHEN[action]?.includes(row.state as EngagementState))
    .filter(([action, step]) => (as === 'self' ? step.by === 'expert.self' : action !== 'sign'))
    .map(([action, step]) =>
      button(action, step, action === 'sendBack' && part.returned > 0 ? '已退回过一次，不能再退' : ''),
    );
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

async function partsShown(
  ctx: Ctx,
  row: EngagementRow,
  parts: readonly PartRow[],
  engages: boolean,
): Promise<z.input<typeof partView>[]> {
  const { expertSeat: s, engagementFinding: f } = ctx.db.rows;
  const [experts, seats, counts] = await Promise.all([
    expertsOf(
      ctx,
      parts.map((part) => part.expertId),
    ),
    ctx.db
      .select({ id: s.id, number: s.number })
      .from(s)
      .where(
        among(
          s.id,
          parts.map((part) => part.seatId),
        ),
      ),
    ctx.db
      .select({ expertId: f.expertId, n: sql<number>`COUNT(*)` })
      .from(f)
      .where(eq(f.engagementId, row.id))
      .groupBy(f.expertId),
  ]);
  return parts.map((part) => {
    const expert = experts.get(part.expertId);
    const signed = part.state === 'signed';
    return {
      ...{ id: part.id, expertId: part.expertId, seatId: part.seatId, version: part.version },
      ...{ expert: expert?.name ?? '', employer: expert?.employer ?? '', hasAccount: Boolean(expert?.personId) },
      cardNumber: seats.find((seat) => seat.id === part.seatId)?.number ?? '',
      state: part.state as PartState,
      statement: statementShown(part),
      ...{ reason: part.reason, returned: part.returned, falseOpinion: part.falseOpinion > 0 },
      opinion: signed ? part.opinion : '',
      opinionHash: part.opinionHash,
      opinionSignature: part.opinionSignature,
      signedAt: isoOrNull(part.signedAt),
      findings: counts.find((count) => count.expertId === part.expertId)?.n ?? 0,
      ...{ scoreOffice: part.scoreOffice, scoreEnterprise: part.scoreEnterprise },
      actions: engages ? partButtons(row, part, 'office') : [],
    };
  });
}

async function numberOfDraw({ db }: Ctx, drawId: string | null): Promise<string> {
  if (drawId === null) return '';
  const d = db.rows.draw;
  const [row] = await db.select({ number: d.number }).from(d).where(eq(d.id, drawId));
  return row?.number ?? '';
}
