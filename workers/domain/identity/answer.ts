import { and, desc, eq } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { SUITE, toBase64 } from '../../protocol/bytes.ts';
import { ENC_SIZE, WRAP_SIZE } from '../../protocol/envelope.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { sized } from '../tips/check.ts';
import { tipRow } from '../tips/rows.ts';
import { again } from '../tips/step.ts';
import { ALL_CUSTODIANS, keeps, loadLive, noticeOf, type RequestRow, requestStep } from './rows.ts';

type Half = OutputOf<typeof contract.identityHalf>;

/** The half that this custodian keeps, for their browser to open. Logged each time. @throws `forbidden` for the other's half */
export async function identityHalf(ctx: Ctx, { id, part }: InputOf<typeof contract.identityHalf>): Promise<Half> {
  if (!keeps(ctx, part)) throw new DomainError('forbidden');
  return again(async () => {
    const request = await loadLive(ctx, id, ['open']);
    checkOthers(ctx, request);
    const { tipIdentity: i } = ctx.db.rows;
    const tip = await tipRow(ctx, request.tipId);
    const [identity] = await ctx.db
      .select({ commitA: i.commitA, commitB: i.commitB })
      .from(i)
      .where(eq(i.tipId, tip.id));
    const wrap = await newestWrap(ctx, tip.id, part);
    if (!identity || !wrap) throw new DomainError('shredded');
    await ctx.db.commit(await requestStep(ctx, request, { action: 'look', data: { part } }), null);
    const commit = part === 'identity-a' ? identity.commitA : identity.commitB;
    return { tipId: tip.id, formHash: tip.formHash, commit, wrap, reason: request.reason };
  });
}

/** Wrapped to the newest epoch of the custodians' key that has it. */
async function newestWrap({ db }: Ctx, tipId: string, part: string): Promise<Half['wrap'] | undefined> {
  const { tipWrap: w, roleKey: k } = db.rows;
  const rows = await db
    .select({ roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct, epoch: k.epoch })
    .from(w)
    .innerJoin(k, eq(k.id, w.roleKeyId))
    .where(and(eq(w.tipId, tipId), eq(w.part, part)))
    .orderBy(desc(k.epoch))
    .limit(1);
  return rows.map(({ roleKeyId, enc, ct }) => ({ roleKeyId, enc, ct }))[0];
}

/** Two custodians, and neither is whoever asks. @throws `same_person` */
function checkOthers(ctx: Ctx, request: RequestRow): void {
  const me = personId(ctx);
  if ([request.requestedBy, request.halfABy, request.halfBBy].includes(me)) throw new DomainError('same_person');
}

const HALF_SIZE = 1 + ENC_SIZE + WRAP_SIZE;

/** One half, sealed to whoever asked; the server passes it on unread. The second one makes the request ready. */
export async function grantIdentity(
  ctx: Ctx,
  { id, part, envelope }: InputOf<typeof contract.grantIdentity>,
): Promise<{ ok: true }> {
  if (!keeps(ctx, part)) throw new DomainError('forbidden');
  const request = await loadLive(ctx, id, ['open']);
  checkOthers(ctx, request);
  const isA = part === 'identity-a';
  if ((isA ? request.halfA : request.halfB) !== null) throw new DomainError('conflict');
  const bytes = sized(envelope, (n) => n === HALF_SIZE);
  if (bytes[0] !== SUITE) throw new DomainError('envelope_invalid');
  const half = toBase64(bytes);
  const by = personId(ctx);
  const both = (isA ? request.halfB : request.halfA) !== null;
  const step = {
    action: 'grant',
    ...(both ? { to: 'ready' as const } : {}),
    set: isA ? { halfA: half, halfABy: by } : { halfB: half, halfBBy: by },
    data: { part },
    notices: [
      noticeOf(ALL_CUSTODIANS, both ? '调取姓名的申请已由两个岗位同意' : '一个岗位已同意调取姓名的申请'),
      ...(both ? [noticeOf([{ personId: request.requestedBy }], '您调取姓名的申请已获同意，请在有效期内打开')] : []),
    ],
  };
  return ctx.db.commit(await requestStep(ctx, request, step), { ok: true });
}

/** Either custodian's no is enough, also after the other's yes; what was granted goes. */
export async function refuseIdentity(
  ctx: Ctx,
  { id, reason }: InputOf<typeof contract.refuseIdentity>,
): Promise<{ ok: true }> {
  if (!keeps(ctx, 'identity-a') && !keeps(ctx, 'identity-b')) throw new DomainError('forbidden');
  const request = await loadLive(ctx, id, ['open', 'ready']);
  const step = {
    action: 'refuse',
    to: 'refused' as const,
    set: { refusal: reason, halfA: null, halfB: null },
    notices: [noticeOf([...ALL_CUSTODIANS, { personId: request.requestedBy }], '一件调取姓名的申请未获同意')],
  };
  return ctx.db.commit(await requestStep(ctx, request, step), { ok: true });
}
