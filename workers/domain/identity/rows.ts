import { and, eq, gt } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Role } from '../../contract/access.ts';
import type { IdentityPart } from '../../protocol/identity.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import type { Recipient } from '../notifications/notify.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { tipRow } from '../tips/rows.ts';
import { tipStep } from '../tips/step.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.identityRequest);
export type RequestRow = Awaited<ReturnType<typeof everyColumn>>[number];
export type RequestState = 'open' | 'ready' | 'opened' | 'refused' | 'expired';

/** Which staff role keeps which half. */
export const CUSTODIANS: Record<IdentityPart, Role> = {
  'identity-a': 'identity_custodian',
  'identity-b': 'discipline',
};
/** Whoever keeps a half hears of every step with every name. */
export const ALL_CUSTODIANS: readonly Recipient[] = Object.values(CUSTODIANS).map((role) => ({ role }));

export const keeps = ({ actor }: Ctx, part: IdentityPart): boolean =>
  actor.kind === 'person' && actor.grants.some((g) => g.role === CUSTODIANS[part]);

/** @throws `not_found` */
export async function loadRequest(ctx: Ctx, id: string): Promise<RequestRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.identityRequest.id, id));
  return found(row);
}

/** In one of these states and within its days. @throws `not_found`, `wrong_state` */
export async function loadLive(ctx: Ctx, id: string, states: readonly RequestState[]): Promise<RequestRow> {
  const r = ctx.db.rows.identityRequest;
  const row = await loadRequest(ctx, id);
  if (!states.includes(row.state as RequestState)) return refuse('wrong_state');
  const [live] = await everyColumn(ctx).where(and(eq(r.id, id), gt(r.expiresAt, ctx.now)));
  return live ?? refuse('wrong_state');
}

interface RequestStep {
  readonly action: string;
  readonly to?: RequestState;
  readonly set?: Partial<RequestRow>;
  readonly data?: Record<string, unknown>;
  readonly notices?: readonly Notice[];
}

/** One step of a request: its event and its row, the event on its tip, the notices. */
export async function requestStep(ctx: Ctx, row: RequestRow, step: RequestStep): Promise<Write[]> {
  const { db } = ctx;
  const to = step.to ?? row.state;
  const { write, head } = nextEvent(ctx, row, {
    entity: 'identity_request',
    entityId: row.id,
    action: step.action,
    from: row.state,
    to: to === row.state ? null : to,
    data: { tipId: row.tipId, ...step.data },
  });
  const notices = await Promise.all((step.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  return [
    write,
    db.update('identityRequest', { ...step.set, state: to, ...head }, (r) => eq(r.id, row.id)),
    ...(await onTip(ctx, row, step)),
    ...notices.flat(),
  ];
}

/** The tip's own chain says it too. Custodians need not see the tip for that. */
export async function onTip(ctx: Ctx, row: { id: string; tipId: string }, step: RequestStep): Promise<Write[]> {
  const tip = await tipRow(ctx, row.tipId);
  return tipStep(ctx, tip, { action: `identity.${step.action}`, data: { requestId: row.id, ...step.data } }).writes;
}

/** Words of the request itself stay on its page. */
export const noticeOf = (to: readonly Recipient[], title: string): Notice => ({
  to,
  kind: 'identity',
  title,
  body: '',
  link: '/identity',
});
