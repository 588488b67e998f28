import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { certificates } from '../../workers/contract/retention.ts';
import { refuseTip } from '../../workers/contract/tip-desk.ts';
import { settleTips } from '../../workers/domain/tips/settle.ts';
import { shredDue } from '../../workers/domain/tips/shred.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { random } from '../../workers/protocol/bytes.ts';
import { lookUp, sendTip, type TipOffice, tipOffice } from '../support/tips.ts';
import { clock, mintTenant, opener, T0, type World } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});

async function refused(world: World, office: TipOffice) {
  const sent = await sendTip(world, {
    text: { text: '三号仓库堵住了' },
    photos: [{ bytes: random(3000), mediaType: 'image/jpeg' }],
  });
  const opened = await office.open(sent.payload.id);
  const id = sent.payload.id;
  await office.caller.call(refuseTip, { id, version: opened.version, reason: '现场查看未发现' });
  return { sent, id };
}

test('a refused tip is settled the next night and shredded after its days; the receipt still gets an answer', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { sent, id } = await refused(world, office);
  const { blobs } = (await world.ctx()).ports;
  const files = async () => (await blobs.list(`t${world.no}/tips/`)).keys.length;
  expect(await files()).toBe(1);

  await settleTips(await world.ctx());
  clock.now = T0 + 179 * DAY;
  expect(await shredDue(await world.ctx())).toBe(0);
  clock.now = T0 + 180 * DAY;
  expect(await shredDue(await world.ctx())).toBe(1);
  expect(await shredDue(await world.ctx())).toBe(0);

  const { db } = await world.ctx();
  const { tip, tipWrap, tipMessage, tipAttachment, tipAttachmentPart } = db.rows;
  const [row] = await db.select().from(tip).where(eq(tip.id, id));
  expect([row!.envelope, row!.reporterWrapped, row!.shreddedDay]).toEqual(['', '', '2027-05-17']);
  for (const table of [tipWrap, tipMessage, tipAttachment, tipAttachmentPart]) {
    expect(await db.select().from(table as never)).toEqual([]);
  }
  await runCron(opener, '* * * * *');
  expect(await files()).toBe(0);

  const leader = await world.person(['leader']);
  const { items } = await leader.call(certificates, {});
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ outcome: 'not_established', keptDays: 180, digest: sent.accepted.digest, files: 1 });
  await expect(office.open(id)).rejects.toThrow();
  const view = await lookUp(world, sent.receipt);
  expect([view.found, view.shreddedOn]).toEqual([true, '2027-05-17']);
});

test('a confirmed tip waits for its hazard, and a hazard opened again takes the day back', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const verifier = await world.person(['inspector']);
  const sent = await sendTip(world);
  const { db } = await world.ctx();
  const settled = async () => {
    await settleTips(await world.ctx());
    const [row] = await db.select({ day: db.rows.tip.settledDay }).from(db.rows.tip);
    return row!.day;
  };
  expect(await settled()).toBeNull();
  const set = async (state: string) => {
    const set = { state, verifierId: verifier.personId };
    const hazard = db.update('hazard', set, () => undefined);
    await db.commit([db.update('tip', { state: 'confirmed' }, (t) => eq(t.id, sent.payload.id)), hazard], null);
  };
  await set('rectifying');
  expect(await settled()).toBeNull();
  await set('closed');
  expect(await settled()).toBe('2026-11-18');
  await set('rectifying');
  expect(await settled()).toBeNull();
});

test('the nightly job does both', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { id } = await refused(world, office);
  await runCron(opener, NIGHTLY);
  clock.now = T0 + 200 * DAY;
  await runCron(opener, NIGHTLY);
  const { db } = await world.ctx();
  const [row] = await db.select({ day: db.rows.tip.shreddedDay }).from(db.rows.tip).where(eq(db.rows.tip.id, id));
  expect(row!.day).not.toBeNull();
});
