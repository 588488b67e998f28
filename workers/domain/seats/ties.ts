import { and, eq } from 'drizzle-orm';
import { type Permission, ROLE_NAMES, ROLES } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import type { SeatRow } from './rows.ts';
import { today, type Vetting, vettingRule, yearsOn } from './settings.ts';

/** What ties members of staff to an applicant: read once for a case, asked for each person. */
export interface Ties {
  readonly selfId: string | null;
  readonly kin: ReadonlySet<string>;
  /** Present employers, and former ones within the years of the setting, without blanks. */
  readonly employers: ReadonlySet<string>;
  /** Said themselves that they must not judge this applicant. */
  readonly recused: ReadonlySet<string>;
}
interface Colleague {
  readonly id: string;
  readonly unitNames: readonly (string | null)[];
}

const plain = (name: string): string => name.replace(/[\s()（）·]/g, '');

export async function tiesOf(ctx: Ctx, seat: Pick<SeatRow, 'id' | 'expertId'>): Promise<Ties> {
  const { db } = ctx;
  const { expert: e, expertTie: t, expertPeriod: p, expertReview: r } = db.rows;
  const [rule, [expert], ties, periods, recused] = await Promise.all([
    vettingRule(ctx),
    db.select({ personId: e.personId, employer: e.employer }).from(e).where(eq(e.id, seat.expertId)),
    db.select().from(t).where(eq(t.expertId, seat.expertId)),
    db.select({ employer: p.employer, toDay: p.toDay }).from(p).where(eq(p.expertId, seat.expertId)),
    db
      .select({ id: r.reviewerId })
      .from(r)
      .where(and(eq(r.seatId, seat.id), eq(r.opinion, 'recuse'))),
  ]);
  const employed = [
    ...periods.map((one) => ({ name: one.employer, toDay: one.toDay })),
    ...ties.filter((one) => one.kind === 'employee').map((one) => ({ name: one.enterprise, toDay: one.toDay })),
    { name: expert?.employer ?? '', toDay: null },
  ];
  return {
    selfId: expert?.personId ?? null,
    kin: new Set(ties.filter((one) => one.kind === 'kin').flatMap((one) => one.personId ?? [])),
    employers: recent(ctx, rule, employed),
    recused: new Set(recused.map((one) => one.id)),
  };
}

function recent(ctx: Ctx, rule: Vetting, employed: readonly { name: string; toDay: string | null }[]): Set<string> {
  const since = yearsOn(today(ctx), -rule.employerYears);
  const names = employed.filter((one) => one.toDay === null || one.toDay >= since).map((one) => plain(one.name));
  return new Set(names.filter((name) => name !== ''));
}

/** Why this colleague must keep out of the case; '' for whoever need not. */
export function tieOf(ties: Ties, who: Colleague): string {
  if (who.id === ties.selfId) return '是申请人本人';
  if (ties.kin.has(who.id)) return '与申请人有近亲属关系';
  if (who.unitNames.some((name) => name !== null && ties.employers.has(plain(name))))
    return '所在单位是申请人任职或近年任职过的单位';
  return ties.recused.has(who.id) ? '本人已申请回避' : '';
}

const HANDLING: readonly Permission[] = ['expert.manage', 'expert.review', 'expert.appoint'];
const handlingRoles = ROLE_NAMES.filter((role) =>
  (ROLES[role].permissions as readonly Permission[]).some((p) => HANDLING.includes(p)),
);
const MOST = 500;

/** People of the tenant with their units' names: the ones asked for, or all whose post handles such cases. */
async function colleagues({ db }: Ctx, ids?: readonly string[]): Promise<(Colleague & { name: string })[]> {
  const { person: p, personRole: r, unit: u } = db.rows;
  const rows = await db
    .select({ id: p.id, name: p.name, unitId: p.unitId, grantUnitId: r.unitId })
    .from(p)
    .leftJoin(r, eq(r.personId, p.id))
    .where(ids ? among(p.id, ids) : and(among(r.role, handlingRoles), eq(p.status, 'active')))
    .limit(MOST);
  const unitIds = rows.flatMap((row) => [row.unitId, row.grantUnitId]).filter((id) => id !== null && id !== '');
  const units = await db
    .select({ id: u.id, name: u.name, shortName: u.shortName })
    .from(u)
    .where(among(u.id, unitIds as string[]));
  const named = new Map(units.map((unit) => [unit.id, [unit.name, unit.shortName]]));
  return [...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => ({
    id,
    name: own[0]?.name ?? '',
    unitNames: own.flatMap((row) => [
      ...(named.get(row.unitId ?? '') ?? []),
      ...(named.get(row.grantUnitId ?? '') ?? []),
    ]),
  }));
}

/** Why the acting person must keep out; '' for the system. */
export async function myTie(ctx: Ctx, seat: Pick<SeatRow, 'id' | 'expertId'>): Promise<string> {
  if (ctx.actor.kind !== 'person') return '';
  const [ties, [me]] = await Promise.all([tiesOf(ctx, seat), colleagues(ctx, [ctx.actor.personId])]);
  return me ? tieOf(ties, me) : '';
}

/** Whoever handles such cases here and must keep out of this one. */
export async function lockedOut(ctx: Ctx, seat: Pick<SeatRow, 'id' | 'expertId'>) {
  const [ties, people] = await Promise.all([tiesOf(ctx, seat), colleagues(ctx)]);
  return people
    .map(({ id, name, unitNames }) => ({ personId: id, name, why: tieOf(ties, { id, unitNames }) }))
    .filter((one) => one.why !== '');
}
