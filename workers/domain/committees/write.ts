import { eq } from 'drizzle-orm';
import type { addCommittee as addContract, editCommittee as editContract } from '../../contract/people.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { among } from '../units/scope.ts';
import type { CommitteeView } from './list.ts';

type Fields = Omit<InputOf<typeof addContract>, 'members'>;
type Members = CommitteeView['members'];

export async function addCommittee(ctx: Ctx, input: InputOf<typeof addContract>): Promise<CommitteeView> {
  await check(ctx, input, input.members);
  const { members, ...fields } = input;
  const row = { id: ctx.newId(), ...fields, active: true };
  const writes = [
    ...born(ctx, 'committee', row, { action: 'add', to: 'active', data: facts(fields, members) }),
    ...seats(ctx, row.id, members),
  ];
  return ctx.db.commit(writes, { ...row, version: 1, members });
}

export async function editCommittee(ctx: Ctx, input: InputOf<typeof editContract>): Promise<CommitteeView> {
  const { committee: c } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: c.id, active: c.active, version: c.version, eventHash: c.eventHash })
    .from(c)
    .where(eq(c.id, input.id));
  const before = found(row);
  sameVersion(before, input.version);
  await check(ctx, input, input.members);
  const { id, version: _, members, ...set } = input;
  const state = (active: boolean) => (active ? 'active' : 'inactive');
  const change = { action: 'edit', from: state(before.active), to: state(set.active), data: facts(set, members) };
  const writes = [
    ...changed(ctx, 'committee', before, change, set),
    ctx.db.remove('committeeMember', (m) => eq(m.committeeId, id)),
    ...seats(ctx, id, members),
  ];
  return ctx.db.commit(writes, { id, ...set, version: before.version + 1, members });
}

const facts = (fields: Fields, members: Members) => ({
  kind: fields.kind,
  sector: fields.sector,
  leadUnitId: fields.leadUnitId,
  members: members.map((m) => `${m.role}:${m.unitId}`),
});

function seats(ctx: Ctx, committeeId: string, members: Members) {
  return ctx.db.insertMany(
    'committeeMember',
    members.map((m) => ({ id: ctx.newId(), committeeId, ...m })),
  );
}

async function check(ctx: Ctx, fields: Fields, members: Members): Promise<void> {
  const bad = (path: string, message: string) => refuse('bad_request', { fields: [{ path, message }] });
  const seen = new Set<string>();
  for (const [i, m] of members.entries()) {
    if (seen.has(m.unitId)) bad(`members.${i}.unitId`, '同一单位只能列一次');
    seen.add(m.unitId);
    if (m.termFrom && m.termTo && m.termTo < m.termFrom) bad(`members.${i}.termTo`, '任期的结束日期早于开始日期');
  }
  await checkUnitsExist(ctx, [
    ['leadUnitId', fields.leadUnitId],
    ...members.map((m, i) => [`members.${i}.unitId`, m.unitId] as const),
  ]);
  const persons = members.flatMap((m) => (m.personId === null ? [] : [m.personId]));
  if (persons.length === 0) return;
  const { person: p } = ctx.db.rows;
  const there = new Set((await ctx.db.select({ id: p.id }).from(p).where(among(p.id, persons))).map((row) => row.id));
  const missing = members.findIndex((m) => m.personId !== null && !there.has(m.personId));
  if (missing >= 0) bad(`members.${missing}.personId`, '没有这个人');
}
