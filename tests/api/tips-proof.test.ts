import { afterEach, expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as tips from '../../workers/contract/tips.ts';
import { checkProof, type ProofKey } from '../../workers/protocol/proof.ts';
import { lookUp, sendTip, tipOffice } from '../support/tips.ts';
import { app, clock, mintTenant, T0, type World } from '../support/world.ts';

afterEach(() => {
  clock.now = T0;
});
const keysOf = async (world: World) => (await world.public.call(tips.proofKeys, {})).keys as ProofKey[];

test('acceptance and end are signed: tenant, digest, day, outcome', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { accepted, receipt, payload } = await sendTip(world);
  const keys = await keysOf(world);
  const said = { tenant: world.slug, digest: accepted.digest, iss: 'anshao' };
  expect(await checkProof(accepted.proof, keys, accepted.digest)).toEqual({
    good: true,
    proof: { ...said, day: '2026-11-18' },
  });
  expect((await lookUp(world, receipt)).closing).toBe('');
  const { version } = await office.open(payload.id);
  await office.caller.call(tipDesk.refuseTip, { id: payload.id, version, reason: '现场已无该隐患' });
  clock.now = T0 + 9 * 86_400_000;
  const view = await lookUp(world, receipt);
  expect(await checkProof(view.closing, await keysOf(world))).toEqual({
    good: true,
    proof: { ...said, day: '2026-11-18', outcome: 'not_established' },
  });
  expect([view.keptDays, view.shredOn]).toEqual([180, '2027-05-17']);
});

test('after years of new keys an old proof still finds its own', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const { accepted } = await sendTip(world);
  for (let month = 1; month <= 12; month++) {
    clock.now = T0 + month * 31 * 86_400_000;
    await keysOf(world);
  }
  const keys = await keysOf(world);
  expect(keys.length).toBeGreaterThan(12);
  expect((await checkProof(accepted.proof, keys)).good).toBe(true);
  expect(await checkProof(accepted.proof, keys.slice(0, 8))).toEqual({ good: false, why: 'unknown_key' });
});

test('the page brings the keys along, and nothing secret', async () => {
  const world = await mintTenant();
  const keys = await keysOf(world);
  const response = await app.fetch(new Request(`http://anshao.test/${world.slug}/verify`));
  const html = await response.text();
  expect([response.status, response.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("script-src 'self'"),
  ]);
  const [, given = ''] = /data-keys="([^"]*)"/.exec(html) ?? [];
  expect(JSON.parse(given.replaceAll('&quot;', '"'))).toEqual({ keys });
  expect(html).not.toMatch(/"d"|&quot;d&quot;|<script>/);
});
