import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as intake from '../../workers/contract/expert-intake.ts';
import * as api from '../../workers/contract/experts.ts';
import * as seats from '../../workers/contract/seats.ts';
import { sweepOrphans } from '../../workers/domain/upkeep/orphans.ts';
import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { applicationOf, intakeWorld, one, PDF, publicPaper, said, sendBytes } from '../support/experts.ts';
import { clock, T0 } from '../support/world.ts';

const twin = '0'.repeat(14);

test('an application makes a record with a measured seat; number and code show it, and nothing else does', async () => {
  const at = await intakeWorld();
  const who = one(2);
  const sent = await applicationOf(at, who);
  const { number } = await at.public.call(intake.send, sent);
  const key = 'same-intent-key-1';
  const receipt = { number, code: sent.code };
  const view = await at.public.call(intake.status, receipt);
  expect(view).toMatchObject({
    number,
    day: '2026-11-18',
    seats: [{ poolTitle: '危险化学品专家库', state: 'applied' }],
  });
  expect(view.may).toEqual({ supplement: true, withdraw: true });
  const [listed] = (await at.keeper.call(api.list, {})).items;
  const record = await at.keeper.call(api.one, { id: listed!.id });
  expect(record).toMatchObject({ source: 'public', seats: [{ passes: false, passesOn: '2026-11-19' }] });
  expect(record.periods[0]!.mediaType).toBe('application/pdf');
  for (const wrong of [
    { number, code: twin },
    { number: 'ZJ2026-9999', code: sent.code },
  ]) {
    await expect(at.public.call(intake.status, wrong)).rejects.toThrow('404 application_unknown');
  }
  const other = await intakeWorld();
  await expect(other.public.call(intake.status, receipt)).rejects.toThrow('404 application_unknown');
  const text = await said(at);
  for (const secret of [who.name, who.identityNumber, who.phone, who.employer, sent.code])
    expect(text).not.toContain(secret);
  const { db } = await at.ctx();
  expect(JSON.stringify(await db.select().from(db.rows.expertApplication))).not.toContain(sent.code);
  const again = await applicationOf(at, one(3));
  const [a, b] = [await at.public.call(intake.send, again, key), await at.public.call(intake.send, again, key)];
  expect(b).toEqual(a);
});

test('a known identity number is answered alike, shows alike, and changes nothing until the office has looked', async () => {
  const at = await intakeWorld();
  const who = one(0);
  const first = await applicationOf(at, who);
  const { number: own } = await at.public.call(intake.send, first);
  const before = await at.keeper.call(api.list, {});
  const second = await applicationOf(at, who, { name: '别人', phone: '13900000000', poolIds: [at.poolId, at.gasPool] });
  const { number } = await at.public.call(intake.send, second);
  expect(number).toMatch(/^ZJ2026-\d{4}$/);
  const [mine, theirs] = [
    await at.public.call(intake.status, { number: own, code: first.code }),
    await at.public.call(intake.status, { number, code: second.code }),
  ];
  expect(theirs.seats.map((s) => s.state)).toEqual(['applied', 'applied']);
  expect(theirs.items).toEqual([]);
  expect(mine.seats.map((s) => s.state)).toEqual(['applied']);
  expect(await at.keeper.call(api.list, {})).toEqual(before);
  await expect(at.public.call(intake.supplement, { number, code: second.code, files: [] })).rejects.toThrow(
    '409 wrong_state',
  );
  const [held] = (await at.keeper.call(intake.heldList, {})).items;
  expect(held).toMatchObject({ number, expertName: who.name, name: '别人', phoneSame: false, files: 2 });
  expect((await at.gasKeeper.call(intake.heldList, {})).items).toHaveLength(1);
  const { id, version } = held!;
  await at.keeper.call(intake.settleHeld, { id, version, accept: true, words: '电话核实是本人' });
  await expect(at.keeper.call(intake.settleHeld, { id, version, accept: true, words: '再来' })).rejects.toThrow(
    '409 conflict',
  );
  const joined = await at.keeper.call(api.one, { id: held!.expertId });
  expect(joined).toMatchObject({ name: who.name, phoneTail: who.phone.slice(-4) });
  expect((await at.gasKeeper.call(api.one, { id: held!.expertId })).seats).toMatchObject([{ poolId: at.gasPool }]);
  expect((await at.public.call(intake.status, { number, code: second.code })).seats).toHaveLength(2);
});

test('refused in words the applicant reads; withdrawn by the applicant; what was sent is gone from the server', async () => {
  const at = await intakeWorld();
  await at.public.call(intake.send, await applicationOf(at, one(0)));
  const again = await applicationOf(at, one(0));
  const third = await applicationOf(at, one(0));
  const [{ number }, { number: last }] = [
    await at.public.call(intake.send, again),
    await at.public.call(intake.send, third),
  ];
  const [held] = (await at.keeper.call(intake.heldList, {})).items;
  await at.keeper.call(intake.settleHeld, {
    id: held!.id,
    version: held!.version,
    accept: false,
    words: '请用原申请编号查询',
  });
  const view = await at.public.call(intake.status, { number, code: again.code });
  expect(view).toMatchObject({ words: '请用原申请编号查询', seats: [{ state: 'refused' }], may: { withdraw: false } });
  await at.public.call(intake.withdraw, { number: last, code: third.code });
  expect((await at.public.call(intake.status, { number: last, code: third.code })).seats[0]!.state).toBe('withdrawn');
  const { db } = await at.ctx();
  const rows = await db
    .select({ state: db.rows.expertApplication.state, sealed: db.rows.expertApplication.sealed })
    .from(db.rows.expertApplication);
  expect(rows.filter((r) => r.state !== 'open').every((r) => r.sealed === '')).toBe(true);
});

test('a supplement is sent with the code: papers hang on what they prove, and the seat waits to be checked again', async () => {
  const at = await intakeWorld();
  const sent = await applicationOf(at, one(13));
  const { number } = await at.public.call(intake.send, sent);
  const [row] = (await at.keeper.call(api.list, {})).items;
  const seatId = row!.seats[0]!.id;
  const { version } = await at.keeper.call(seats.seat, { id: seatId });
  await at.keeper.call(seats.askSupplement, { id: seatId, version, items: ['社保缴费证明'], reason: '经历没有证明' });
  const receipt = { number, code: sent.code };
  const view = await at.public.call(intake.status, receipt);
  expect(view.seats[0]).toMatchObject({ state: 'supplement', note: expect.stringContaining('社保缴费证明') });
  const item = view.items.find((i) => i.kind === 'period')!;
  expect(item.filed).toBe(false);
  const file = await publicPaper(at);
  const stolen = { ...file, token: 'x'.repeat(30) };
  const files = (f: typeof file) => [{ kind: 'period' as const, id: item.id, file: f }];
  await expect(at.public.call(intake.supplement, { ...receipt, files: files(stolen) })).rejects.toThrow(
    '404 not_found',
  );
  await expect(at.public.call(intake.supplement, receipt)).rejects.toThrow('400 bad_request');
  await at.public.call(intake.supplement, { ...receipt, files: files(file) });
  const after = await at.keeper.call(api.one, { id: row!.id });
  expect(after.seats[0]).toMatchObject({ state: 'applied', passes: true });
  expect(after.periods[0]!.blobId).toBe(file.id);
  await at.public.call(intake.withdraw, receipt);
  expect((await at.keeper.call(api.one, { id: row!.id })).seats[0]!.state).toBe('withdrawn');
});

test('bad input: forged files, a wrong number, a closed pool, a proof spent twice; unclaimed files are swept', async () => {
  const at = await intakeWorld();
  const token = 'a'.repeat(32);
  const tries = [
    new TextEncoder().encode('<svg onload=1>'),
    PDF.slice(0, 12),
    new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2]),
    new Uint8Array(0),
  ];
  for (const bytes of tries) expect((await sendBytes(at, at.public, intake.upload, { token }, bytes)).status).toBe(415);
  expect((await sendBytes(at, at.public, intake.upload, { token: 'short' }, PDF)).status).toBe(400);
  const good = await applicationOf(at, one(5));
  const slip = `${good.identityNumber.slice(0, 17)}${good.identityNumber.endsWith('1') ? '2' : '1'}`;
  const refused = await at.public.send(intake.send, { ...good, identityNumber: slip });
  expect([refused.status, (await refused.text()).includes(slip)]).toEqual([400, false]);
  const { db } = await at.ctx();
  await db.commit([db.update('expertPool', { state: 'closed' }, (p) => eq(p.id, at.gasPool))], null);
  await expect(at.public.call(intake.send, { ...good, poolIds: [at.gasPool] })).rejects.toThrow('400 bad_request');
  await at.public.call(intake.send, good);
  const second = await applicationOf(at, one(6));
  await expect(at.public.call(intake.send, { ...second, work: good.work })).rejects.toThrow('409 proof_spent');
  await expect(at.public.call(intake.send, { ...second, code: newPayCode(), work: {} })).rejects.toThrow(
    '422 proof_invalid',
  );
  const left = () => db.select({ id: db.rows.blob.id }).from(db.rows.blob);
  const before = (await left()).length;
  try {
    clock.now = T0 + 25 * 3_600_000;
    await sweepOrphans(await at.ctx());
    expect((await left()).length).toBeLessThan(before);
    expect((await at.keeper.send(api.list, {})).status).not.toBe(500);
  } finally {
    clock.now = T0;
  }
});
