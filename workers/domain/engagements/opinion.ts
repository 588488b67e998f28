import { hash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { PartState } from '../../contract/expert-words.ts';
import type { signOpinion as signRoute } from '../../contract/my-expert.ts';
import type { OutputOf } from '../../contract/route.ts';
import { opinionText } from '../../protocol/opinion.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { myExpertId } from '../experts/sight.ts';
import { sameVersion } from '../people/chain.ts';
import { commitPart } from './answer.ts';
import { expertsOf, loadPart, ownPart } from './rows.ts';
import { type Done, engagementStep, partStep, type Seen } from './step.ts';

/** A draft is no step: it changes nothing anybody else sees. @throws `wrong_state` once it is signed */
export async function saveOpinion(ctx: Ctx, input: { id: string; opinion: string }): Promise<{ id: string }> {
  const { part } = await ownPart(ctx, await myExpertId(ctx), input.id);
  if (part.state !== 'accepted') refuse('wrong_state');
  const write = ctx.db.update('engagementExpert', { opinion: input.opinion }, (p) => eq(p.id, part.id));
  return ctx.db.commit([write], { id: part.id });
}

/** The text in its canonical form, its digest and the district's signature over both numbers, the digest and the day. */
export async function signOpinion(ctx: Ctx, input: Seen & { opinion: string }): Promise<OutputOf<typeof signRoute>> {
  const at = await ownPart(ctx, await myExpertId(ctx), input.id);
  const { part, row } = at;
  sameVersion(part, input.version);
  partStep(ctx, at, 'sign');
  const opinion = opinionText(input.opinion);
  const opinionHash = hash('sha256', opinion);
  const opinionSignature = await ctx.ports.signProof({
    ...{ tenant: ctx.tenant.slug, kind: 'expert-opinion', engagement: row.number, part: part.id },
    ...{ expert: await cardNumber(ctx, part.seatId), opinion: opinionHash, day: localDay(ctx.now) },
  });
  const set = { opinion, opinionHash, opinionSignature, signedAt: ctx.now };
  const step = partStep(ctx, at, 'sign', set, { opinionHash, opinionSignature });
  return commitPart(ctx, at, { ...step, done: { ...step.done, opinionHash } });
}

/** Number of the expert's card; '' before there is one. */
export async function cardNumber({ db }: Ctx, seatId: string): Promise<string> {
  const s = db.rows.expertSeat;
  const [row] = await db.select({ number: s.number }).from(s).where(eq(s.id, seatId));
  return row?.number ?? '';
}

/** Once: the words stay as a draft, the signature given stays in the ledger. @throws `wrong_state` for a second time */
export async function sendBackOpinion(ctx: Ctx, input: Seen & { reason: string }): Promise<Done<PartState>> {
  const at = await loadPart(ctx, input.id);
  const { part, row } = at;
  sameVersion(part, input.version);
  if (part.returned > 0) refuse('wrong_state');
  const { reason } = input;
  const cleared = { opinionHash: null, opinionSignature: null, signedAt: null, returned: 1, reason };
  const { opinionHash } = part;
  const step = partStep(ctx, at, 'sendBack', cleared, { reason, opinionHash });
  const account = (await expertsOf(ctx, [part.expertId])).get(part.expertId)?.personId;
  const whole = await engagementStep(ctx, row, row.state === 'reported' ? 'reopen' : 'answer', {
    data: { partId: part.id, to: step.done.state },
    notices: [
      {
        to: account ? [{ personId: account }] : [],
        kind: 'engagement.returned',
        title: `专家意见退回：${row.number}`,
        body: row.title,
        link: `/my-expert/${part.id}`,
      },
    ],
  });
  const done = await ctx.db.commit([...step.writes, ...whole.writes], step.done);
  ctx.ports.wakeOutbox();
  return done;
}

/** Did not come: no answer or no work is waited for any more. */
export async function markAbsent(ctx: Ctx, input: Seen & { reason: string }): Promise<Done<PartState>> {
  const at = await loadPart(ctx, input.id);
  sameVersion(at.part, input.version);
  const { reason } = input;
  return commitPart(ctx, at, partStep(ctx, at, 'absent', { reason }, { reason }));
}
