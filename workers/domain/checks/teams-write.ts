import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/check-teams.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { checkPeople } from './fields.ts';
import { ownerUnit } from './owner.ts';
import { loadTeam, type TeamRow } from './teams.ts';

type Fields = InputOf<typeof contract.addTeam>;
interface Done {
  readonly id: string;
  readonly version: number;
}

export async function addTeam(ctx: Ctx, input: Fields): Promise<Done> {
  await check(ctx, input);
  const id = ctx.newId();
  const row = {
    ...{ id, state: 'active', ...columns(input), ownerUnitId: await ownerUnit(ctx) },
    ...{ createdBy: personId(ctx), createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const event = { action: 'add', to: 'active', data: facts(input) };
  return commit(ctx, [...born(ctx, 'checkTeam', row, event), ...memberRows(ctx, id, input)], { id, version: 1 });
}

export async function editTeam(ctx: Ctx, input: InputOf<typeof contract.editTeam>): Promise<Done> {
  const row = await teamFor(ctx, input);
  await check(ctx, input);
  const event = { action: 'edit', from: row.state, to: row.state, data: facts(input) };
  const writes = [
    ...changed(ctx, 'checkTeam', row, event, { ...columns(input), updatedAt: ctx.now }),
    ctx.db.remove('checkTeamMember', (m) => eq(m.teamId, row.id)),
    ...memberRows(ctx, row.id, input),
  ];
  return commit(ctx, writes, { id: row.id, version: row.version + 1 });
}

/** 撤销: what it did stays; nothing new is planned for it. */
export async function endTeam(ctx: Ctx, input: InputOf<typeof contract.endTeam>): Promise<Done> {
  const row = await teamFor(ctx, input);
  const event = { action: 'end', from: row.state, to: 'ended', data: {} };
  const writes = changed(ctx, 'checkTeam', row, event, { state: 'ended', updatedAt: ctx.now });
  return commit(ctx, writes, { id: row.id, version: row.version + 1 });
}

async function teamFor(ctx: Ctx, seen: { id: string; version: number }): Promise<TeamRow> {
  const row = await loadTeam(ctx, seen.id);
  if (!covers(await scopeOf(ctx, 'check.plan'), row.ownerUnitId)) refuse('forbidden');
  sameVersion(row, seen.version);
  if (row.state !== 'active') refuse('wrong_state');
  return row;
}

async function check(ctx: Ctx, input: Fields): Promise<void> {
  if (input.toDay !== null && input.toDay < input.fromDay) {
    refuse('bad_request', { fields: [{ path: 'toDay', message: '结束日期早于开始日期' }] });
  }
  const nobody = input.members.findIndex((one) => one.personId === null && one.name === '');
  if (nobody >= 0) {
    refuse('bad_request', { fields: [{ path: `members.${nobody}.name`, message: '请选择人员或填写姓名' }] });
  }
  await checkUnitsExist(
    ctx,
    input.unitIds.map((id) => ['unitIds', id] as const),
  );
  if (input.leaderId !== null) await checkPeople(ctx, [input.leaderId], 'leaderId');
  const persons = input.members.map((one) => one.personId).filter((id) => id !== null);
  if (persons.length > 0) await checkPeople(ctx, persons, 'members');
}

const columns = ({ name, leaderId, sectors, unitIds, fromDay, toDay, note }: Fields) => ({
  ...{ name, leaderId, fromDay, toDay, note, sectors: JSON.stringify(sectors), units: JSON.stringify(unitIds) },
});

const facts = ({ members, sectors, unitIds, fromDay, toDay }: Fields) => ({
  ...{ members: members.length, sectors: sectors.length, units: unitIds.length, fromDay, toDay },
});

const memberRows = ({ db }: Ctx, teamId: string, { members }: Fields): Write[] =>
  members.map(({ personId: person, name, duty }, i) =>
    db.insert('checkTeamMember', { teamId, sort: i + 1, personId: person, name: person === null ? name : '', duty }),
  );

async function commit(ctx: Ctx, writes: Write[], done: Done): Promise<Done> {
  try {
    return await ctx.db.commit(writes, done);
  } catch (error) {
    if (error instanceof ConflictError && error.table === 'check_team') throw new DomainError('name_taken');
    throw error;
  }
}
