import type { Ctx } from '../context.ts';
import type { Recipient } from '../notifications/notify.ts';

/** How a hazard says who sees it while its tip is sealed (`hazard.restricted`). */
export const OPEN = 0;
export const FOR_INTAKE = 1;
export const FOR_DISCIPLINE = 2;

export const VERIFICATION = 'verification:';
/** The unit of a verification desk; undefined for the two offices. */
export const unitOf = (desk: string): string | undefined =>
  desk.startsWith(VERIFICATION) ? desk.slice(VERIFICATION.length) : undefined;

export const sealedFor = (desk: string): number => (desk === 'discipline' ? FOR_DISCIPLINE : FOR_INTAKE);

/** Roles whose keys open a tip of this desk: the intake goes on reading what it gave a unit to verify. */
export function rolesOf(desk: string): string[] {
  return unitOf(desk) === undefined ? [desk] : [desk, 'intake'];
}

/** Who works at a desk (`intake`, `discipline`, `verification:{unit}`): whom a message about one of its tips is for. */
export function deskRecipients(desk: string): Recipient[] {
  if (desk === 'discipline') return [{ role: 'discipline' }];
  const unitId = unitOf(desk);
  return unitId === undefined ? [{ role: 'tip_office' }] : [{ role: 'tip_verifier', unitId, exact: true }];
}

/** Which desks the actor works at: the one fact that all visibility of tips, and of their sealed hazards, hangs on. */
export interface MyDesks {
  /** Every tip but those that lie with discipline inspection. */
  readonly intake: boolean;
  readonly discipline: boolean;
  /** `verification:{unit}` of the units whose verifier the actor is; a grant counts for that unit alone, as its key does. */
  readonly verification: readonly string[];
}

export function myDesks({ actor }: Ctx): MyDesks {
  if (actor.kind === 'system') return { intake: true, discipline: true, verification: [] };
  const grants = actor.kind === 'person' ? actor.grants : [];
  const units = grants.filter((g) => g.role === 'tip_verifier' && g.unitId !== '').map((g) => g.unitId);
  return {
    intake: grants.some((g) => g.role === 'tip_office'),
    discipline: grants.some((g) => g.role === 'discipline'),
    verification: [...new Set(units)].map((unitId) => `${VERIFICATION}${unitId}`),
  };
}

/** Does a hazard with this value of `restricted` show itself to the actor? */
export function seesSealed(ctx: Ctx, restricted: number): boolean {
  const mine = myDesks(ctx);
  return restricted === FOR_DISCIPLINE ? mine.discipline : restricted === FOR_INTAKE ? mine.intake : true;
}
