import { and, eq, inArray, or } from 'drizzle-orm';
import { ROLES, type Role } from '../../contract/access.ts';
import { CHECK_PAIRS, CHECK_TAGS, type CheckTag, UNANNOUNCED } from '../../contract/check-words.ts';
import type * as contract from '../../contract/checks.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { enterpriseKey } from '../engagements/load.ts';
import { refuse } from '../errors.ts';
import { sha256 } from '../sessions/refresh-token.ts';
import { among, covers, scopeOf } from '../units/scope.ts';

export type Fields = Omit<InputOf<typeof contract.planCheck>, never>;
type Common = Pick<Fields, 'tags' | 'unannounced' | 'teamId' | 'personIds' | 'planId' | 'templateId' | 'plannedDay'>;
const bad = (path: string, message: string): never => refuse('bad_request', { fields: [{ path, message }] });

/** Posts whose holders may be sent. */
const SENT = (Object.keys(ROLES) as Role[]).filter((role) =>
  (ROLES[role].permissions as readonly string[]).includes('check.do'),
);

/** Whom a campaign's list is ticked off by: the unit, or the enterprise by its credit code, without one by its name's digest. */
export function targetKey(unitId: string | null, enterprise: string, creditCode: string): string {
  if (unitId !== null) return `unit:${unitId}`;
  const key = enterpriseKey(enterprise, creditCode);
  return creditCode ? `enterprise:${key}` : `name:${sha256(key)}`;
}

export const titleOf = (target: string, { tags, unannounced }: Pick<Fields, 'tags' | 'unannounced'>): string =>
  `${target}${unannounced ? UNANNOUNCED : tags.includes('covert') ? CHECK_TAGS.covert : ''}检查`;

export const isHidden = ({ tags, unannounced }: Pick<Fields, 'tags' | 'unannounced'>): boolean =>
  unannounced || tags.includes('covert');

/** What is the same for one visit and for many. Answers who goes and what the checklist is called. */
export async function checkCommon(ctx: Ctx, input: Common): Promise<{ personIds: string[]; templateTitle: string }> {
  checkTags(input.tags);
  if (input.plannedDay < localDay(ctx.now)) bad('plannedDay', '计划日期不能早于今天');
  const [fromTeam, templateTitle] = await Promise.all([
    teamPeople(ctx, input.teamId),
    templateOf(ctx, input.templateId),
    checkCampaign(ctx, input.planId),
  ]);
  const personIds = [...new Set([...input.personIds, ...fromTeam])];
  if (personIds.length === 0) bad('personIds', '请选择检查人员，或选择有本地人员的督导组');
  await checkPeople(ctx, personIds);
  return { personIds, templateTitle };
}

function checkTags(tags: readonly CheckTag[]): void {
  for (const { 0: one, 1: other } of Object.values(CHECK_PAIRS).map((pair) => Object.keys(pair) as CheckTag[])) {
    if (tags.filter((tag) => tag === one || tag === other).length > 1) bad('tags', '同一对检查方式只能选一种');
  }
}

async function teamPeople({ db }: Ctx, teamId: string | null): Promise<string[]> {
  if (teamId === null) return [];
  const { checkTeam: t, checkTeamMember: m } = db.rows;
  const [team] = await db
    .select({ leaderId: t.leaderId })
    .from(t)
    .where(and(eq(t.id, teamId), eq(t.state, 'active')));
  if (!team) return bad('teamId', '没有这个督导组，或已撤销');
  const members = await db.select({ id: m.personId }).from(m).where(eq(m.teamId, teamId));
  return [team.leaderId, ...members.map((row) => row.id)].filter((id) => id !== null);
}

async function templateOf({ db }: Ctx, templateId: string | null): Promise<string> {
  if (templateId === null) return '';
  const t = db.rows.template;
  const [row] = await db
    .select({ title: t.title })
    .from(t)
    .where(and(eq(t.id, templateId), eq(t.kind, 'checklist')));
  return row?.title ?? bad('templateId', '没有这张检查表');
}

async function checkCampaign({ db }: Ctx, planId: string | null): Promise<void> {
  if (planId === null) return;
  const p = db.rows.plan;
  const [row] = await db
    .select({ id: p.id })
    .from(p)
    .where(and(eq(p.id, planId), eq(p.kind, 'campaign'), inArray(p.state, ['drafted', 'active'])));
  if (!row) bad('planId', '没有这个专项行动，或已经结束');
}

/** Each is in service and holds a post that checks; who plans for some units sends people of these units. */
export async function checkPeople(ctx: Ctx, personIds: readonly string[], path = 'personIds'): Promise<void> {
  const { person: p, personRole: r } = ctx.db.rows;
  const scope = await scopeOf(ctx, 'check.plan');
  const near = scope === 'all' ? undefined : or(among(p.unitId, scope), among(r.unitId, scope));
  const rows = await ctx.db
    .select({ id: p.id })
    .from(p)
    .innerJoin(r, eq(r.personId, p.id))
    .where(and(among(p.id, personIds), eq(p.status, 'active'), inArray(r.role, SENT), near));
  const there = new Set(rows.map((row) => row.id));
  if (personIds.some((id) => !there.has(id))) bad(path, '有人员不在岗，或其岗位不能开展检查');
}

/** A unit or an enterprise, and not both. */
export async function checkTarget(ctx: Ctx, input: Fields): Promise<string> {
  const { unitId, enterprise, placeUnitId } = input;
  if ((unitId === null) === (enterprise === '')) bad('unitId', '请选择一个被检查单位，或填写一家企业');
  const names = await unitNames(ctx, [unitId, placeUnitId]);
  if (unitId !== null && !names.has(unitId)) bad('unitId', '没有这个单位');
  if (placeUnitId !== null && !names.has(placeUnitId)) bad('placeUnitId', '没有这个单位');
  if (unitId === null) return enterprise;
  if (!covers(await scopeOf(ctx, 'check.plan'), unitId)) refuse('forbidden');
  return names.get(unitId) as string;
}

export async function unitNames({ db }: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const u = db.rows.unit;
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.select({ id: u.id, name: u.name }).from(u).where(among(u.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name]));
}
