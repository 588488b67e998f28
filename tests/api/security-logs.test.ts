import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../workers/app.ts';
import * as people from '../../workers/contract/people.ts';
import type { Route } from '../../workers/contract/route.ts';
import * as contract from '../../workers/contract/session.ts';
import * as hooks from '../../workers/contract/webhooks.ts';
import { notifyWrites } from '../../workers/domain/notifications/notify.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { Opener } from '../../workers/http/opener.ts';
import { runCron } from '../../workers/jobs.ts';
import { addHazard } from '../support/clocks.ts';
import { phone } from '../support/receipts.ts';
import { sendTip, tipOffice } from '../support/tips.ts';
import { app, clock, mintTenant, opener, platform, requestOf, T0, type World } from '../support/world.ts';

/** Everything the Worker says to its console, through whatever door. */
const said: string[] = [];
const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
for (const method of METHODS) {
  vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
    said.push(words.map((word) => (word instanceof Error ? `${word.stack}` : String(word))).join(' '));
  });
}
afterAll(() => vi.restoreAllMocks());
beforeEach(() => {
  clock.now = T0;
  said.length = 0;
});

const PASSWORD = 'a-password-nobody-has';
const NAME = '欧阳无名';
const PHONE = '13911112222';
const HOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-key-of-ours';

/** Texts that must be in no line: whole, and each long piece of the structured ones. */
function absent(secrets: Record<string, string>): void {
  const lines = said.join('\n');
  for (const [what, secret] of Object.entries(secrets)) {
    expect([what, secret.length > 3]).toEqual([what, true]);
    for (const part of [secret, ...secret.split(/[.\s]/).filter((p) => p.length > 15)])
      expect([what, lines.includes(part)]).toEqual([what, false]);
  }
}
async function send(world: World, route: Route, input: Record<string, unknown>, cookie = '', at = app) {
  const request = requestOf(route, input, world.slug, '', '');
  if (cookie) request.headers.set('cookie', cookie);
  const response = await at.fetch(request);
  const set = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, body: (await response.json()) as Record<string, string>, cookie: set };
}

/** Fails every statement, and says in its error what it was given: as a database does that quotes values. */
const failing = (d1: D1Database): D1Database =>
  new Proxy(d1, {
    get(target, name) {
      if (name !== 'prepare') return Reflect.get(target, name) as unknown;
      return (sql: string) => ({
        bind: (...values: unknown[]) => {
          const fail = async () => {
            throw new Error(`D1_ERROR: no such thing near '${values.join("', '")}' in ${sql}: SQLITE_ERROR`);
          };
          return { all: fail, first: fail, run: fail, raw: fail };
        },
      });
    },
  });

async function joined(world: World) {
  const admin = await world.person(['tenant_admin']);
  const made = await admin.call(people.addPerson, { username: 'ouyang', name: NAME, phone: PHONE, roles: [] });
  const token = made.invitePath.split('#')[1] as string;
  const used = await send(world, contract.useLink, { token, password: PASSWORD });
  expect(used.status).toBe(200);
  return { admin, token, used };
}

test('sign-in, link, second factor and refresh: no password, token, code, cookie, name or phone in any line', async () => {
  const world = await mintTenant();
  const { token, used } = await joined(world);
  await send(world, contract.useLink, { token, password: PASSWORD });
  await send(world, contract.signIn, { login: PHONE, password: 'a-wrong-password' });
  const inside = await send(world, contract.signIn, { login: 'ouyang', password: PASSWORD });
  const bearer = { authorization: `Bearer ${inside.body.accessToken}` };
  const whole = async (route: Route, input: Record<string, unknown>) => {
    const request = requestOf(route, input, world.slug, inside.body.accessToken as string, crypto.randomUUID());
    return (await app.fetch(request)).json() as Promise<Record<string, string>>;
  };
  const { secret } = (await whole(contract.startTotp, {})) as { secret: string };
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now });
  await whole(contract.confirmTotp, { secret, code });
  await send(world, contract.signIn, { login: 'ouyang', password: PASSWORD, code });
  clock.now += 60_000;
  const turned = await send(world, contract.refresh, {}, inside.cookie);
  clock.now += 60_000;
  await send(world, contract.refresh, {}, inside.cookie);
  await send(world, contract.signIn, { login: { deep: PASSWORD } as never, password: PASSWORD });
  const secrets = { PASSWORD, PHONE, NAME, token, secret, wrong: 'a-wrong-password' };
  const tokens = { first: used.cookie, inside: inside.cookie, turned: turned.cookie, bearer: bearer.authorization };
  absent({ ...secrets, ...tokens, code: `code ${code}` });
});

test('a tip and its receipt: no word of it, no place, no receipt, no key in any line, also at night', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const text = '夜班车间锁着安全出口，班长说不许往外说';
  const sent = await sendTip(world, { text: { text } });
  const line = await phone(world, sent.receipt);
  await line.reply('他们在查是谁说的，我很害怕');
  await drainOutbox(await world.ctx());
  await runCron(opener, '* * * * *');
  await runCron(opener, '20 18 * * *');
  absent({
    text,
    reply: '他们在查是谁说的',
    receipt: sent.receipt,
    digits: sent.receipt.replaceAll(' ', ''),
    token: line.view.token,
    tip: line.view.tipId,
  });
});

test('webhooks: neither address nor secret nor the receiver’s answer in any line, delivered, refused or failed', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await world.person(['leader']);
  const input = { label: '群', topics: ['hazards' as const] };
  await admin.call(hooks.createWebhook, { ...input, kind: 'wecom', url: HOOK });
  const own = await admin.call(hooks.createWebhook, {
    ...input,
    kind: 'generic',
    url: 'https://hooks.gov.cn/path-of-ours',
  });
  await admin.send(hooks.createWebhook, { ...input, kind: 'generic', url: 'https://inner-host-name.lan/secret-path' });
  const ctx = await world.ctx();
  const hazard = await addHazard(ctx, { title: '燃气管道泄漏' });
  const tell = async () => {
    const notice = {
      to: [{ role: 'leader' as const }],
      kind: 'hazard.urgent',
      title: NAME,
      body: PHONE,
      link: `/hazards/${hazard}`,
    };
    await ctx.db.commit(await notifyWrites(ctx, notice), null);
  };
  const answers = [
    async () => ({ status: 200, text: '{"errcode":93000,"errmsg":"answer-of-theirs"}' }),
    async () => Promise.reject(new Error(`connect failed: ${HOOK}`)),
  ];
  for (const post of answers) {
    await tell();
    clock.now += 3_600_000;
    const later = await world.ctx();
    await drainOutbox({ ...later, ports: { ...later.ports, outside: { loopback: false, post } } });
  }
  absent({
    HOOK,
    key: 'hook-key-of-ours',
    path: 'path-of-ours',
    secret: own.secret as string,
    theirs: 'answer-of-theirs',
  });
  absent({ inner: 'inner-host-name', NAME, PHONE, title: '燃气管道泄漏' });
});

test('a database that fails and quotes what it was given: the line names the failure and nothing else', async () => {
  const world = await mintTenant();
  const { token } = await joined(world);
  said.length = 0;
  const cells = new Map([...platform.cells].map(([no, c]) => [no, { ...c, db: failing(c.db) }]));
  const broken = createApp(new Opener({ ...platform, cells, buckets: undefined }));
  const first = await send(world, contract.signIn, { login: PHONE, password: PASSWORD }, '', broken);
  const second = await send(world, contract.useLink, { token, password: PASSWORD }, '', broken);
  const cookie = `anshao_refresh_${world.slug}=01890000-0000-7000-8000-000000000000.${'k'.repeat(43)}`;
  const third = await send(world, contract.refresh, {}, cookie, broken);
  for (const answer of [first, second, third]) {
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/D1_ERROR|SQLITE|select|ouyang/i);
  }
  expect(said.length).toBeGreaterThan(0);
  absent({ PASSWORD, PHONE, token, cookie });
  const { db } = await world.ctx();
  expect(await db.select().from(db.rows.person).where(eq(db.rows.person.username, 'ouyang'))).toHaveLength(1);
});
