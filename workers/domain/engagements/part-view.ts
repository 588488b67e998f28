import { eq, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { partView, stepButton } from '../../contract/engagements.ts';
import type { EngagementState, PartState } from '../../contract/expert-words.ts';
import type { Ctx } from '../context.ts';
import { isoOrNull } from '../hazards/view.ts';
import type { Step } from '../machine.ts';
import { among } from '../units/scope.ts';
import { PART_MACHINE, PART_WHEN } from './machine.ts';
import { type EngagementRow, expertsOf, type PartRow } from './rows.ts';
import { statementShown } from './statement.ts';

export type Button = z.input<typeof stepButton>;

export const button = (action: string, step: Step, why = ''): Button => ({
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

export async function partsShown(
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
