import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as api from '../../workers/contract/experts.ts';
import * as seats from '../../workers/contract/seats.ts';
import { LEFT_OUT } from '../../workers/domain/tenants/archive.ts';
import { figures, type Intake, intakeWorld, one, paper, said } from '../support/experts.ts';
import type { Caller } from '../support/world.ts';

const period = {
  employer: '鲁南焦化厂',
  post: '安环部部长',
  work: 'technology' as const,
  field: 'chemicals',
  fromDay: '2015-03-01',
};

async function entered(at: Intake, n = 0, by: Caller = at.keeper, poolId = at.poolId) {
  const { name, identityNumber, phone, employer, post, periods, credentials } = one(n);
  const proven = async <T extends { evidenced: boolean }>({ evidenced, ...row }: T) => ({
    ...row,
    blobId: evidenced ? await paper(at, by) : null,
  });
  return by.call(api.create, {
    ...{ name, identityNumber, phone, employer, post, poolIds: [poolId] },
    periods: await Promise.all(periods.map(proven)),
    credentials: await Promise.all(credentials.map(proven)),
  });
}

test('entered by the office: measured at once, masked; the full number only for a reason that is written down', async () => {
  const at = await intakeWorld();
  const who = one(1);
  const { id, existed } = await entered(at, 1);
  expect(existed).toBe(false);
  const view = await at.keeper.call(api.one, { id });
  expect(view).toMatchObject({ name: who.name, identityTail: who.identityNumber.slice(-4), birthDay: who.birthDay });
  expect(view.seats).toMatchObject([{ poolId: at.poolId, state: 'applied', passes: true, passesOn: '2026-11-18' }]);
  expect(view.periods).toMatchObject([
    { fieldLabel: '危险化学品', confirmation: 'open', mediaType: 'application/pdf' },
  ]);
  const list = await at.keeper.call(api.list, { q: who.name.slice(1) });
  expect(list.items).toMatchObject([{ id, seats: [{ state: 'applied' }] }]);
  for (const shown of [view, list]) {
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${who.identityNumber}|${who.phone}`));
  }
  await expect(at.keeper.call(api.reveal, { id, which: 'identity', reason: '' })).rejects.toThrow('400 bad_request');
  const reason = '核对社保缴费记录';
  expect(await at.keeper.call(api.reveal, { id, which: 'identity', reason })).toEqual({ value: who.identityNumber });
  expect(await at.keeper.call(api.reveal, { id, which: 'phone', reason })).toEqual({ value: who.phone });
  const { db } = await at.ctx();
  const events = await db.select().from(db.rows.event).where(eq(db.rows.event.entityId, id));
  expect(events.map((e) => e.action)).toEqual(['add', 'reveal', 'reveal']);
  expect(events[1]).toMatchObject({ actor: `person:${at.keeper.personId}`, data: expect.stringContaining(reason) });
  const [row] = await db.select().from(db.rows.expert);
  const text = `${JSON.stringify(row)} ${await said(at)}`;
  for (const secret of [who.identityNumber, who.phone, who.identityNumber.slice(0, 14)])
    expect(text).not.toContain(secret);
  expect(await said(at)).not.toContain(who.name);
});

test('an administrator of one field cannot see, change or open another’s; a shared record shows each their own seats', async () => {
  const at = await intakeWorld();
  const { id } = await entered(at);
  const view = await at.keeper.call(api.one, { id });
  const row = view.periods[0]!;
  const stranger = at.gasKeeper;
  const tries = [
    stranger.call(api.one, { id }),
    stranger.call(api.reveal, { id, which: 'identity', reason: '看看' }),
    stranger.call(api.addPeriod, { expertId: id, ...period }),
    stranger.call(api.removePeriod, { id: row.id }),
    stranger.call(api.addLeave, { expertId: id, fromDay: '2026-12-01', toDay: '2026-12-02' }),
    stranger.call(api.signIn, { id, username: 'zhao' }),
  ];
  for (const refused of await Promise.allSettled(tries))
    expect(String((refused as PromiseRejectedResult).reason)).toContain('404 not_found');
  expect((await stranger.send(api.evidenceFile, { id, blobId: row.blobId! })).status).toBe(404);
  expect((await at.keeper.send(api.evidenceFile, { id, blobId: row.blobId! })).status).toBe(200);
  expect((await stranger.call(api.list, {})).items).toEqual([]);
  await expect(entered(at, 2, stranger, at.poolId)).rejects.toThrow('400 bad_request');
  const again = await entered(at, 0, stranger, at.gasPool);
  expect(again).toEqual({ id, existed: true });
  expect((await stranger.call(api.one, { id })).seats.map((s) => s.poolId)).toEqual([at.gasPool]);
  expect((await at.keeper.call(api.one, { id })).seats.map((s) => s.poolId)).toEqual([at.poolId]);
  expect((await at.keeper.call(api.one, { id })).periods).toHaveLength(1);
  await expect(entered(at, 0)).rejects.toThrow('409 seat_taken');
});

test('a confirmed figure that is changed is no longer confirmed, and what was judged is judged anew', async () => {
  const at = await intakeWorld();
  const { id } = await entered(at);
  const seatId = (await at.keeper.call(api.one, { id })).seats[0]!.id;
  const desk = await at.keeper.call(seats.seat, { id: seatId });
  let version = desk.version;
  for (const f of [...desk.periods, ...desk.credentials]) {
    ({ version } = await at.keeper.call(seats.confirmFigure, {
      id: seatId,
      version,
      figureId: f.id,
      hash: f.hash,
      confirmed: true,
    }));
  }
  await at.keeper.call(seats.check, { id: seatId, version });
  const before = (await at.keeper.call(api.one, { id })).periods[0]!;
  expect(before.confirmation).toBe('confirmed');
  const { employer, post, work, field, fromDay, toDay, share, blobId } = before;
  const same = { id: before.id, employer, post, work, field, fromDay, toDay, share, blobId };
  expect(await at.keeper.call(api.editPeriod, same)).toEqual({ id: before.id, stale: false });
  expect((await at.keeper.call(api.one, { id })).seats[0]!.state).toBe('checked');
  expect(await at.keeper.call(api.editPeriod, { ...same, fromDay: '2023-01-01' })).toEqual({
    id: before.id,
    stale: true,
  });
  const after = await at.keeper.call(api.one, { id });
  expect(after.periods[0]).toMatchObject({ confirmation: 'stale', confirmedBy: '' });
  expect(after.seats[0]).toMatchObject({ state: 'applied', passes: false });
});

test('experts see and edit their own record alone; the account is opened by whoever pays, and only then', async () => {
  const at = await intakeWorld();
  const { id } = await entered(at);
  const other = await entered(at, 3);
  const { personId } = await at.keeper.call(api.signIn, { id, username: 'zhaogong' });
  const { db } = await at.ctx();
  const self = await at.person(['expert']);
  await db.commit([db.update('expert', { personId: self.personId }, (e) => eq(e.id, id))], null);
  expect(personId).not.toBe('');
  const mine = await self.call(api.mine, {});
  expect(mine).toMatchObject({ id, may: { edit: true, manage: false, self: true } });
  await self.call(api.addPeriod, { expertId: id, ...period });
  await self.call(api.addTie, { expertId: id, kind: 'adviser', enterprise: '某化工厂' });
  await expect(self.call(api.one, { id: other.id })).rejects.toThrow('404 not_found');
  await expect(self.call(api.addPeriod, { expertId: other.id, ...period })).rejects.toThrow('404 not_found');
  await expect(self.call(api.reveal, { id, which: 'identity', reason: '看看' })).rejects.toThrow('403 forbidden');
  const number = '6222021234567890123';
  expect(await self.call(api.setAccount, { id, holder: '张安', bank: '某银行', number })).toEqual({ tail: '0123' });
  expect(JSON.stringify(await at.keeper.call(api.one, { id }))).not.toContain(number);
  await expect(at.keeper.call(api.openAccount, { id })).rejects.toThrow('403 forbidden');
  const finance = await at.person(['finance']);
  await expect(finance.call(api.openAccount, { id })).rejects.toThrow('404 not_found');
  expect(await said(at)).not.toContain(number);
});

test('bad input: a wrong check, days that are none, files that are not what they say, somebody else’s file', async () => {
  const at = await intakeWorld();
  const { id } = await entered(at);
  const { identityNumber } = one(4);
  const slip = identityNumber.slice(0, 10) + ((Number(identityNumber[10]) + 1) % 10) + identityNumber.slice(11);
  const base = { name: '王安', phone: '13800000001', employer: '某厂', poolIds: [at.poolId] };
  const response = await at.keeper.send(api.create, { ...base, identityNumber: slip });
  const body = await response.text();
  expect([response.status, body.includes('身份证号'), body.includes(slip)]).toEqual([400, true, false]);
  for (const wrong of [
    { fromDay: '2021-02-30' },
    { toDay: '2014-01-01' },
    { field: 'nothing' },
    { share: 0 },
    { work: 'none' },
  ]) {
    await expect(at.keeper.call(api.addPeriod, { expertId: id, ...period, ...(wrong as object) })).rejects.toThrow(
      '400 bad_request',
    );
  }
  const theirs = await paper(at, at.gasKeeper);
  await expect(at.keeper.call(api.addPeriod, { expertId: id, ...period, blobId: theirs })).rejects.toThrow(
    '404 not_found',
  );
  await expect(
    at.keeper.call(api.addLeave, { expertId: id, fromDay: '2026-12-02', toDay: '2026-12-01' }),
  ).rejects.toThrow('400');
  await expect(
    at.keeper.call(api.edit, { id, version: 1, name: '李安', employer: '某厂', identityNumber: '1'.repeat(18) }),
  ).rejects.toThrow('400');
  expect(LEFT_OUT.expert).toEqual(expect.arrayContaining(['identity_sealed', 'phone_sealed', 'identity_mac']));
  expect(figures(one(0).periods[0]!)).not.toHaveProperty('evidenced');
});
