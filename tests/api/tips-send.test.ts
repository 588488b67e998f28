import { eq } from 'drizzle-orm';
import { compactVerify, createLocalJWKSet } from 'jose';
import { expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as contract from '../../workers/contract/tips.ts';
import { openFile } from '../../workers/protocol/attachments-open.ts';
import { random } from '../../workers/protocol/bytes.ts';
import { envelopeDigest, newTipId } from '../../workers/protocol/compose.ts';
import { ITERATIONS, sendTip, tipClient, tipOffice } from '../support/tips.ts';
import { clock, mintTenant, T0, type World } from '../support/world.ts';

async function stored(world: World) {
  const { db } = await world.ctx();
  const { tip, hazard, event, spentProof, notification, counter } = db.rows;
  return {
    tips: await db.select().from(tip),
    hazards: await db.select().from(hazard),
    events: await db.select({ entity: event.entity }).from(event).where(eq(event.entity, 'tip')),
    proofs: await db.select().from(spentProof),
    notices: await db.select({ kind: notification.kind, personId: notification.personId }).from(notification),
    counters: await db.select().from(counter).where(eq(counter.name, 'tip.state')),
  };
}

test('a tip becomes a restricted hazard in the same batch, and the officer reads its words', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const street = await world.unit('城南街道', 'street');
  const photo = random(3000);
  const sent = await sendTip(world, {
    text: { text: '三楼堆了二十个液化气瓶', place: '某小区 3 号楼' },
    header: { placeUnitId: street, danger: true },
    photos: [{ bytes: photo, mediaType: 'image/jpeg' }],
  });
  const { tips, hazards, events, notices, counters } = await stored(world);
  expect(tips).toHaveLength(1);
  expect(hazards).toMatchObject([
    {
      id: tips[0]!.hazardId,
      state: 'reported',
      source: 'tip',
      restricted: 1,
      danger: true,
      category: 'gas',
      placeUnitId: street,
      title: '群众举报：燃气（城南街道）',
      description: '',
      reportedBy: null,
    },
  ]);
  expect(events).toHaveLength(1);
  expect(notices).toEqual([{ kind: 'tip.received', personId: office.caller.personId }]);
  expect(counters).toMatchObject([{ bucket: 'received', value: 1 }]);
  expect(sent.accepted.digest).toBe(await envelopeDigest(sent.payload.envelope));

  const opened = await office.open(sent.payload.id);
  expect(opened.content).toMatchObject({ text: '三楼堆了二十个液化气瓶', place: '某小区 3 号楼' });
  expect(opened.headerIntact).toBe(true);
  const file = opened.content.files[0]!;
  const download = await office.caller.send(tipDesk.tipAttachment, { id: sent.payload.id, attachmentId: file.id });
  const plain = await openFile(sent.draft.scope, opened.dek, 'file', download.body!, file);
  expect(Buffer.compare(new Uint8Array(await plain.arrayBuffer()), photo)).toBe(0);
});

test('the acceptance proof is checked with the published keys alone', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const { accepted } = await sendTip(world);
  const keys = await world.public.call(contract.proofKeys, {});
  expect(JSON.stringify(keys)).not.toContain('"d"');
  const { payload } = await compactVerify(accepted.proof, createLocalJWKSet(keys as never));
  const { digest, day } = accepted;
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ tenant: world.slug, digest, day });
});

test('32 tips in the same instant: 32 receipts, 32 hazards', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const client = tipClient(world);
  const ready = await Promise.all(Array.from({ length: 32 }, () => client.prepare({ iterations: ITERATIONS })));
  const answers = await Promise.all(ready.map(({ payload }) => client.post(payload, newTipId())));
  expect(new Set(answers.map((a) => a.proof)).size).toBe(32);
  expect(new Set(ready.map((r) => r.receipt)).size).toBe(32);
  const { tips, hazards, counters } = await stored(world);
  expect(new Set(tips.map((t) => t.hazardId)).size).toBe(32);
  expect(new Set(hazards.map((h) => h.number)).size).toBe(32);
  expect(counters).toMatchObject([{ bucket: 'received', value: 32 }]);
});

test('pressed again with the same key: one tip, the same answer', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const client = tipClient(world);
  const photos = [{ bytes: random(500), mediaType: 'image/jpeg' }];
  const sent = await sendTip(world, { photos });
  expect(await client.post(sent.payload, sent.key)).toEqual(sent.accepted);
  const { payload } = await client.prepare({ iterations: ITERATIONS });
  const key = newTipId();
  const same = await Promise.all(Array.from({ length: 8 }, () => client.post(payload, key)));
  expect(new Set(same.map((a) => a.proof)).size).toBe(1);
  expect((await stored(world)).tips).toHaveLength(2);
  await expect(client.post({ ...payload, id: newTipId() }, key)).rejects.toThrow('idempotency_key_reused');
});

test('a proof of work counts once, in time, for its tenant, and only when solved', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const offices = [await tipOffice(world), await tipOffice(other)];
  expect(offices).toHaveLength(2);
  const client = tipClient(world);
  const { payload } = await client.prepare({ iterations: ITERATIONS });
  await client.post(payload, newTipId());
  await expect(client.post(payload, newTipId())).rejects.toThrow('409 proof_spent');
  const fresh = await client.prepare({ iterations: ITERATIONS });
  const work = fresh.payload.work as {
    challenge: { parameters: object };
    solution: { counter: number; derivedKey: string };
  };
  const elsewhere = (await tipClient(other).prepare({ iterations: ITERATIONS })).payload.work;
  const bad: unknown[] = [
    {},
    { challenge: null },
    { ...work, solution: { ...work.solution, derivedKey: '00'.repeat(32) } },
    { ...work, solution: [] },
    { ...work, challenge: { ...work.challenge, parameters: { ...work.challenge.parameters, cost: 1 } } },
    { ...work, challenge: { ...work.challenge, signature: 'f'.repeat(64) } },
    elsewhere,
  ];
  for (const w of bad) {
    await expect(client.post({ ...fresh.payload, work: w }, newTipId())).rejects.toThrow(
      /422 proof_invalid|400 bad_request/,
    );
  }
  try {
    clock.now = T0 + 31 * 60_000;
    await expect(client.post(fresh.payload, newTipId())).rejects.toThrow('proof_invalid');
  } finally {
    clock.now = T0;
  }
  expect((await stored(world)).tips).toHaveLength(1);
  await client.post(fresh.payload, newTipId());
});

test('no active role key: the form says so', async () => {
  const world = await mintTenant();
  await expect(world.public.call(contract.form, {})).rejects.toThrow('409 no_role_key');
});

test('the batch is one: failing in its last statement it leaves nothing', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const before = await stored(world);
  const client = tipClient(world);
  const { payload } = await client.prepare({
    iterations: ITERATIONS,
    photos: [{ bytes: random(99), mediaType: 'image/png' }],
  });
  const key = newTipId();
  const { db } = await world.ctx();
  const taken = { actor: 'public', key, route: 'tips.send', requestHash: 'another', answer: '{}', at: T0 };
  await db.commit([db.insert('command', taken)], null);
  await expect(client.post(payload, key)).rejects.toThrow('idempotency_key_reused');
  expect(await stored(world)).toEqual(before);
  const { tipAttachment: a, outbox, clock: c } = db.rows;
  expect(await db.select({ tipId: a.tipId }).from(a)).toEqual([{ tipId: null }]);
  expect(await db.select({ id: outbox.id }).from(outbox)).toEqual([]);
  expect(await db.select({ id: c.id }).from(c)).toEqual([]);
});
