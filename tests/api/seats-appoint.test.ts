import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as rosterApi from '../../workers/contract/roster.ts';
import * as api from '../../workers/contract/seats.ts';
import { objectPlainly } from '../../workers/domain/seats/object.ts';
import { tendTerms } from '../../workers/domain/seats/tick.ts';
import { newTicket } from '../../workers/domain/tips/plain-ticket.ts';
import { solve } from '../../workers/protocol/work.ts';
import { applied, appointed, look, publicised, type Vetted, vetted } from '../support/seats.ts';
import { clock, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});
const seen = async (d: Vetted, id: string) => ({ id, version: (await look(d.office, id)).version });

/** Before it is due, so that the puzzle's clock and the case's agree. */
async function objected(d: Vetted, seatId: string, contact = ''): Promise<string> {
  const { challenge } = await d.public.call(rosterApi.objectionForm, {});
  const work = { ...(await solve(challenge)) };
  const words = '该同志二〇二〇年以前并不从事安全工作。';
  return (await d.public.call(rosterApi.object, { seatId, words, contact, work })).id;
}

test('an open objection holds the appointment up; dismissed with a reason it goes on', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await publicised(d, id);
  const objectionId = await objected(d, id, '13800000000');
  clock.now = T0 + 7 * DAY;
  await expect(appointed(d, id)).rejects.toThrow('422 objections_open');
  const list = await d.office.call(api.objections, { state: 'open' });
  expect(list.items).toMatchObject([{ id: objectionId, name: '赵工', hasContact: true, state: 'open' }]);
  expect(JSON.stringify(list)).not.toContain('13800000000');
  expect(await d.office.call(api.objectionContact, { id: objectionId })).toEqual({ contact: '13800000000' });
  await expect(d.keeper.call(api.objectionContact, { id: objectionId })).rejects.toThrow('403 forbidden');
  const answer = { id: objectionId, uphold: false, answer: '已核对社保和劳动合同，年限属实。' };
  const { version: seatVersion } = await look(d.office, id);
  await d.office.call(api.answerObjection, { ...answer, seatVersion });
  await expect(d.office.call(api.answerObjection, { ...answer, seatVersion })).rejects.toThrow('409 wrong_state');
  expect(await appointed(d, id)).toMatchObject({ state: 'appointed' });
  const { items } = await d.office.call(api.seatEvents, { id });
  expect(items.map((e) => e.action).slice(-4)).toEqual(['object', 'contact', 'dismiss', 'appoint']);
  expect(JSON.stringify(items)).not.toMatch(/社保|13800000000|安全工作/);
});

test('upheld: not appointed. Without a script too, behind a form that was open for a while', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await publicised(d, id);
  const open = await d.ctx({ kind: 'public' });
  const ticket = await newTicket(open);
  const words = { seatId: id, words: '此人是我单位会计，从未做过安全工作。', contact: '', ticket };
  expect(await objectPlainly(open, words)).toMatchObject({ kind: 'early' });
  clock.now = T0 + 60_000;
  expect(await objectPlainly(await d.ctx({ kind: 'public' }), words)).toMatchObject({ kind: 'taken' });
  await expect(objectPlainly(await d.ctx({ kind: 'public' }), words)).rejects.toThrow('proof_spent');
  const [objection] = (await d.office.call(api.objections, { seatId: id })).items;
  const { version: seatVersion } = await look(d.office, id);
  const answer = { id: objection?.id ?? '', seatVersion, uphold: true, answer: '反映属实。' };
  expect(await d.office.call(api.answerObjection, answer)).toMatchObject({ state: 'refused' });
});

test('after the period, or before it, nobody objects; a made-up puzzle is none', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await publicised(d, id, '2026-11-19');
  await expect(objected(d, id)).rejects.toThrow('409 publicity_over');
  clock.now = T0 + DAY;
  expect((await d.public.call(rosterApi.publicity, {})).items).toMatchObject([{ seatId: id, to: '2026-11-25' }]);
  const forged = { seatId: id, words: '一二三四五六七八九十', work: { challenge: {}, solution: {} } };
  await expect(d.public.call(rosterApi.object, forged)).rejects.toThrow('422 proof_invalid');
  clock.now = T0 + 9 * DAY;
  await expect(objected(d, id)).rejects.toThrow('409 publicity_over');
});

test('the pool’s quota holds, and a rule that is stricter on the day holds too', async () => {
  const d = await vetted(1);
  const one = await applied(d);
  const two = await applied(d, { name: '钱工' });
  await publicised(d, one.seatId);
  await publicised(d, two.seatId);
  clock.now = T0 + 7 * DAY;
  await appointed(d, one.seatId);
  await expect(appointed(d, two.seatId)).rejects.toThrow('409 pool_full');
  const ctx = await d.ctx();
  const rule = { field: 'chemicals', version: 1, body: JSON.stringify({ minYears: 20 }), basis: '本地新规定' };
  const set = { effectiveFrom: '2026-11-20', setBy: d.office.personId, setAt: clock.now, eventHash: '' };
  await ctx.db.commit(
    [
      ctx.db.insert('expertRule', { ...rule, ...set }),
      ctx.db.update('expertPool', { quota: 5 }, (t) => eq(t.id, d.poolId)),
    ],
    null,
  );
  await expect(appointed(d, two.seatId)).rejects.toThrow('422 not_eligible');
  const button = (await look(d.office, two.seatId)).actions.find((a) => a.action === 'appoint');
  expect(button).toMatchObject({ allowed: false });
  expect(button?.why).toMatch(/20/);
});

test('in office: suspended, resumed, told of the end, renewed by the rule of the day, ended by night', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  await publicised(d, id);
  clock.now = T0 + 7 * DAY;
  await appointed(d, id);
  const renew = async () => d.office.call(api.renew, { ...(await seen(d, id)), letterNo: '安委办聘〔2029〕3号' });
  await expect(renew()).rejects.toThrow('409 wrong_state');
  await d.office.call(api.suspend, { ...(await seen(d, id)), reason: '正在核查一份意见' });
  await expect(renew()).rejects.toThrow('409 wrong_state');
  await d.office.call(api.resume, { ...(await seen(d, id)), reason: '核查无问题' });
  clock.now = Date.parse('2029-10-01T02:00:00Z');
  expect(await d.office.call(api.seats, { ending: 'true' })).toMatchObject({ items: [{ id }] });
  expect(await tendTerms(await d.ctx())).toEqual({ ended: 0, told: 1 });
  expect(await tendTerms(await d.ctx())).toEqual({ ended: 0, told: 0 });
  await renew();
  expect(await look(d.office, id)).toMatchObject({
    ...{ state: 'appointed', number: 'WH-2026-0001', cardSerial: 2 },
    ...{ termFrom: '2029-11-25', termTo: '2032-11-24' },
  });
  clock.now = Date.parse('2032-11-25T02:00:00Z');
  expect(await tendTerms(await d.ctx())).toMatchObject({ ended: 1 });
  expect(await look(d.office, id)).toMatchObject({ state: 'ended' });
});

test('a keeper of another pool sees nothing of it; removal is for good', async () => {
  const d = await vetted();
  const { seatId: id } = await applied(d);
  const elsewhere = await d.person([{ role: 'expert_admin', unitId: await d.unit('住建局') }]);
  await expect(elsewhere.call(api.seat, { id })).rejects.toThrow('404 not_found');
  expect(await elsewhere.call(api.seats, {})).toMatchObject({ items: [] });
  expect((await elsewhere.call(api.counts, {})).byState.applied).toBe(0);
  await publicised(d, id);
  clock.now = T0 + 7 * DAY;
  await appointed(d, id);
  await d.office.call(api.remove, { ...(await seen(d, id)), reason: '出具虚假意见' });
  const { version } = await look(d.office, id);
  await expect(d.office.call(api.resume, { id, version, reason: '恢复' })).rejects.toThrow('409 wrong_state');
});
