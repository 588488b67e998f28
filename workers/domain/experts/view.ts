import { asc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { CredentialKind, SeatState, TieKind, WorkKind } from '../../contract/expert-words.ts';
import type { expertView as contract } from '../../contract/experts.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { rulesOfPools } from '../eligibility/evaluate.ts';
import { credentialsOf, periodsOf } from '../seats/figures.ts';
import { among } from '../units/scope.ts';
import { type ExpertRow, expertsOf, fieldLabels, loadExpert, loadKept } from './record.ts';
import { myExpertId, poolsOf } from './sight.ts';

export type ExpertView = z.input<typeof contract>;
const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A record as its keepers and the very expert see it: of the identity number and the phone the last four. */
export async function expertView(ctx: Ctx, id: string): Promise<ExpertView> {
  return viewOf(ctx, await loadKept(ctx, id, 'expert.read'));
}

export async function myExpert(ctx: Ctx): Promise<ExpertView> {
  return expertView(ctx, await myExpertId(ctx));
}

async function viewOf(ctx: Ctx, row: ExpertRow): Promise<ExpertView> {
  const { expertTie: t, expertLeave: l, expertAccount: a } = ctx.db.rows;
  const { id } = row;
  const self = ctx.actor.kind === 'person' && ctx.actor.personId === row.personId;
  const [periods, credentials, ties, leaves, [account], fields, seats, manage] = await Promise.all([
    periodsOf(ctx, id),
    credentialsOf(ctx, id),
    ctx.db.select().from(t).where(eq(t.expertId, id)).orderBy(asc(t.id)),
    ctx.db.select().from(l).where(eq(l.expertId, id)).orderBy(asc(l.fromDay), asc(l.id)),
    ctx.db.select({ tail: a.tail }).from(a).where(eq(a.expertId, id)),
    fieldLabels(ctx),
    seatViews(ctx, id, self),
    keeps(ctx, id),
  ]);
  const confirmed = [...periods, ...credentials].map((f) => f.confirmedBy);
  const names = await namesOf(ctx, [...confirmed, ...ties.map((tie) => tie.personId), row.personId]);
  const label = new Map(fields.map((f) => [f.key, f.label]));
  const proof = (f: (typeof periods)[number] | (typeof credentials)[number]) => ({
    blobId: f.blobId,
    mediaType: f.mediaType ?? '',
    confirmation: f.status,
    confirmedBy: names.get(f.confirmedBy ?? '')?.name ?? '',
    confirmedAt: at(f.confirmedAt),
  });
  const { name, identityTail, phoneTail, birthDay, employer, post, bio, version, personId } = row;
  return {
    ...{ id, name, identityTail, phoneTail, birthDay, employer, post, bio, version, personId },
    source: row.source as ExpertView['source'],
    username: names.get(personId ?? '')?.username ?? '',
    accountTail: account?.tail ?? null,
    createdAt: new Date(row.createdAt).toISOString(),
    periods: periods.map((p) => ({
      ...{ id: p.id, employer: p.employer, post: p.post, work: p.work as WorkKind, field: p.field },
      ...{ fieldLabel: label.get(p.field) ?? p.field, fromDay: p.fromDay, toDay: p.toDay, share: p.share },
      ...proof(p),
    })),
    credentials: credentials.map((c) => ({
      ...{ id: c.id, kind: c.kind as CredentialKind, name: c.name, level: c.level, number: c.number },
      ...{ issuedOn: c.issuedOn, expiresOn: c.expiresOn },
      ...proof(c),
    })),
    ties: ties.map((tie) => ({
      ...{ id: tie.id, kind: tie.kind as TieKind, enterprise: tie.enterprise, creditCode: tie.creditCode },
      ...{ personId: tie.personId, personName: names.get(tie.personId ?? '')?.name ?? '' },
      ...{ fromDay: tie.fromDay, toDay: tie.toDay, note: tie.note },
    })),
    leaves: leaves.map(({ id: leaveId, fromDay, toDay, reason }) => ({ id: leaveId, fromDay, toDay, reason })),
    seats,
    fields,
    day: localDay(ctx.now),
    may: { edit: manage || self, manage, self },
  };
}

/** The seats in pools one keeps; experts themselves see all of theirs. */
async function seatViews(ctx: Ctx, expertId: string, self: boolean): Promise<ExpertView['seats']> {
  const { expertSeat: s, expertPool: p } = ctx.db.rows;
  const rows = await ctx.db.select().from(s).where(eq(s.expertId, expertId)).orderBy(asc(s.id));
  const seen = await ctx.db
    .select({ id: p.id, title: p.title, field: p.field })
    .from(p)
    .where(self ? undefined : await poolsOf(ctx, 'expert.read', p.id));
  const pools = new Map(seen.map((pool) => [pool.id, pool]));
  const shown = rows.filter((row) => pools.has(row.poolId));
  const rules = await rulesOfPools(ctx, new Set(shown.map((row) => row.poolId)), localDay(ctx.now));
  return shown.map((row) => ({
    ...{ id: row.id, poolId: row.poolId, number: row.number, days: row.days, passesOn: row.passesOn },
    ...{ poolTitle: pools.get(row.poolId)?.title ?? '', field: pools.get(row.poolId)?.field ?? '' },
    ...{ state: row.state as SeatState, passes: row.passes === 1, doubtful: row.doubtful === 1, termTo: row.termTo },
    rule: { ...rules.get(row.poolId)?.rule },
  }));
}

async function keeps(ctx: Ctx, id: string): Promise<boolean> {
  if (!can(ctx, 'expert.manage')) return false;
  if ((await expertsOf(ctx, 'expert.manage', id)) === undefined) return true;
  return loadExpert(ctx, id, 'expert.manage').then(
    () => true,
    () => false,
  );
}

async function namesOf(ctx: Ctx, ids: readonly (string | null)[]) {
  const p = ctx.db.rows.person;
  const wanted = new Set(ids.filter((id) => id !== null));
  if (wanted.size === 0) return new Map<string, { name: string; username: string }>();
  const rows = await ctx.db.select({ id: p.id, name: p.name, username: p.username }).from(p).where(among(p.id, wanted));
  return new Map(rows.map((row) => [row.id, row]));
}
