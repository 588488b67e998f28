import { beforeEach, expect, test } from 'vitest';
import * as api from '../../workers/contract/roster.ts';
import * as seats from '../../workers/contract/seats.ts';
import { proofKeys } from '../../workers/contract/tips.ts';
import { newTicket } from '../../workers/domain/tips/plain-ticket.ts';
import { fromBase64, fromUtf8, toBase64, utf8 } from '../../workers/protocol/bytes.ts';
import { checkCard, sayCard } from '../../workers/protocol/expert-card.ts';
import { checkProof, type ProofKey } from '../../workers/protocol/proof.ts';
import { applied, appointed, look, publicised, type Vetted, vetted } from '../support/seats.ts';
import { app, clock, T0 } from '../support/world.ts';

const DAY = 86_400_000;
beforeEach(() => {
  clock.now = T0;
});
const keysOf = async (d: Vetted) => (await d.public.call(proofKeys, {})).keys as ProofKey[];
const html = async (path: string, init?: RequestInit) => {
  const answer = await app.fetch(new Request(`http://anshao.test${path}`, init));
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

async function member(d: Vetted): Promise<string> {
  const { seatId } = await applied(d);
  await publicised(d, seatId);
  clock.now = T0 + 7 * DAY;
  await appointed(d, seatId);
  return seatId;
}

test('the roster shows approved fields of members in office, and of nobody else', async () => {
  const d = await vetted();
  await member(d);
  await applied(d, { name: '还没聘' });
  const { items, pools } = await d.public.call(api.roster, {});
  expect(items).toEqual([
    {
      ...{ number: 'WH-2026-0001', name: '赵工', employer: '化工设计院', title: '高级工程师' },
      ...{ poolTitle: '危险化学品专家库', field: 'chemicals', termFrom: '2026-11-25', termTo: '2029-11-24' },
    },
  ]);
  expect(pools).toMatchObject([{ id: d.poolId }]);
  expect(await d.public.call(api.roster, { q: '钱' })).toMatchObject({ items: [] });
  expect((await d.public.call(api.roster, { q: 'wh-2026-0001' })).items).toHaveLength(1);
  const page = await html(`/${d.slug}/experts?q=${encodeURIComponent('赵')}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('赵工');
  expect(page.text).not.toMatch(/还没聘|1975|001X|<script/);
  expect((await html(`/${d.slug}/experts?cursor=nonsense`)).status).toBe(200);
});

test('a card is real or it is not: checked without a network', async () => {
  const d = await vetted();
  await member(d);
  const { card, state, serial } = await d.public.call(api.card, { number: 'WH-2026-0001' });
  expect({ state, serial }).toEqual({ state: 'valid', serial: 1 });
  const keys = await keysOf(d);
  const verdict = await checkCard(card, keys);
  expect(verdict).toMatchObject({ good: true, card: { name: '赵工', tenant: d.slug, number: 'WH-2026-0001' } });
  expect(sayCard(verdict, '2026-12-01', d.slug)).toMatch(/^签名属实：赵工.*WH-2026-0001/);
  expect(sayCard(verdict, '2026-12-01', 'elsewhere')).toContain('不是本地区的');
  expect(sayCard(verdict, '2030-01-01', d.slug)).toContain('聘期已于 2029-11-24 届满');
  const [head = '', body = '', signature = ''] = card.split('.');
  const claims = JSON.parse(fromUtf8(fromBase64(body))) as Record<string, unknown>;
  const altered = toBase64(utf8(JSON.stringify({ ...claims, name: '李鬼' })));
  expect(await checkCard(`${head}.${altered}.${signature}`, keys)).toEqual({ good: false, why: 'wrong_signature' });
  expect(await checkCard(card, [])).toEqual({ good: false, why: 'unknown_key' });
  expect(await checkCard('一张纸', keys)).toEqual({ good: false, why: 'not_a_card' });
  // A card is no proof of a tip, and the other way round.
  expect(await checkProof(card, keys)).toEqual({ good: false, why: 'not_a_proof' });
  const ctx = await d.ctx();
  const proof = await ctx.ports.signProof({ tenant: d.slug, digest: 'a'.repeat(64), day: '2026-11-18' });
  expect(await checkCard(proof, keys)).toEqual({ good: false, why: 'not_a_card' });
});

test('asked online a card says how things stand today', async () => {
  const d = await vetted();
  const id = await member(d);
  const stands = async (serial?: number) =>
    (await d.public.call(api.card, { number: 'WH-2026-0001', ...(serial ? { serial } : {}) })).state;
  const step = async (route: typeof seats.suspend) =>
    d.office.call(route, { id, version: (await look(d.office, id)).version, reason: '有关情况待核查' });
  await step(seats.suspend);
  expect(await stands()).toBe('suspended');
  expect(await d.public.call(api.card, { number: 'WH-2026-0001' })).toMatchObject({ card: '' });
  await step(seats.resume as never);
  clock.now = Date.parse('2029-11-01T02:00:00Z');
  const { version } = await look(d.office, id);
  await d.office.call(seats.renew, { id, version, letterNo: '续聘1号' });
  expect([await stands(1), await stands(2)]).toEqual(['old', 'valid']);
  const page = await html(`/${d.slug}/experts/card/WH-2026-0001?serial=1`);
  expect(page.text).toContain('已换发新证');
  expect(page.text).not.toContain('专家证二维码');
  expect((await html(`/${d.slug}/experts/card/WH-2026-0001`)).text).toContain('专家证二维码');
  await step(seats.remove as never);
  expect(await stands()).toBe('revoked');
  await expect(d.public.call(api.card, { number: 'WH-2026-0099' })).rejects.toThrow('404 not_found');
  expect((await html(`/${d.slug}/experts/card/WH-2026-0099`)).status).toBe(404);
});

test('without a script: the list of candidates, the form, what is missing, the answer', async () => {
  const d = await vetted();
  const { seatId } = await applied(d);
  await publicised(d, seatId);
  expect((await html(`/${d.slug}/experts/publicity`)).text).toContain('对赵工提出异议');
  const path = `/${d.slug}/experts/publicity/${seatId}`;
  const form = await html(path);
  expect(form.text).toContain('2026-11-24');
  expect(form.headers.get('content-security-policy')).toContain("form-action 'self'");
  const ticket = await newTicket(await d.ctx({ kind: 'public' }));
  const post = (words: string) => {
    const body = new URLSearchParams({ words, contact: '', ticket });
    return html(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  };
  const short = await post('不行');
  expect(short.status).toBe(422);
  expect(short.text).toContain('至少十个字');
  expect(short.text).toContain('>不行</textarea>');
  const said = '这个人二〇二〇年以前做的是<b>财务</b>。';
  const early = await post(said);
  expect(early.text).toMatch(/请等 \d+ 秒/);
  expect(early.text).not.toContain('<b>财务');
  clock.now = T0 + 60_000;
  const taken = await post(said);
  expect(taken.text).toContain('异议已收到');
  expect((await d.office.call(seats.objections, {})).items).toMatchObject([{ words: said, hasContact: false }]);
  expect((await html(`/${d.slug}/experts/publicity/nobody`)).status).toBe(404);
});
