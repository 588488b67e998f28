import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../workers/protocol/bytes.ts';
import { TipRefused } from '../../workers/protocol/client.ts';
import { newTipId, type TipPayload } from '../../workers/protocol/compose.ts';
import { newOfficerKeys } from '../../workers/protocol/officer-keys.ts';
import { ITERATIONS, sendTip, setUpDiscipline, setUpIdentity, tipClient, tipOffice } from '../support/tips.ts';
import { mintTenant, type World } from '../support/world.ts';

let world: World;
let payload: TipPayload;
const client = () => tipClient(world);

beforeAll(async () => {
  world = await mintTenant();
  const office = await tipOffice(world);
  await setUpDiscipline(world, office);
  await setUpIdentity(world, office);
  const text = { name: '甲', contact: '1' };
  payload = (await client().prepare({ text, header: { track: 'sealed_name' }, iterations: ITERATIONS })).payload;
});

async function refused(body: object): Promise<TipRefused> {
  const answer = await client()
    .post(body, newTipId())
    .catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(TipRefused);
  return answer as TipRefused;
}

async function nothingStored(of: World): Promise<void> {
  const { db } = await of.ctx();
  const { tip, hazard, spentProof, notification } = db.rows;
  for (const table of [tip, hazard, spentProof, notification]) {
    expect(await db.select().from(table as typeof tip)).toEqual([]);
  }
}

/** Every leaf of the sealed part, by path. */
const LEAVES = [
  'envelope.suite',
  'envelope.body',
  'envelope.commit',
  'envelope.wraps.0.roleKeyId',
  'envelope.wraps.0.enc',
  'envelope.wraps.0.ct',
  'locator',
  'auth',
  'reporterPublic',
  'reporterWrapped',
  'formHash',
  'id',
  'identity',
  'identity.body',
  'identity.commitA',
  'identity.commitB',
  'identity.wrapA.roleKeyId',
  'identity.wrapA.enc',
  'identity.wrapA.ct',
  'identity.wrapB.roleKeyId',
  'identity.wrapB.enc',
  'identity.wrapB.ct',
  'header',
  'header.category',
  'header.placeUnitId',
  'header.danger',
  'header.casualty',
  'header.track',
  'header.aboutOffice',
  'header.day',
  'attachments',
  'channel',
  'work',
] as const;

function changed(path: string, value: unknown): TipPayload {
  const copy = structuredClone(payload) as unknown as Record<string, unknown>;
  const steps = path.split('.');
  let at: Record<string, unknown> = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  at[steps.at(-1)!] = value;
  return copy as unknown as TipPayload;
}

/** Another value that is just as good: not wrong, only different. */
const asGood = (path: string, value: unknown): boolean =>
  (/danger|casualty/.test(path) && typeof value === 'boolean') ||
  (path === 'header.placeUnitId' && value === null) ||
  (path === 'attachments' && Array.isArray(value));

/** Random bytes of just the right size: nobody but the officer can tell them from sealed ones. */
function sealedLooking(path: string, value: unknown): boolean {
  const sizes: Record<string, [number, number]> = {
    locator: [16, 16],
    auth: [32, 32],
    'envelope.commit': [32, 32],
    'envelope.wraps.0.ct': [48, 48],
    reporterWrapped: [100, 600],
    'identity.commitA': [32, 32],
    'identity.commitB': [32, 32],
    'identity.wrapA.ct': [48, 48],
    'identity.wrapB.ct': [48, 48],
  };
  const [least, most] = sizes[path] ?? [1, 0];
  const size = typeof value === 'string' ? Buffer.from(value, 'base64').length : -1;
  return size >= least && size <= most;
}

test('whatever stands in a sealed field instead, it is a clear refusal and nothing is stored', async () => {
  const junk = fc.oneof(
    fc.constantFrom('', 'A', '====', 'AAAA', null, 0, 2, [], {}, true, '<script>', "' OR 1=1 --"),
    fc.string({ maxLength: 400 }),
    fc.base64String({ maxLength: 2000 }),
    fc.uint8Array({ minLength: 33, maxLength: 64 }).map((b) => toBase64(b)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...LEAVES), junk, async (path, value) => {
      fc.pre(!sealedLooking(path, value) && !asGood(path, value));
      const answer = await refused(changed(path, value));
      expect([400, 422]).toContain(answer.status);
      expect(['bad_request', 'envelope_invalid', 'proof_invalid']).toContain(answer.code);
    }),
    { numRuns: 250 },
  );
  await nothingStored(world);
});

test('cut, lengthened, of another suite, off the curve, sealed to others', async () => {
  const { envelope } = payload;
  const body = fromBase64(envelope.body);
  const [wrap] = envelope.wraps;
  const otherSuite = body.slice();
  otherSuite[0] = 2;
  const offCurve = fromBase64(wrap!.enc);
  offCurve[40]! ^= 1;
  const stranger = await newOfficerKeys({ tenantNo: world.no, personId: 'x' }, 'x', 1);
  const cases: TipPayload[] = [
    changed('envelope.body', toBase64(body.slice(0, -1))),
    changed('envelope.body', toBase64(new Uint8Array([...body, 0]))),
    changed('envelope.body', toBase64(otherSuite)),
    changed('envelope.wraps.0.enc', toBase64(offCurve)),
    changed('reporterPublic', toBase64(offCurve)),
    changed('envelope.wraps.0.roleKeyId', newTipId()),
    changed('envelope.wraps', [wrap, wrap]),
    changed('envelope.wraps', [wrap, { ...wrap!, roleKeyId: newTipId() }]),
    changed('formHash', 'ab'.repeat(32)),
    changed('attachments', [{ id: newTipId(), uploadToken: stranger.sealPublic.slice(0, 32) }]),
  ];
  for (const body of cases) expect((await refused(body)).code).toBe('envelope_invalid');
  await nothingStored(world);
});

test('a place that is no street of this tenant, and a day that is not today, name their field', async () => {
  const other = await mintTenant();
  const foreign = await other.unit('邻区街道', 'street');
  const department = await world.unit('住建局', 'department');
  for (const placeUnitId of [foreign, department, newTipId()]) {
    const answer = await refused({ ...payload, header: { ...payload.header, placeUnitId } });
    expect([answer.status, answer.code]).toEqual([400, 'bad_request']);
  }
  expect((await refused({ ...payload, header: { ...payload.header, day: '2026-11-01' } })).code).toBe('bad_request');
  await nothingStored(world);
});

test('one locator, one tip id', async () => {
  const home = await mintTenant();
  await tipOffice(home);
  const sent = await sendTip(home);
  const reporter = tipClient(home);
  const { payload: next } = await reporter.prepare({ iterations: ITERATIONS });
  await expect(reporter.post({ ...next, locator: sent.payload.locator }, newTipId())).rejects.toThrow('409 conflict');
  await expect(reporter.post({ ...next, id: sent.payload.id }, newTipId())).rejects.toThrow('409 conflict');
});
