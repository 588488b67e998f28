import { and, eq, isNull } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as receipts from '../../workers/contract/receipts.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { random, toBase64 } from '../../workers/protocol/bytes.ts';
import { answerTip, look, phone } from '../support/receipts.ts';
import { lookUp, sendTip, setUpDiscipline, type TipOffice, tipOffice } from '../support/tips.ts';
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
const patch = async (id: string, set: Record<string, unknown>) => {
  const { db } = await world.ctx();
  await db.commit([db.update('tip', set, (t) => eq(t.id, id))], null);
};
async function kinds(personId: string): Promise<string[]> {
  const { db } = await world.ctx();
  const n = db.rows.notification;
  return (await db.select({ kind: n.kind }).from(n).where(eq(n.personId, personId))).map((row) => row.kind);
}
async function refused(id: string) {
  const { version } = await office.open(id);
  await office.caller.call(tipDesk.refuseTip, { id, version, reason: '现场已无该隐患' });
}

test('换码: the new code opens everything, the old one is unknown, and so is every token given for it', async () => {
  const { payload, receipt } = await sendTip(world);
  await answerTip(world, office, payload.id, '在几层？');
  const [mine, elsewhere] = [await phone(world, receipt), await phone(world, receipt)];
  const fresh = await mine.replace();
  expect((await look(world, receipt)).view.found).toBe(false);
  expect(await code(elsewhere.inbox())).toBe('receipt_expired');
  expect(await code(elsewhere.reply('我是捡到回执的人'))).toBe('receipt_expired');
  expect(await code(elsewhere.replace())).toBe('receipt_expired');
  const again = await phone(world, fresh);
  expect(await again.read()).toEqual(['在几层？']);
  await again.reply('三层');
  const bad = { token: again.view.token, locator: toBase64(random(15)), auth: toBase64(random(32)) };
  const reporterWrapped = again.view.reporterWrapped;
  expect(await code(world.public.call(receipts.replace, { ...bad, reporterWrapped }))).toBe('envelope_invalid');
  const taken = { ...bad, locator: payload.locator, reporterWrapped: toBase64(random(200)) };
  expect(await code(world.public.call(receipts.replace, taken))).toBe('envelope_invalid');
});

test('a code that an officer has seen must be changed before anything else goes', async () => {
  const { payload, receipt } = await sendTip(world);
  await answerTip(world, office, payload.id, '在几层？');
  await patch(payload.id, { mustChange: true, channel: 'phone' });
  const seen = await phone(world, receipt);
  expect(seen.view).toMatchObject({ mustChange: true, channel: 'phone' });
  expect((await seen.inbox()).messages).toEqual([]);
  expect(await code(seen.reply('补充'))).toBe('must_change');
  expect(await code(seen.reply('补充', 'retaliation'))).toBe('must_change');
  const mine = await phone(world, await seen.replace());
  expect(mine.view.mustChange).toBe(false);
  expect(await mine.read()).toEqual(['在几层？']);
  await mine.reply('三层');
});

test('a muted receipt is heard no more, and does not learn of it', async () => {
  const { payload, receipt } = await sendTip(world);
  await patch(payload.id, { muted: true });
  const mine = await phone(world, receipt);
  const { token: _, ...view } = mine.view;
  expect(JSON.stringify(view)).not.toContain('muted');
  expect(await mine.reply('又是我')).toEqual({ seq: 1 });
  expect((await tipRow(payload.id)).unread).toBe(0);
  expect(await kinds(office.caller.personId)).not.toContain('tip.message');
});

test('twenty messages in a row wait for an answer; retaliation is still heard, once', async () => {
  const { payload, receipt } = await sendTip(world);
  const mine = await phone(world, receipt);
  for (let n = 1; n <= 20; n++) await mine.reply(`第${n}条`);
  expect(await code(mine.reply('再来一条'))).toBe('rate_limited');
  expect(await code(mine.reply('被停工了', 'retaliation'))).toBe('ok');
  expect(await code(mine.reply('被停工了', 'retaliation'))).toBe('rate_limited');
  await answerTip(world, office, payload.id, '都看到了');
  expect(await code(mine.reply('谢谢'))).toBe('ok');
});

test('retaliation: back to the head of the desk, whatever state it was in; discipline inspection hears too', async () => {
  const discipline = await setUpDiscipline(world, office);
  const { db } = await world.ctx();
  const policy = { entity: 'tip', kind: 'retaliation', match: '{"source":"tip"}', amount: 2, unit: 'day' };
  const rest = {
    warnBefore: 0,
    escalateAfter: '[]',
    basis: '本地规则',
    basisChecked: false,
    effectiveFrom: '2025-01-01',
  };
  await db.commit([db.insert('slaPolicy', { id: 'retaliation', ...policy, ...rest })], null);
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  await refused(id);
  await patch(id, { settledDay: '2026-11-18', muted: true });
  expect((await lookUp(world, receipt)).closing).not.toBe('');
  const mine = await phone(world, receipt);
  await mine.reply('举报后被调岗', 'retaliation');
  expect(await tipRow(id)).toMatchObject({ state: 'opened', priority: 1, settledDay: null, unread: 1, messages: 1 });
  for (const who of [office, discipline]) expect(await kinds(who.caller.personId)).toContain('tip.retaliation');
  await mine.reply('还被扣了工资', 'retaliation');
  const c = db.rows.clock;
  const clocks = await db
    .select()
    .from(c)
    .where(and(eq(c.entity, 'tip'), isNull(c.stoppedAt)));
  expect(clocks.map((row) => [row.entityId, row.kind])).toEqual([[id, 'retaliation']]);
  const view = await lookUp(world, receipt);
  expect([view.closing, view.shredOn]).toEqual(['', null]);
  expect(view.steps.slice(-3)).toMatchObject([
    { key: 'not_established', done: true, note: '现场已无该隐患' },
    { key: 'retaliation', done: true, day: '2026-11-18' },
    { key: 'rechecked', done: false, promisedDay: '2026-11-20', basis: '本地规则' },
  ]);
  await answerTip(world, office, id, '已约谈该单位');
  expect(
    await db
      .select()
      .from(c)
      .where(and(eq(c.entity, 'tip'), isNull(c.stoppedAt))),
  ).toEqual([]);
  const counted = db.rows.counter;
  const buckets = await db.select().from(counted).where(eq(counted.name, 'tip.state'));
  expect(Object.fromEntries(buckets.map((row) => [row.bucket, row.value]))).toMatchObject({
    opened: 1,
    not_established: 0,
  });
});

test('retaliation takes a tip out of its fold, and out of the count of it', async () => {
  const { payload, receipt } = await sendTip(world);
  await patch(payload.id, { priority: -1 });
  const { day, category, placeUnitId } = await tipRow(payload.id);
  const { db } = await world.ctx();
  const bucket = `intake|${day}|${category}|${placeUnitId ?? ''}`;
  await db.commit([db.count('tip.fold', bucket, 1)], null);
  const mine = await phone(world, receipt);
  const folds = async () => (await office.caller.call(tipDesk.desk, {})).folds.map((fold) => fold.count);
  await mine.reply('补充一句');
  expect(await folds()).toEqual([1]);
  await mine.reply('被调岗了', 'retaliation');
  await mine.reply('还被扣了工资', 'retaliation');
  expect(await folds()).toEqual([]);
  expect(await db.select().from(db.rows.counter).where(eq(db.rows.counter.bucket, bucket))).toMatchObject([
    { value: 0 },
  ]);
});

test('an event of a reporter says the day, and nothing of the words', async () => {
  clock.now = T0 + 3_723_456;
  const { payload, receipt } = await sendTip(world);
  await (await phone(world, receipt)).reply('三层');
  const { db } = await world.ctx();
  const e = db.rows.event;
  const [row] = await db
    .select()
    .from(e)
    .where(and(eq(e.entityId, payload.id), eq(e.action, 'reply')));
  expect(row).toMatchObject({
    actor: 'public',
    data: '{"files":0,"seq":1}',
    at: Date.parse('2026-11-18T00:00:00+08:00'),
  });
});

test('a file of a message comes back as it is; files of other messages, tips and of the tip itself do not', async () => {
  const [a, b] = [await sendTip(world), await sendTip(world)];
  const { db, ports, newId } = await world.ctx();
  const bytes = random(100);
  const put = async (tipId: string, messageId: string | null) => {
    const id = newId();
    const objectKey = `t${world.no}/tip/${id}`;
    await ports.blobs.put(objectKey, bytes, 'application/octet-stream');
    const row = { id, tipId, messageId, objectKey, size: 100, sha256: '', uploadHash: '', day: '2026-11-18' };
    await db.commit([db.insert('tipAttachment', { ...row, createdAt: 0 })], null);
    return id;
  };
  await answerTip(world, office, a.payload.id, '见附图');
  const { token, ...mine } = { ...(await phone(world, a.receipt)), token: (await lookUp(world, a.receipt)).token };
  const [message] = (await mine.inbox()).messages;
  const [own, ofTip, ofOther] = [
    await put(a.payload.id, message!.id),
    await put(a.payload.id, null),
    await put(b.payload.id, message!.id),
  ];
  const response = await world.public.send(receipts.file, { token, id: own });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect((await mine.inbox()).messages[0]!.files).toEqual([own]);
  for (const id of [ofTip, ofOther]) {
    expect(await code(world.public.call(receipts.file, { token, id }))).toBe('not_found');
  }
});
