import { and, asc, eq, gte, inArray, lte, notInArray, sql } from 'drizzle-orm';
import { ENGAGEMENT_KINDS, type EngagementKind } from '../../contract/expert-words.ts';
import { type Ctx, can, personId } from '../context.ts';
import type { Entry } from '../feeds/ics.ts';
import { DECLARED } from './machine.ts';
import { engagementsWhere } from './rows.ts';

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Experts' work for the calendar of a phone: one's own jobs as an expert, and those one arranges. */
export async function engagementEntries(
  ctx: Ctx,
  span: Span,
  most: number,
  linkOf: (path: string) => string,
): Promise<Entry[]> {
  const own = can(ctx, 'expert.self') ? await ownEntries(ctx, span, most, linkOf) : [];
  return can(ctx, 'expert.engage') ? [...own, ...(await arranged(ctx, span, most, linkOf))] : own;
}

/** On a calendar that lies nobody knows where, an invitation says its days and no more. */
async function ownEntries({ db, ...ctx }: Ctx, span: Span, most: number, linkOf: (path: string) => string) {
  const { engagementExpert: p, engagement: e, expert: x } = db.rows;
  const rows = await db
    .select({ id: p.id, state: p.state, from: p.fromDay, to: p.toDay, enterprise: e.enterprise })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .innerJoin(x, eq(x.id, p.expertId))
    .where(
      and(
        eq(x.personId, personId({ ...ctx, db })),
        inArray(p.state, ['invited', ...DECLARED]),
        gte(p.toDay, span.from),
        lte(p.fromDay, span.to),
        notInArray(e.state, ['planned', 'cancelled']),
      ),
    )
    .orderBy(asc(p.fromDay), asc(p.id))
    .limit(most);
  return rows.map(({ id, state, from, to, enterprise }): Entry => {
    const words = state === 'invited' ? '专家工作邀请（登录后答复）' : `专家工作：${enterprise}`;
    const title = `${state === 'signed' ? '✓ ' : ''}${words}`;
    return { uid: `${id}@anshao`, day: from, until: to, title, url: linkOf(`/my-expert/${id}`) };
  });
}

async function arranged(ctx: Ctx, span: Span, most: number, linkOf: (path: string) => string): Promise<Entry[]> {
  const e = ctx.db.rows.engagement;
  const within = and(gte(e.toDay, span.from), lte(e.fromDay, span.to), sql`${e.state} <> 'cancelled'`);
  const rows = await engagementsWhere(ctx, within, [asc(e.fromDay), asc(e.id)], most);
  return rows.map((row) => ({
    uid: `${row.id}@anshao`,
    ...{ day: row.fromDay, until: row.toDay, url: linkOf(`/engagements/${row.id}`) },
    title: `${row.state === 'closed' ? '✓ ' : ''}${ENGAGEMENT_KINDS[row.kind as EngagementKind]}：${row.enterprise}`,
  }));
}
