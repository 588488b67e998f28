import { beforeEach, expect, test } from 'vitest';
import * as api from '../../workers/contract/draws.ts';
import { readFrozen } from '../../workers/protocol/draw.ts';
import { readDrawFile } from '../../workers/protocol/draw-file.ts';
import { verify } from '../../workers/protocol/draw-verify.ts';
import {
  drawing,
  drawn,
  fieldsOf,
  fileOf,
  frozen,
  member,
  NUMBERS,
  SALT,
  soon,
  witnessed,
} from '../support/drawing.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const many = async (d: Awaited<ReturnType<typeof drawing>>, n: number) => {
  for (let i = 0; i < n; i++) await member(d);
};
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (e: { code?: string }) => e.code,
  );

test('from draft to names: frozen, opened, drawn by two people, called, done; the file holds at every step', async () => {
  const d = await drawing();
  await many(d, 6);
  const one = await frozen(d);
  const shown = await d.public.call(api.publishedDraw, { number: one.number });
  expect([shown.state, shown.lists[0]!.entries, shown.lists[0]!.quotas[0]!.free]).toEqual(['committed', 6, 6]);
  const early = readDrawFile(await fileOf(d, one.number));
  expect(await verify(early)).toMatchObject({ holds: true, complete: false });
  expect(readFrozen(early.list).tenant).toBe(d.slug);
  // Nothing in the published text tells who anybody is.
  const own = await d.first.call(api.drawEntries, { id: one.id });
  for (const { entry, label } of own.items) {
    expect(early.list).not.toContain(entry);
    expect(early.list).not.toContain(label);
  }
  const two = await drawn(d);
  const file = readDrawFile(await fileOf(d, two.number));
  const verdict = await verify(file, file.listHash);
  expect(verdict.checks.filter((c) => c.ok === false)).toEqual([]);
  expect(verdict.complete).toBe(true);
  expect(file.inputs.map((o) => o !== null)).toEqual([true, false]);
  const picks = (await d.first.call(api.drawPicks, { id: two.id })).items;
  expect(picks.map((p) => [p.position, p.role, p.state])).toEqual([
    [1, 'selected', 'waiting'],
    [2, 'selected', 'waiting'],
    [3, 'alternate', 'waiting'],
    [4, 'alternate', 'waiting'],
  ]);
  expect(picks.map((p) => p.code)).toEqual([
    ...verdict.result!.lists[0]!.strata[0]!.selected,
    ...verdict.result!.lists[0]!.strata[0]!.alternates,
  ]);
});

test('a refusal brings in the next alternate; at the end those who took part are opened and the others stay codes', async () => {
  const d = await drawing();
  await many(d, 6);
  const { id, number, ...at } = await drawn(d);
  let version = at.version;
  const call = async (position: number, to: 'accepted' | 'refused' | 'no_show' | 'called', reason = '') => {
    const answer = await d.first.call(api.callPick, { id, version, list: 'experts', position, to, reason });
    version = answer.version;
    return answer.steppedIn?.position ?? null;
  };
  expect(await code(d.first.call(api.callPick, { id, version, list: 'experts', position: 3, to: 'accepted' }))).toBe(
    'wrong_state',
  );
  expect(await code(d.first.call(api.callPick, { id, version, list: 'experts', position: 1, to: 'refused' }))).toBe(
    'bad_request',
  );
  expect(await call(1, 'refused', '出差')).toBe(3);
  expect(await call(2, 'accepted')).toBeNull();
  expect(await call(3, 'no_show', '未到场')).toBe(4);
  expect(await code(d.first.call(api.callPick, { id, version, list: 'experts', position: 1, to: 'accepted' }))).toBe(
    'wrong_state',
  );
  expect(await code(d.first.call(api.finishDraw, { id, version }))).toBe('draw_places_open');
  expect(await call(4, 'accepted')).toBeNull();
  expect((await d.first.call(api.draw, { id })).placesOpen).toBe(0);
  const before = readDrawFile(await fileOf(d, number));
  expect(before.openings).toEqual([]);
  await d.first.call(api.finishDraw, { id, version });
  const file = readDrawFile(await fileOf(d, number));
  expect(file.openings.map((o) => o.who).every((who) => /^WH-\d{4}$/.test(who))).toBe(true);
  const picks = (await d.first.call(api.drawPicks, { id })).items;
  expect(file.openings.map((o) => o.id).sort()).toEqual([picks[1]!.code, picks[3]!.code].sort());
  expect((await verify(file)).checks.filter((c) => c.ok !== true)).toEqual([]);
  const shown = await d.public.call(api.publishedDraw, { number });
  expect(shown.replacements).toEqual([
    { list: 'experts', out: 1, why: 'refused', steppedIn: 3 },
    { list: 'experts', out: 3, why: 'no_show', steppedIn: 4 },
  ]);
  // The reasons people gave are theirs.
  expect(JSON.stringify(shown) + JSON.stringify(file)).not.toContain('出差');
});

test('times and people: no opening after the hour, no seed before it, no confirming of one’s own, no void alone', async () => {
  const d = await drawing();
  await many(d, 4);
  const { id, version } = await frozen(d);
  expect(await code(d.first.call(api.enterSeed, { id, version, value: NUMBERS }))).toBe('draw_too_early');
  const words = { name: '张三', input: '春眠不觉晓', salt: SALT };
  expect(await code(d.first.call(api.openWitness, { id, version, ...words, input: '春眠' }))).toBe('draw_commitment');
  expect(await code(d.first.call(api.openWitness, { id, version, ...words, name: '王五' }))).toBe('draw_commitment');
  clock.now = Date.parse(soon());
  expect(await code(d.first.call(api.openWitness, { id, version, ...words }))).toBe('draw_too_late');
  expect(await code(d.first.call(api.enterSeed, { id, version, value: '01 05' }))).toBe('draw_seed_form');
  expect(await code(d.first.call(api.confirmSeed, { id, version, value: NUMBERS }))).toBe('wrong_state');
  const entered = await d.first.call(api.enterSeed, { id, version, value: NUMBERS });
  const at = { id, version: entered.version };
  expect(await code(d.first.call(api.confirmSeed, { ...at, value: NUMBERS }))).toBe('same_person');
  expect(await code(d.second.call(api.confirmSeed, { ...at, value: '01 05 12 20 28 33 + 10' }))).toBe(
    'draw_seed_differs',
  );
  expect(await code(d.first.call(api.voidDraw, { ...at, reason: '对结果不满意' }))).toBe('same_person');
  expect(await code(d.second.call(api.confirmSeed, { ...at, version: version, value: NUMBERS }))).toBe('conflict');
  await d.second.call(api.confirmSeed, { ...at, value: NUMBERS });
  expect(await code(d.second.call(api.voidDraw, { id, version: at.version + 1, reason: '对结果不满意' }))).toBe(
    'wrong_state',
  );
});

test('a weak source needs a witness who opens; a source already known, or named wrongly, is refused', async () => {
  const d = await drawing();
  await many(d, 4);
  const { id, number } = await d.first.call(api.addDraw, fieldsOf(d));
  const commit = (
    kind: string,
    issue: string,
    notBefore = soon(),
    witnesses: { name: string; commitment: string }[] = [],
  ) => code(d.first.call(api.commitDraw, { id, version: 1, seedSource: { kind, id: issue, notBefore }, witnesses }));
  expect(await commit('fc3d', '2026301')).toBe('draw_witness_needed');
  expect(await commit('nothing', '2026301')).toBe('bad_request');
  expect(await commit('ssq', '26')).toBe('bad_request');
  expect(await commit('ssq', '2026135', new Date(clock.now).toISOString())).toBe('bad_request');
  expect(await commit('drand', '1000')).toBe('bad_request');
  const witness = await witnessed(number, '张三', '春眠不觉晓');
  expect(await commit('fc3d', '2026301', soon(), [witness, witness])).toBe('bad_request');
  expect(await commit('fc3d', '2026301', soon(), [witness])).toBe('ok');
  clock.now += 61_000;
  const { version } = await d.first.call(api.enterSeed, { id, version: 2, value: '407' });
  // Nobody opened: with a thousand outcomes somebody could have tried them all.
  expect(await code(d.second.call(api.confirmSeed, { id, version, value: '407' }))).toBe('draw_witness_needed');
  await d.second.call(api.voidDraw, { id, version, reason: '见证人未按时拆封' });
});

test('a redraw is a record of its own with a reason, both lie open, and one draw is repeated once', async () => {
  const d = await drawing();
  await many(d, 5);
  const old = await drawn(d);
  expect(await code(d.first.call(api.redraw, { id: old.id, version: old.version, reason: '' }))).toBe('bad_request');
  const again = await d.first.call(api.redraw, { id: old.id, version: old.version, reason: '受检单位停产，另选日期' });
  expect(again.number).not.toBe(old.number);
  expect(await code(d.first.call(api.redraw, { id: old.id, version: old.version, reason: '再来一次吧' }))).toBe(
    'wrong_state',
  );
  const seedSource = { kind: 'ssq', id: '2026136', notBefore: soon() };
  await d.first.call(api.commitDraw, { id: again.id, version: 1, seedSource, witnesses: [] });
  const shown = await d.public.call(api.publishedDraws, {});
  expect(shown.items.map((one) => [one.number, one.redrawOf])).toEqual([
    [again.number, old.number],
    [old.number, ''],
  ]);
  expect((await d.public.call(api.publishedDraw, { number: old.number })).repeatedBy).toBe(again.number);
  expect(readFrozen(readDrawFile(await fileOf(d, again.number)).list).redrawOf).toBe(old.number);
});

test('too few after the exclusions, a draft in public, another bureau’s administrator, a reader', async () => {
  const d = await drawing();
  await many(d, 2);
  const { id, number } = await d.first.call(api.addDraw, fieldsOf(d, 3));
  const seedSource = { kind: 'ssq', id: '2026135', notBefore: soon() };
  expect(await code(d.first.call(api.commitDraw, { id, version: 1, seedSource, witnesses: [] }))).toBe('draw_too_few');
  expect(await code(d.public.call(api.publishedDraw, { number }))).toBe('not_found');
  expect((await d.public.call(api.publishedDraws, {})).items).toEqual([]);
  const elsewhere = await d.person([{ role: 'expert_admin', unitId: await d.unit('住建局') }]);
  expect(await code(elsewhere.call(api.draw, { id }))).toBe('not_found');
  expect((await elsewhere.call(api.draws, {})).items).toEqual([]);
  expect(await code(elsewhere.call(api.addDraw, fieldsOf(d)))).toBe('not_found');
  expect(await code(elsewhere.call(api.voidDraw, { id, version: 1, reason: '不是我的草稿' }))).toBe('not_found');
  const auditor = await d.person(['auditor']);
  expect((await auditor.call(api.draws, {})).items).toHaveLength(1);
  expect((await auditor.call(api.draw, { id })).actions.map((a) => a.allowed)).toEqual([false, false, false]);
  expect(await code(auditor.call(api.addDraw, fieldsOf(d)))).toBe('forbidden');
  expect(await code((await d.person(['expert'])).call(api.draws, {}))).toBe('forbidden');
});
