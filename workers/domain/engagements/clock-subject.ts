import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites, type Recipient } from '../notifications/notify.ts';
import { DECLARED, type Milestone } from './machine.ts';

const DEEDS: Record<Milestone, string> = { resident: '专家驻企', check: '全面检查', rectify: '检查问题整改' };

/** A milestone of an engagement: the unit that ordered it and its experts hear of it, then the unit's head, then the office. */
export async function engagementSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const e = ctx.db.rows.engagement;
  const [row] = await ctx.db
    .select({ unitId: e.unitId, number: e.number, title: e.title })
    .from(e)
    .where(eq(e.id, clock.entityId));
  if (!row) return undefined;
  const { unitId, number, title } = row;
  const kind = clock.kind as Milestone;
  const keepers = orderers(unitId);
  const deed = DEEDS[kind] ?? '';
  const office: Recipient[][] = [[{ role: 'commission_office' }], [{ role: 'tenant_admin' }]];
  return {
    deed,
    number,
    title,
    audience: (to) => {
      if (to === 'commission_office') return office;
      if (to === 'leader') return [[{ role: 'leader' }], ...office];
      return to === 'owner_lead' ? [[{ role: 'committee_lead', unitId }], keepers, ...office] : [keepers, ...office];
    },
    link: () => `/engagements/${clock.entityId}`,
    // The experts have a desk of their own. Once found, the hazards are the enterprise's and the units' to put right.
    fired: async (step) =>
      kind === 'rectify' || step.to !== 'handler'
        ? []
        : notifyWrites(ctx, {
            to: await experts(ctx, clock.entityId),
            kind: `engagement.${step.name}`,
            title: `${number} ${deed}${step.name === 'warn' ? '期限将到' : '已到期'}`,
            body: title,
            link: '/my-expert',
          }),
  };
}

/** Who arranges experts' work for the unit. */
export const orderers = (unitId: string): Recipient[] => [
  { role: 'expert_admin', unitId },
  { role: 'committee_lead', unitId },
];

/** Those who declared themselves free of conflict and have an account. */
async function experts({ db }: Ctx, engagementId: string): Promise<Recipient[]> {
  const { engagementExpert: p, expert: x } = db.rows;
  const rows = await db
    .select({ personId: x.personId })
    .from(p)
    .innerJoin(x, eq(x.id, p.expertId))
    .where(and(eq(p.engagementId, engagementId), inArray(p.state, [...DECLARED]), isNotNull(x.personId)));
  return rows.map((row) => ({ personId: row.personId as string }));
}
