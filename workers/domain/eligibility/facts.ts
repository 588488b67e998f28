import { asc } from 'drizzle-orm';
import type { ExpertFacts } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

/** Proven by a file, or by whoever saw the original and confirmed it. */
export const evidenced = (row: { blobId: string | null; confirmedAt: number | null }): boolean =>
  row.blobId !== null || row.confirmedAt !== null;

/** What is known of each expert that a rule can ask about. Some hundreds at a time. */
export async function factsOf(ctx: Ctx, expertIds: readonly string[]): Promise<Map<string, ExpertFacts>> {
  const { expert: e, expertPeriod: p, expertCredential: c } = ctx.db.rows;
  const [experts, periods, credentials] = await Promise.all([
    ctx.db.select({ id: e.id, birthDay: e.birthDay }).from(e).where(among(e.id, expertIds)),
    ctx.db
      .select({
        id: p.id,
        expertId: p.expertId,
        employer: p.employer,
        post: p.post,
        work: p.work,
        field: p.field,
        from: p.fromDay,
        to: p.toDay,
        share: p.share,
        blobId: p.blobId,
        confirmedAt: p.confirmedAt,
      })
      .from(p)
      .where(among(p.expertId, expertIds))
      .orderBy(asc(p.expertId), asc(p.sort), asc(p.id)),
    ctx.db
      .select({
        id: c.id,
        expertId: c.expertId,
        kind: c.kind,
        name: c.name,
        level: c.level,
        expires: c.expiresOn,
        blobId: c.blobId,
        confirmedAt: c.confirmedAt,
      })
      .from(c)
      .where(among(c.expertId, expertIds))
      .orderBy(asc(c.expertId), asc(c.sort), asc(c.id)),
  ]);
  const facts = new Map(experts.map((x) => [x.id, { birthDay: x.birthDay, ...EMPTY() }]));
  for (const { expertId, blobId, confirmedAt, ...row } of periods) {
    facts.get(expertId)?.periods.push({ ...row, evidenced: evidenced({ blobId, confirmedAt }) });
  }
  for (const { expertId, blobId, confirmedAt, ...row } of credentials) {
    facts.get(expertId)?.credentials.push({ ...row, evidenced: evidenced({ blobId, confirmedAt }) });
  }
  return facts;
}

const EMPTY = (): { periods: ExpertFacts['periods'][number][]; credentials: ExpertFacts['credentials'][number][] } => ({
  periods: [],
  credentials: [],
});
