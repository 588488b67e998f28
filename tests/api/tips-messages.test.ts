import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as receipts from '../../workers/contract/receipts.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { random, toBase64 } from '../../workers/protocol/bytes.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newReceipt } from '../../workers/protocol/receipt.ts';
import { answerTip, composeAnswer, deskReads, look, phone } from '../support/receipts.ts';
import { join, lookUp, sendTip, setUpDiscipline, type TipOffice, tipOffice, tipOfficer } from '../support/tips.ts';
import { clock, mintTenant, Refused, T0, type World } from '../support/world.ts';

let world: World;
let office: TipOffice;
beforeEach(async () => {
  clock.now = T0;
  world = await mintTenant();
  office = await tipOffice(world);
});

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
async function tipRow(id: string) {
  const { db } = await world.ctx();
  const t = db.rows.tip;
  return (await db.select().from(t).where(eq(t.id, id)))[0]!;
}
async function tables(): Promise<string> {
  const dump = (await world.ctx()).db.dump();
  const found: unknown[] = [];
  for (const shape of await dump.shapes()) found.push([shape.name, await dump.digest(shape)]);
  return JSON.stringify(found);
}
async function noticesOf(personId: string): Promise<string[]> {
  const { db } = await world.ctx();
  const n = db.rows.notification;
  const rows = await db.select({ kind: n.kind }).from(n).where(eq(n.personId, personId)).orderBy(n.id);
  return rows.map((row) => row.kind);
}
const patch = async (id: string, set: Record<string, unknown>) => {
  const { db } = await world.ctx();
  await db.commit([db.update('tip', set, (t) => eq(t.id, id))], null);
};

test('a conversation from another phone, with the receipt alone: both read all of it, each signed by whom it is from', async () => {
  const { payload, receipt } = await sendTip(world);
  await office.open(payload.id);
  expect(await answerTip(world, office, payload.id, '在几层？')).toEqual({ seq: 1 });
  const mine = await phone(world, receipt);
  expect(mine.view.messages).toBe(1);
  expect(await mine.read()).toEqual(['在几层？']);
  expect(await mine.reply('三层东侧')).toEqual({ seq: 2 });
  const colleague = await join(world, office, '同事');
  for (const who of [office, colleague])
    expect(await deskReads(world, who, payload.id)).toEqual(['在几层？', '三层东侧']);
  await answerTip(world, colleague, payload.id, '谢谢，已安排核查');
  expect(await (await phone(world, receipt)).read()).toEqual(['在几层？', '三层东侧', '谢谢，已安排核查']);
});

test('the office’s mark: raised by the reporter, taken away up to what was seen', async () => {
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  const mine = await phone(world, receipt);
  for (const text of ['一', '二', '三']) await mine.reply(text);
  expect((await tipRow(id)).unread).toBe(3);
  await office.caller.call(tipDesk.readMessages, { id, seq: 2 });
  expect((await tipRow(id)).unread).toBe(1);
  await office.caller.call(tipDesk.readMessages, { id, seq: 3 });
  await office.caller.call(tipDesk.readMessages, { id, seq: 0 });
  expect((await tipRow(id)).unread).toBe(0);
  expect((await noticesOf(office.caller.personId)).filter((kind) => kind === 'tip.message')).toHaveLength(3);
});

test('reading leaves nothing: status and inbox change not one row', async () => {
  const { payload, receipt } = await sendTip(world);
  await answerTip(world, office, payload.id, '在几层？');
  const mine = await phone(world, receipt);
  const before = await tables();
  await lookUp(world, receipt);
  await mine.read();
  await mine.inbox(2);
  await lookUp(world, newReceipt());
  expect(await tables()).toBe(before);
});

test('the inbox is paged, newest first, and always of one size', async () => {
  const { payload, receipt } = await sendTip(world);
  const sizes = new Set<number>();
  const size = async (token: string, before?: number) => {
    const response = await world.public.send(receipts.inbox, { token, ...(before ? { before } : {}) });
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const text = await response.text();
    sizes.add(new TextEncoder().encode(text).length);
    return JSON.parse((JSON.parse(text) as { padded: string }).padded) as {
      messages: { seq: number }[];
      next: unknown;
    };
  };
  const mine = await phone(world, receipt);
  const decoy = (await look(world, newReceipt())).view;
  expect([decoy.found, decoy.token.length]).toEqual([false, mine.view.token.length]);
  expect((await size(mine.view.token)).messages).toEqual([]);
  for (const text of ['一', '二', '三', '四']) await mine.reply(text);
  await answerTip(world, office, payload.id, '五'.repeat(1500));
  const first = await size(mine.view.token);
  expect([first.messages.map((m) => m.seq), first.next]).toEqual([[5, 4, 3, 2], 2]);
  expect((await size(mine.view.token, 2)).messages.map((m) => m.seq)).toEqual([1]);
  expect(await size(decoy.token)).toMatchObject({ messages: [], next: null, sealTo: [], roots: [] });
  expect(sizes.size).toBe(1);
});

test('a token lasts ten minutes, for its tip and tenant alone; an unknown receipt’s writes nothing', async () => {
  const { receipt } = await sendTip(world);
  const mine = await phone(world, receipt);
  const message = await mine.compose('补充');
  const call = (token: string) => code(world.public.call(receipts.reply, { ...message, token }));
  const { token } = mine.view;
  const forged = [token.replace(/.$/, (c) => (c === '0' ? '1' : '0')), token.slice(1), '', 'a.b.c', `${token}0`];
  for (const one of forged) expect(await call(one)).toBe('receipt_expired');
  const other = await mintTenant();
  expect(await code(other.public.call(receipts.inbox, { token }))).toBe('receipt_expired');
  const before = await tables();
  expect(await call((await look(world, newReceipt())).view.token)).toBe('receipt_expired');
  expect(await tables()).toBe(before);
  clock.now = T0 + 10 * 60_000;
  for (const route of [receipts.inbox, receipts.file]) {
    expect(await code(world.public.call(route, { token, id: newTipId() }))).toBe('receipt_expired');
  }
  expect(await call(token)).toBe('receipt_expired');
  expect(await call((await lookUp(world, receipt)).token)).toBe('ok');
});

test('a lost answer: the same command answers again; the same message under a new key is still one', async () => {
  const { payload, receipt } = await sendTip(world);
  const message = await (await phone(world, receipt)).compose('补充');
  const key = newTipId();
  for (const k of [key, key, newTipId()]) {
    expect(await world.public.call(receipts.reply, message, k)).toEqual({ seq: 1 });
  }
  expect((await tipRow(payload.id)).messages).toBe(1);
});

test('altered envelopes are refused and store nothing', async () => {
  const { payload, receipt } = await sendTip(world);
  const mine = await phone(world, receipt);
  const good = await mine.compose('补充');
  const answer = await composeAnswer(world, office, payload.id, '在几层？');
  const wrap = good.wraps[0]!;
  const suite2 = `Ag${good.body.slice(2)}`;
  const altered = [
    { body: good.body.slice(0, -4) },
    { body: suite2 },
    { commit: toBase64(random(31)) },
    { toReporter: { ...good.toReporter, enc: toBase64(random(65)) } },
    { toReporter: { ...good.toReporter, ct: toBase64(random(47)) } },
    { wraps: [{ ...wrap, roleKeyId: newTipId() }] },
    { wraps: [wrap, wrap] },
    { wraps: [{ ...wrap, enc: toBase64(random(65)) }] },
    { attachments: [{ id: newTipId(), uploadToken: 'x'.repeat(24) }] },
  ];
  const before = await tables();
  for (const change of altered) {
    expect([change, await code(world.public.call(receipts.reply, { ...good, ...change }))]).toEqual([
      change,
      'envelope_invalid',
    ]);
    expect(await code(office.caller.call(tipDesk.answer, { ...answer, ...change }))).toBe('envelope_invalid');
  }
  expect(await tables()).toBe(before);
});

test('a message takes four files, no more, from either side', async () => {
  const { payload, receipt } = await sendTip(world);
  const mine = await phone(world, receipt);
  const [message, answer] = [await mine.compose('补充'), await composeAnswer(world, office, payload.id, '在几层？')];
  const attachments = Array.from({ length: 5 }, () => ({ id: newTipId(), uploadToken: 'x'.repeat(24) }));
  expect(await code(world.public.call(receipts.reply, { ...message, attachments }))).toBe('too_large');
  expect(await code(office.caller.call(tipDesk.answer, { ...answer, attachments }))).toBe('too_large');
});

test('an officer whom the root has not signed does not answer; a shredded tip takes no message either way', async () => {
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  const mine = await phone(world, receipt);
  const [message, answer] = [await mine.compose('补充'), await composeAnswer(world, office, id, '在几层？')];
  const stranger = await tipOfficer(world, '新来的');
  expect((await stranger.caller.call(tipDesk.messages, { id })).me).toBe(null);
  expect(await code(stranger.caller.call(tipDesk.answer, answer))).toBe('not_vouched');
  await patch(id, { shreddedDay: '2026-11-18' });
  expect(await code(world.public.call(receipts.reply, message))).toBe('shredded');
  expect(await code(office.caller.call(tipDesk.answer, answer))).toBe('shredded');
});

test('another desk’s tip is not there to be read or answered', async () => {
  const discipline = await setUpDiscipline(world, office);
  const { payload, receipt } = await sendTip(world, { header: { aboutOffice: true } });
  const { id } = payload;
  await (await phone(world, receipt)).reply('就是受理的人');
  expect(await deskReads(world, discipline, id)).toEqual(['就是受理的人']);
  const answer = await composeAnswer(world, discipline, id, '收到');
  for (const call of [
    office.caller.call(tipDesk.messages, { id }),
    office.caller.call(tipDesk.readMessages, { id, seq: 1 }),
    office.caller.call(tipDesk.answer, answer),
  ]) {
    expect(await code(call)).toBe('not_found');
  }
  expect(await noticesOf(office.caller.personId)).not.toContain('tip.message');
});

test('questions come from the tenant’s own list; what is no question is left out', async () => {
  const { db } = await world.ctx();
  const value = JSON.stringify([{ key: 'where', text: '在哪里？' }, { key: 1 }, null]);
  await db.commit([db.insert('setting', { key: 'tip.questions', value, updatedAt: 0 })], null);
  expect(await office.caller.call(tipDesk.questions, {})).toEqual({ items: [{ key: 'where', text: '在哪里？' }] });
});
