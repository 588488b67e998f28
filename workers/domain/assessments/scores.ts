import { and, eq, inArray, or } from 'drizzle-orm';
import type * as contract from '../../contract/assessments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { engagementsOf } from '../fees/rows.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { among } from '../units/scope.ts';

const SCORED = ['reported', 'accepted'];

async function partFor(ctx: Ctx, seen: { id: string; version: number }) {
  const { engagementExpert: p, engagement: e } = ctx.db.rows;
  const [read] = await ctx.db
    .select({ id: p.id, state: p.state, engagementId: p.engagementId, version: p.version, eventHash: p.eventHash })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(and(eq(p.id, seen.id), await engagementsOf(ctx, 'expert.engage')));
  const part = found(read);
  sameVersion(part, seen.version);
  const [of] = await ctx.db.select({ state: e.state, title: e.title }).from(e).where(eq(e.id, part.engagementId));
  return { part, engagement: found(of) };
}

/** Of what was signed, until the engagement is closed. */
export async function scorePart(
  ctx: Ctx,
  input: InputOf<typeof contract.scorePart>,
): Promise<OutputOf<typeof contract.scorePart>> {
  const { part, engagement } = await partFor(ctx, input);
  if (part.state !== 'signed' || !SCORED.includes(engagement.state)) refuse('wrong_state');
  const change = { action: 'score', from: part.state, to: part.state, data: { score: input.score } };
  const set = { scoreOffice: input.score, scoreWords: input.words, scoredBy: personId(ctx), updatedAt: ctx.now };
  return ctx.db.commit(changed(ctx, 'engagementExpert', part, change, set), {
    id: part.id,
    version: part.version + 1,
  });
}

/** Also long after the engagement is closed; heard by whoever appoints. */
export async function markFalse(
  ctx: Ctx,
  input: InputOf<typeof contract.falseOpinion>,
): Promise<OutputOf<typeof contract.falseOpinion>> {
  const { part, engagement } = await partFor(ctx, input);
  if (part.state !== 'signed') refuse('wrong_state');
  const change = { action: 'false_opinion', from: part.state, to: part.state, data: {} };
  const set = { falseOpinion: 1, reason: input.reason, updatedAt: ctx.now };
  const notices = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'expert.false_opinion',
    title: `专家意见认定失实：${engagement.title}`,
    body: '请研究是否暂停或解聘。',
    link: `/engagements/${part.engagementId}`,
  });
  const writes = [...changed(ctx, 'engagementExpert', part, change, set), ...notices];
  const answer = await ctx.db.commit(writes, { id: part.id, version: part.version + 1 });
  ctx.ports.wakeOutbox();
  return answer;
}

/** What is kept of a token: an HMAC under the server's own key, bound to the tenant. */
const tokenMac = ({ ports, tenant }: Ctx, token: string): Promise<string> =>
  ports.secrets.mac('expert-score', `${tenant.no}|${token}`);

export async function makeScoreLink(
  ctx: Ctx,
  input: InputOf<typeof contract.scoreLink>,
): Promise<OutputOf<typeof contract.scoreLink>> {
  const e = ctx.db.rows.engagement;
  const [read] = await ctx.db
    .select({ id: e.id, state: e.state, version: e.version, eventHash: e.eventHash })
    .from(e)
    .where(and(eq(e.id, input.id), await engagementsOf(ctx, 'expert.engage')));
  const row = found(read);
  sameVersion(row, input.version);
  if (!SCORED.includes(row.state)) refuse('wrong_state');
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const change = { action: 'score_link', from: row.state, to: row.state, data: {} };
  const set = { scoreMac: await tokenMac(ctx, token), updatedAt: ctx.now };
  return ctx.db.commit(changed(ctx, 'engagement', row, change, set), { id: row.id, token, version: row.version + 1 });
}

/** The engagement a link leads to, while scores are taken. One refusal for every link that leads nowhere. */
async function linked(ctx: Ctx, token: string) {
  const { engagement: e, engagementExpert: p, expert: x } = ctx.db.rows;
  const columns = { id: e.id, title: e.title, enterprise: e.enterprise, fromDay: e.fromDay, toDay: e.toDay };
  const [row] = await ctx.db
    .select(columns)
    .from(e)
    .where(and(eq(e.scoreMac, await tokenMac(ctx, token)), inArray(e.state, SCORED)));
  const engagement = row ?? refuse('link_invalid');
  const parts = await ctx.db
    .select({
      id: p.id,
      expertId: p.expertId,
      state: p.state,
      score: p.scoreEnterprise,
      version: p.version,
      eventHash: p.eventHash,
    })
    .from(p)
    .where(and(eq(p.engagementId, engagement.id), eq(p.state, 'signed')));
  const names = await ctx.db
    .select({ id: x.id, name: x.name })
    .from(x)
    .where(
      or(
        among(
          x.id,
          parts.map((part) => part.expertId),
        ),
      ),
    );
  const nameOf = new Map(names.map((one) => [one.id, one.name]));
  return { engagement, parts: parts.map((part) => ({ ...part, expert: nameOf.get(part.expertId) ?? '' })) };
}

export async function scoreSheet(
  ctx: Ctx,
  { token }: InputOf<typeof contract.scoreSheet>,
): Promise<OutputOf<typeof contract.scoreSheet>> {
  const { engagement, parts } = await linked(ctx, token);
  const { enterprise, title, fromDay, toDay } = engagement;
  return { enterprise, title, fromDay, toDay, parts: parts.map(({ id, expert, score }) => ({ id, expert, score })) };
}

/** The enterprise's word; may be sent again until the engagement is closed. */
export async function sendScores(ctx: Ctx, input: InputOf<typeof contract.sendScores>): Promise<{ ok: true }> {
  const { parts } = await linked(ctx, input.token);
  const writes = input.scores.flatMap(({ partId, score }) => {
    const part = found(parts.find((one) => one.id === partId));
    const change = { action: 'enterprise_score', from: part.state, to: part.state, data: { score } };
    return changed(ctx, 'engagementExpert', part, change, { scoreEnterprise: score, updatedAt: ctx.now });
  });
  return ctx.db.commit(writes, { ok: true as const });
}
