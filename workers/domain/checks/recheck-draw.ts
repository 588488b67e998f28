import { and, between, eq } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { dayOfText, endOfDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { visible } from '../hazards/rows.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { randomToken, sha256 } from '../sessions/refresh-token.ts';
import { among, unitsBelow } from '../units/scope.ts';
import { checkCommon } from './fields.ts';
import { ownerUnit } from './owner.ts';
import type { Drawn } from './rows.ts';
import { digestOf, ranked } from './sample.ts';
import { noticeOf } from './step.ts';

type Input = InputOf<typeof contract.drawRecheck>;
const bad = (path: string, message: string): never => refuse('bad_request', { fields: [{ path, message }] });
/** What one draw reads and ranks; a wider one is made in parts. */
const MOST = 20_000;
const SAMPLE_MOST = 500;

/** 回头看: the seed is drawn here and now, so that nobody chooses a sample by choosing a seed. */
export async function drawRecheck(ctx: Ctx, input: Input): Promise<OutputOf<typeof contract.drawRecheck>> {
  const { db, now } = ctx;
  if ((input.size === null) === (input.percent === null)) bad('size', '请填写抽取数量或比例，二者选一');
  if (input.closedTo < input.closedFrom) bad('closedTo', '结束日期早于开始日期');
  await checkUnitsExist(ctx, [['placeUnitId', input.placeUnitId]]);
  const common = { tags: [], unannounced: false, teamId: null, templateId: null };
  const { personIds } = await checkCommon(ctx, { ...input, ...common });
  const ids = await population(ctx, input);
  const share = Math.ceil((ids.length * (input.percent ?? 0)) / 100);
  const size = Math.min(input.size ?? share, SAMPLE_MOST);
  const seed = sha256(randomToken());
  const sample = ranked(seed, ids).slice(0, size);
  const drawn: Drawn = { population: ids.length, digest: digestOf(ids), asked: asked(input) };
  const id = ctx.newId();
  const row = {
    ...{ id, kind: 'recheck', state: 'planned', title: input.title, hidden: false, planId: input.planId },
    ...{ plannedDay: input.plannedDay, ownerUnitId: await ownerUnit(ctx), seed, drawn: JSON.stringify(drawn) },
    ...{ sampled: sample.length, createdBy: personId(ctx), createdAt: now, updatedAt: now, version: 0, eventHash: '' },
  };
  const data = { seed, population: drawn.population, digest: drawn.digest, sampled: sample.length, ...drawn.asked };
  const notice = {
    ...noticeOf(row, personIds),
    kind: 'check.planned',
    body: `计划日期 ${row.plannedDay}，复查 ${sample.length} 条已销号隐患。`,
  };
  const writes = [
    ...born(ctx, 'checkVisit', row, { action: 'draw', to: 'planned', data }),
    ...personIds.map((person) => db.insert('checkPerson', { checkId: id, personId: person })),
    ...db.insertMany(
      'recheckLine',
      sample.map(({ id: hazardId, score }, i) => ({ checkId: id, hazardId, rank: i + 1, score })),
    ),
    ...(await notifyWrites(ctx, notice)),
  ];
  const answer = { id, state: 'planned' as const, version: 1, population: ids.length, sampled: sample.length };
  const done = await db.commit(writes, answer);
  ctx.ports.wakeOutbox();
  return done;
}

/** Closed in these days, of that sector, at that place or below it, and the drawer's to see. Sealed ones are in no sample. */
async function population(ctx: Ctx, { sector, placeUnitId, closedFrom, closedTo }: Input): Promise<string[]> {
  const h = ctx.db.rows.hazard;
  const [from, to] = [endOfDay(dayOfText(closedFrom) - 1) + 1, endOfDay(dayOfText(closedTo))];
  const rows = await ctx.db
    .select({ id: h.id })
    .from(h)
    .where(
      and(
        eq(h.state, 'closed'),
        eq(h.restricted, 0),
        between(h.closedAt, from, to),
        sector === null ? undefined : eq(h.sector, sector),
        placeUnitId === null ? undefined : among(h.placeUnitId, await unitsBelow(ctx, placeUnitId)),
        await visible(ctx),
      ),
    )
    .orderBy(h.id)
    .limit(MOST + 1);
  if (rows.length === 0) bad('closedFrom', '这个范围内没有已销号的隐患');
  if (rows.length > MOST) bad('closedFrom', `范围内超过 ${MOST} 条，请缩小日期、行业或属地`);
  return rows.map((row) => row.id);
}

function asked({ size, percent, sector, placeUnitId, closedFrom, closedTo }: Input): Record<string, string> {
  const all = { size, percent, sector, placeUnitId, closedFrom, closedTo };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])),
  );
}
