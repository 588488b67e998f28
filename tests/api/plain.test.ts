import { beforeEach, expect, test } from 'vitest';
import { sendPlain } from '../../workers/domain/tips/plain.ts';
import { plainReceipt, plainReply } from '../../workers/domain/tips/plain-receipt.ts';
import { checkTicket, newTicket } from '../../workers/domain/tips/plain-ticket.ts';
import { formatReceipt, newReceipt } from '../../workers/protocol/receipt.ts';
import { ITERATIONS, tipOffice } from '../support/tips.ts';
import { app, clock, mintTenant, T0, type World } from '../support/world.ts';

const CANARY = '明文金丝雀 三号炉漏气';
beforeEach(() => {
  clock.now = T0;
});

const filled = (receipt: string, ticket: string) => ({
  ...{ receipt, ticket, track: 'anonymous', category: 'gas', danger: false, casualty: false, aboutOffice: false },
  ...{ placeUnitId: null, place: '锅炉房', enterprise: '', text: CANARY, name: '', contact: '' },
});

/** The form as a browser shows it: hidden fields and all. */
async function formOf(world: World): Promise<FormData> {
  const html = await (await app.fetch(new Request(`http://anshao.test/${world.slug}/tip/plain`))).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  const form = new FormData();
  for (const [name, value] of Object.entries(filled(hidden('receipt'), hidden('ticket')))) {
    form.set(name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? ''));
  }
  return form;
}
const post = (world: World, form: FormData) =>
  app.fetch(new Request(`http://anshao.test/${world.slug}/tip/plain`, { method: 'POST', body: form }));

test('without script: sealed in memory, opened by the officer, nothing of it in clear anywhere', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const form = await formOf(world);
  clock.now += 10_000;
  const answer = await post(world, form);
  const page = await answer.text();
  expect(answer.status).toBe(200);
  const receipt = form.get('receipt') as string;
  expect(page).toContain(formatReceipt(receipt));
  expect(page).toContain('传输加密，非端到端');

  const { db } = await world.ctx();
  const [row] = await db.select().from(db.rows.tip);
  expect(row!.channel).toBe('form');
  expect((await office.open(row!.id)).content.text).toBe(CANARY);
  const dump = db.dump();
  for (const shape of await dump.shapes()) {
    for await (const rows of dump.chunks(shape)) {
      const text = JSON.stringify(rows);
      for (const secret of [CANARY, receipt, formatReceipt(receipt)]) expect(text).not.toContain(secret);
    }
  }
  const again = await post(world, form);
  expect([again.status, (await db.select().from(db.rows.tip)).length]).toEqual([200, 1]);
});

test('what is missing is said beside the field, what was written stays', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const form = await formOf(world);
  form.set('text', '<b>写了一半');
  form.set('place', '');
  form.set('track', 'real_name');
  clock.now += 10_000;
  const answer = await post(world, form);
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain('请写具体地点');
  expect(page).toContain('请填电话');
  expect(page).toContain('&lt;b&gt;写了一半');
  const { db } = await world.ctx();
  expect(await db.select().from(db.rows.tip)).toEqual([]);
});

test('too early, too late, forged, of another tenant: asked again, nothing stored', async () => {
  const world = await mintTenant();
  const other = await mintTenant();
  await tipOffice(world);
  const ctx = await world.ctx({ kind: 'public' });
  const ticket = await newTicket(ctx);
  const at = (ms: number) => ({ ...ctx, now: ctx.now + ms });
  expect(await checkTicket(at(1000), ticket, 0)).toEqual({ kind: 'early', seconds: 2 });
  expect(await checkTicket(at(10_000), ticket, 0)).toMatchObject({ kind: 'good', surge: false });
  expect(await checkTicket(at(10_000), ticket, 100)).toEqual({ kind: 'early', seconds: 38 });
  expect(await checkTicket(at(60_000), ticket, 100)).toMatchObject({ kind: 'good', surge: true });
  expect(await checkTicket(at(2 * 3_600_000), ticket, 0)).toEqual({ kind: 'over' });
  expect(
    await checkTicket(
      at(10_000),
      ticket.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      0,
    ),
  ).toEqual({
    kind: 'over',
  });
  expect(await checkTicket(await other.ctx({ kind: 'public' }), ticket, 0)).toEqual({ kind: 'over' });
  const early = await sendPlain(ctx, filled(newReceipt(2), ticket) as never, [], 0, ITERATIONS);
  expect(early).toMatchObject({ kind: 'early' });
});

test('a ticket is good for one tip', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const ticket = await newTicket(await world.ctx({ kind: 'public' }));
  clock.now += 10_000;
  const ctx = await world.ctx({ kind: 'public' });
  await sendPlain(ctx, filled(newReceipt(2), ticket) as never, [], 0, ITERATIONS);
  const second = sendPlain(ctx, filled(newReceipt(2), ticket) as never, [], 0, ITERATIONS);
  await expect(second).rejects.toMatchObject({ code: 'proof_spent' });
});

test('the receipt shows the way and takes a reply; an unknown one shows nothing', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const receipt = newReceipt(2);
  const ticket = await newTicket(await world.ctx({ kind: 'public' }));
  clock.now += 10_000;
  const ctx = await world.ctx({ kind: 'public' });
  await sendPlain(ctx, filled(receipt, ticket) as never, [], 0, ITERATIONS);
  expect(await plainReply(ctx, receipt, '补充：夜里声音更大', 'message', ITERATIONS)).toBe(true);
  const { status, messages } = await plainReceipt(ctx, receipt, ITERATIONS);
  expect([status.found, status.channel]).toEqual([true, 'form']);
  expect(messages.map((m) => [m.mine, m.text])).toEqual([[true, '补充：夜里声音更大']]);
  const unknown = await plainReceipt(ctx, newReceipt(2), ITERATIONS);
  expect([unknown.status.found, unknown.messages]).toEqual([false, []]);
  expect(await plainReply(ctx, newReceipt(2), '没有这回事', 'message', ITERATIONS)).toBe(false);
});

test('the page of a browser’s own receipt sends it to the page with script; a slip is said', async () => {
  const world = await mintTenant();
  const ask = async (code: string) => {
    const body = new URLSearchParams({ code });
    const url = `http://anshao.test/${world.slug}/receipt/plain`;
    return (await app.fetch(new Request(url, { method: 'POST', body }))).text();
  };
  expect(await ask(newReceipt(1))).toContain('26 位的回执码');
  expect(await ask('1234')).toContain('有一位对不上');
});
