import { env } from 'cloudflare:workers';
import { pbkdf2Sync } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as contract from '../../workers/contract/tip-desk.ts';
import { sendPlain } from '../../workers/domain/tips/plain.ts';
import { newTicket } from '../../workers/domain/tips/plain-ticket.ts';
import { random, toBase64, utf8 } from '../../workers/protocol/bytes.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { formatReceipt, newReceipt } from '../../workers/protocol/receipt.ts';
import { answerTip, deskReads, phone } from '../support/receipts.ts';
import { ITERATIONS, setUpDiscipline, setUpIdentity, tipOffice } from '../support/tips.ts';
import { app, mintTenant, type World } from '../support/world.ts';

const bindings = env as unknown as Record<string, D1Database> & { BLOBS: R2Bucket };
const printed: string[] = [];

beforeEach(() => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts) => void printed.push(parts.map(String).join(' ')));
  }
});
afterEach(() => vi.restoreAllMocks());

/** Every spelling of a secret that a careless line of code could leave behind. */
function spellings(secret: Uint8Array): string[] {
  const buffer = Buffer.from(secret);
  // base64 of the bytes at each of the three alignments, without the ends that depend on the neighbours.
  const aligned = [0, 1, 2].map((pad) => {
    const text = Buffer.concat([Buffer.alloc(pad), buffer]).toString('base64');
    return text.slice(pad === 0 ? 0 : 4, text.length - 4);
  });
  const url = aligned.map((t) => t.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = buffer.toString('hex');
  return [buffer.toString('latin1'), hex, hex.toUpperCase(), ...aligned, ...url];
}

/** Every value of every column of every table, as bytes. */
async function everythingIn(d1: D1Database): Promise<string[]> {
  const tables = await d1.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>();
  const found: string[] = [];
  for (const { name } of tables.results.filter((t) => !t.name.startsWith('_cf_'))) {
    const { results } = await d1
      .prepare(`SELECT * FROM "${name}" /* whole cell: test */`)
      .all<Record<string, unknown>>();
    for (const row of results) for (const value of Object.values(row)) found.push(asLatin1(value));
  }
  return found;
}
const asLatin1 = (value: unknown): string =>
  value instanceof ArrayBuffer || Array.isArray(value)
    ? Buffer.from(value as ArrayBuffer).toString('latin1')
    : Buffer.from(String(value), 'utf8').toString('latin1');

/** The form without script; its answer shows the receipt, so it is not among the answers that are searched. */
async function sendPlainTip(world: World, receipt: string, text: string): Promise<void> {
  const ctx = await world.ctx({ kind: 'public' });
  const ticket = await newTicket({ ...ctx, now: ctx.now - 60_000 });
  const header = { track: 'anonymous', category: 'gas', danger: false, casualty: false, aboutOffice: false } as const;
  const words = { place: text, enterprise: text, text, name: '', contact: '' };
  const input = { ...header, ...words, receipt, ticket, placeUnitId: null };
  expect(await sendPlain(ctx, input, [], 0, ITERATIONS)).toMatchObject({ kind: 'taken' });
}

test('no word, no receipt, no key of the reporter is in any byte the server keeps, prints or answers', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const discipline = await setUpDiscipline(world, office);
  const custodian = await setUpIdentity(world, office);
  const answers: string[] = [];
  const reporter = new TipClient(async (request) => {
    const response = await app.fetch(request);
    answers.push(Buffer.from(await response.clone().arrayBuffer()).toString('latin1'));
    return response;
  }, `http://anshao.test/${world.slug}/api`);

  const photo = random(2000);
  const words = {
    text: '金丝雀在三楼唱歌-canary-7f3a',
    place: '鹦鹉巷九号',
    name: '无名氏甲乙',
    contact: '13800000000',
    enterprise: '百灵鸟厂',
  };
  const sent = await reporter.send({
    text: words,
    header: { track: 'sealed_name' },
    photos: [{ bytes: photo, mediaType: 'image/jpeg' }],
    iterations: ITERATIONS,
  });
  await reporter.status(world.no, sent.receipt, ITERATIONS);
  const opened = await office.open(sent.payload.id);
  expect(opened.content).toMatchObject({ text: words.text, place: words.place, name: '', contact: '' });
  const said = ['请问在几层？白鹭问', '在第三层，灰雀答'];
  await answerTip(world, office, sent.payload.id, said[0]!);
  const there = await phone(world, sent.receipt);
  expect(await there.read()).toEqual([said[0]]);
  await there.reply(said[1]!);
  expect(await deskReads(world, office, sent.payload.id)).toEqual(said);
  const plain = '杜鹃从简易表单飞过';
  const simple = newReceipt(2);
  await sendPlainTip(world, simple, plain);
  await office.caller.call(contract.refuseTip, { id: sent.payload.id, version: opened.version, reason: '查无此事' });
  await reporter.status(world.no, sent.receipt, ITERATIONS);
  await reporter.post({ ...sent.payload, reporterWrapped: 'AQ' }, sent.key).catch(() => undefined);

  const stores: [string, string[]][] = [];
  for (const [name, d1] of Object.entries(bindings)) {
    if (/^(DIRECTORY|CELL_\d+|SEARCH_\d+)$/.test(name)) stores.push([name, await everythingIn(d1 as D1Database)]);
  }
  expect(stores.map(([name]) => name).sort()).toEqual(['CELL_00', 'CELL_01', 'DIRECTORY', 'SEARCH_00', 'SEARCH_01']);
  const objects: string[] = [];
  for (const { key } of (await bindings.BLOBS.list()).objects) {
    objects.push(Buffer.from(await (await bindings.BLOBS.get(key))!.arrayBuffer()).toString('latin1'));
  }
  stores.push(['R2', objects], ['responses', answers], ['console', printed]);

  const root = pbkdf2Sync(sent.receipt, `${world.no}|v1`, ITERATIONS, 32, 'sha256');
  const secrets: [string, Uint8Array][] = [
    ...Object.entries(words).map(([k, v]): [string, Uint8Array] => [k, utf8(v)]),
    ...said.map((text, n): [string, Uint8Array] => [`message ${n}`, utf8(text)]),
    ['words of the plain form', utf8(plain)],
    ['receipt of the plain form', utf8(simple)],
    ['photo', photo.slice(100, 148)],
    ['receipt', utf8(sent.receipt)],
    ['receipt in groups', utf8(formatReceipt(sent.receipt))],
    ['root', root],
    ['wrap', sent.draft.keys.wrap],
    ['auth', sent.draft.keys.auth],
    ['dek', sent.draft.dek],
  ];
  const leaks: string[] = [];
  for (const [store, values] of stores) {
    for (const [name, secret] of secrets) {
      for (const spelling of spellings(secret)) {
        if (values.some((value) => value.includes(spelling))) leaks.push(`${name} in ${store}`);
      }
    }
  }
  expect(leaks).toEqual([]);

  // The search itself works: what does lie there, sealed, is found.
  const [cell] = stores.filter(([name]) => name === 'CELL_00').map(([, values]) => values);
  expect(cell!.some((v) => v.includes(sent.payload.envelope.body))).toBe(true);
  expect(cell!.some((v) => v.includes(toBase64(sent.draft.keys.locator)))).toBe(true);
  expect(objects.length).toBeGreaterThan(0);
  expect([discipline.role, custodian.role]).toEqual(['discipline', 'identity']);
});
