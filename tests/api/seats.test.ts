import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import * as api from '../../workers/contract/seats.ts';
import { assessWrites } from '../../workers/domain/experts/assess.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import {
  applied,
  appointed,
  checked,
  judged,
  look,
  publicised,
  stored,
  type Vetted,
  vetted,
} from '../support/seats.ts';
import { clock, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});
const versionOf = async (d: Vetted, id: string) => (await look(d.office, id)).version;
const seen = async (d: Vetted, id: string) => ({ id, version: await versionOf(d, id) });

test('many figures are confirmed in one act, each by its digest; without a file only where the original is named', async () => {
  const d = await vetted();
  const { seatId: id, periodId, credentialId } = await applied(d);
  const ctx = await d.ctx();
  await ctx.db.commit([ctx.db.update('expertCredential', { blobId: null }, (t) => eq(t.id, credentialId))], null);
  const view = await look(d.keeper, id);
  const pins = Object.fromEntries([...view.periods, ...view.credentials].map((f) => [f.id, f.hash]));
  const all = { id, version: view.version, pins };
  await expect(d.keeper.call(api.confirmFigures, all)).rejects.toThrow('400 bad_request');
  await expect(d.first.call(api.confirmFigures, { ...all, originals: [credentialId] })).rejects.toThrow('403');
  const other = { ...pins, [periodId]: '0'.repeat(64) };
  const originals = [credentialId];
  await expect(d.keeper.call(api.confirmFigures, { ...all, pins: other, originals })).rejects.toThrow('409 conflict');
  const strange = { ...pins, nobody: '0'.repeat(64) };
  await expect(d.keeper.call(api.confirmFigures, { ...all, pins: strange, originals })).rejects.toThrow('409 conflict');
  expect((await look(d.keeper, id)).periods[0]).toMatchObject({ status: 'open' });

  const done = await d.keeper.call(api.confirmFigures, { ...all, originals });
  expect(done).toMatchObject({ confirmed: 2, version: view.version + 1 });
  const after = await look(d.keeper, id);
  for (const figure of [...after.periods, ...after.credentials]) {
    expect(figure).toMatchObject({ status: 'confirmed', confirmedBy: '管库员', hash: pins[figure.id] });
  }
  const { items } = await d.keeper.call(api.seatEvents, { id });
  expect(items.at(-1)).toMatchObject({ action: 'confirmMany', label: '一次核验多项材料' });
  const again = { ...all, version: done.version, originals };
  await expect(d.keeper.call(api.confirmFigures, again)).rejects.toThrow('400 bad_request');
  expect(await d.keeper.call(api.check, { id, version: done.version })).toMatchObject({ state: 'checked' });
  // Who compared does not judge, whether by one or by many.
  await expect(judged(d.keeper, id)).rejects.toThrow('403 same_person');
});

test('from the application to the appointment, each step by whoever it belongs to', async () => {
  const d = await vetted();
  const { seatId: id, periodId } = await applied(d);
  const first = await look(d.keeper, id);
  expect(first).toMatchObject({ state: 'applied', name: '赵工', poolTitle: '危险化学品专家库' });
  expect(first.periods).toMatchObject([{ id: periodId, status: 'open', confirmedBy: null }]);
  expect(first.actions.map((a) => [a.action, a.allowed])).toEqual([
    ['check', false],
    ['askSupplement', true],
    ['refuse', true],
    ['withdraw', true],
  ]);
  await expect(d.keeper.call(api.check, { id, version: 1 })).rejects.toThrow('422 figures_open');
  await checked(d, id);
  const after = await look(d.keeper, id);
  expect(after).toMatchObject({ state: 'checked', checkedBy: '管库员', passes: true });
  expect(after.periods[0]).toMatchObject({ status: 'confirmed', confirmedBy: '管库员' });
  await expect(judged(d.keeper, id)).rejects.toThrow('403 same_person');
  expect(await judged(d.first, id)).toMatchObject({ state: 'checked' });
  // Whoever has yet to judge does not read the opinion of the first one.
  expect((await look(d.second, id)).reviews).toMatchObject([{ opinion: null, words: '' }]);
  await expect(judged(d.first, id)).rejects.toThrow('403 same_person');
  expect(await judged(d.second, id)).toMatchObject({ state: 'reviewed' });
  await d.keeper.call(api.publicise, { ...(await seen(d, id)), fromDay: '2026-11-18' });
  expect(await look(d.office, id)).toMatchObject({
    ...{ state: 'publicised', publicisedFrom: '2026-11-18', publicisedTo: '2026-11-24' },
    publicity: { days: 5, unit: 'working_day' },
  });
  await expect(appointed(d, id)).rejects.toThrow('422 publicity_open');
  clock.now = T0 + 7 * DAY;
  await expect(d.keeper.call(api.appoint, { ...(await seen(d, id)), letterNo: '某号' })).rejects.toThrow(
    '403 forbidden',
  );
  expect(await appointed(d, id)).toMatchObject({ state: 'appointed' });
  expect(await look(d.office, id)).toMatchObject({
    ...{ state: 'appointed', number: 'WH-2026-0001', letterNo: '安委办聘〔2026〕1号', cardSerial: 1 },
    ...{ termFrom: '2026-11-25', termTo: '2029-11-24' },
  });
  const events = await d.office.call(api.seatEvents, { id });
  expect(events.items.map((e) => e.action)).toEqual(
    'apply confirm confirm check judge review publicise appoint'.split(' '),
  );
  expect(JSON.stringify(events.items.map((e) => e.data))).not.toContain('赵工');
});

test('a figure or a file changed after the reviews: nothing goes on until all is checked and judged anew', async () => {
  const d = await vetted();
  const { seatId: id, expertId, periodId } = await applied(d);
  await publicised(d, id);
  clock.now = T0 + 7 * DAY;
  const ctx = await d.ctx();
  const other = await stored(ctx);
  await ctx.db.commit([ctx.db.update('expertPeriod', { blobId: other }, (t) => eq(t.id, periodId))], null);
  const view = await look(d.office, id);
  expect(view.periods[0]?.status).toBe('stale');
  expect(view.reviews.map((r) => r.current)).toEqual([false, false]);
  await expect(appointed(d, id)).rejects.toThrow('409 figures_changed');
  await ctx.db.commit(await assessWrites(ctx, expertId, (facts) => facts, periodId), null);
  expect(await look(d.office, id)).toMatchObject({ state: 'applied', round: 2, publicisedTo: null });
  await expect(d.keeper.call(api.check, await seen(d, id))).rejects.toThrow('422 figures_open');
  await publicised(d, id, '2026-11-25');
  expect(await look(d.office, id)).toMatchObject({ state: 'publicised', round: 2, panel: { approvals: 2 } });
});

test('what the page showed is what is confirmed and judged', async () => {
  const d = await vetted();
  const { seatId: id, periodId } = await applied(d);
  const input = { figureId: periodId, hash: 'a'.repeat(64), confirmed: true };
  await expect(d.keeper.call(api.confirmFigure, { ...(await seen(d, id)), ...input })).rejects.toThrow('409 conflict');
  await checked(d, id);
  const words = { opinion: 'approve' as const, words: '同意。', pins: {} };
  await expect(d.first.call(api.review, { ...(await seen(d, id)), ...words })).rejects.toThrow('409 conflict');
});

test('who is tied to the applicant is locked out, and the desk says why', async () => {
  const d = await vetted();
  const { seatId: id, expertId } = await applied(d, { employer: '应急管理局', personId: d.office.personId });
  const ctx = await d.ctx();
  const kin = await d.person(['commission_office'], '亲属');
  await ctx.db.commit(
    [
      ctx.db.insert('expertTie', {
        ...{ id: ctx.newId(), expertId, kind: 'kin', personId: kin.personId, declaredBy: 'x', declaredAt: clock.now },
      }),
    ],
    null,
  );
  const view = await look(kin, id);
  const why = Object.fromEntries(view.lockedOut.map((one) => [one.name, one.why]));
  expect(why).toMatchObject({
    管库员: '所在单位是申请人任职或近年任职过的单位',
    安委办: '是申请人本人',
    亲属: '与申请人有近亲属关系',
  });
  const asked = d.keeper.call(api.askSupplement, { ...(await seen(d, id)), items: ['社保记录'], reason: '看不清' });
  await expect(asked).rejects.toThrow('403 reviewer_tied');
  const [figure] = view.periods;
  const confirm = { figureId: figure?.id ?? '', hash: figure?.hash ?? '', confirmed: true };
  await expect(d.keeper.call(api.confirmFigure, { ...(await seen(d, id)), ...confirm })).rejects.toThrow(
    '403 reviewer_tied',
  );
  await ctx.db.commit([ctx.db.update('expertSeat', { state: 'checked' }, (t) => eq(t.id, id))], null);
  for (const by of [d.first, kin, d.office]) await expect(judged(by, id)).rejects.toThrow('403 reviewer_tied');
  const free = await d.person(['commission_office'], '无关人员');
  expect(await judged(free, id)).toMatchObject({ state: 'checked' });
});

test('a reviewer of one’s own accord: recused once, locked out for good', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await checked(d, id);
  expect(await judged(d.first, id, 'recuse')).toMatchObject({ state: 'checked' });
  await expect(judged(d.first, id)).rejects.toThrow('403 reviewer_tied');
  expect((await look(d.office, id)).lockedOut).toMatchObject([{ name: '评审甲', why: '本人已申请回避' }]);
  await judged(d.second, id);
  expect(await judged(d.office, id)).toMatchObject({ state: 'reviewed' });
});

test('one opinion against it stops the case until it is sent back or refused', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await checked(d, id);
  await judged(d.first, id, 'refuse');
  expect(await judged(d.second, id)).toMatchObject({ state: 'checked' });
  expect(await judged(d.office, id)).toMatchObject({ state: 'checked' });
  await expect(d.keeper.call(api.publicise, { ...(await seen(d, id)), fromDay: '2026-11-18' })).rejects.toThrow(
    '409 wrong_state',
  );
  await d.keeper.call(api.sendBack, { ...(await seen(d, id)), reason: '年限存疑，重新核验' });
  expect(await look(d.office, id)).toMatchObject({ state: 'applied', round: 2, panel: { refusals: 0 } });
  await d.keeper.call(api.refuseSeat, { ...(await seen(d, id)), reason: '材料不实' });
  await expect(d.keeper.call(api.withdrawSeat, { ...(await seen(d, id)), reason: '本人撤回' })).rejects.toThrow(
    '409 wrong_state',
  );
});

test('what is missing is asked for, and checked when it came; its time runs only while the papers wait here', async () => {
  const d = await vetted();
  await loadPack(await d.ctx(), national, { step: 'policies' });
  const runs = async () => {
    const { db } = await d.ctx();
    const c = db.rows.clock;
    const rows = await db.select({ stoppedAt: c.stoppedAt }).from(c).where(eq(c.entity, 'expertSeat'));
    return rows.map((row) => row.stoppedAt === null);
  };
  const { seatId: id } = await applied(d);
  expect(await runs()).toEqual([true]);
  await d.keeper.call(api.askSupplement, { ...(await seen(d, id)), items: ['社保缴费记录'], reason: '原件看不清' });
  expect(await runs()).toEqual([false]);
  expect(await look(d.keeper, id)).toMatchObject({ state: 'supplement', note: '需补正：社保缴费记录。原件看不清' });
  await d.keeper.call(api.supplemented, await seen(d, id));
  expect(await runs()).toEqual([false, true]);
  expect(await look(d.keeper, id)).toMatchObject({ state: 'applied', round: 1 });
  await checked(d, id);
  await judged(d.first, id);
  await d.keeper.call(api.askSupplement, { ...(await seen(d, id)), items: ['职称证书'], reason: '缺反面' });
  expect(await look(d.keeper, id)).toMatchObject({ state: 'supplement', round: 2, panel: { approvals: 0 } });
});
