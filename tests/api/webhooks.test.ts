import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/webhooks.ts';
import { notifyWrites } from '../../workers/domain/notifications/notify.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import type { Outgoing } from '../../workers/domain/webhooks/message.ts';
import { addHazard } from '../support/clocks.ts';
import { clock, mintTenant, platform, Refused, T0, type World } from '../support/world.ts';

const URL_OF = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret-key';
let sent: Outgoing[] = [];
let answer: () => Promise<{ status: number; text: string }>;
beforeEach(() => {
  clock.now = T0;
  sent = [];
  answer = async () => ({ status: 200, text: '{"errcode":0}' });
});
Object.assign(platform.outside, {
  post: (request: Outgoing) => {
    sent.push(request);
    return answer();
  },
});

const ROBOT = { kind: 'wecom', label: '工作群', url: URL_OF, topics: ['hazards', 'limits'] } as const;
async function withRobot(topics: readonly ('hazards' | 'limits' | 'tasks' | 'month')[] = ROBOT.topics) {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await world.person(['leader']);
  const { webhook } = await admin.call(contract.createWebhook, { ...ROBOT, topics: [...topics] });
  return { world, admin, webhook };
}
async function tell(world: World, kind: string, link: string, quiet = false): Promise<void> {
  const ctx = await world.ctx();
  const notice = {
    to: [{ role: 'leader' as const }],
    kind,
    title: '张三的提醒',
    body: '电话 13900000001',
    link,
    quiet,
  };
  await ctx.db.commit(await notifyWrites(ctx, notice), null);
}
const drain = async (world: World) => drainOutbox(await world.ctx());
const waiting = async (world: World) => {
  const { db } = await world.ctx();
  return db.select().from(db.rows.outbox);
};
const words = () => sent.map(({ body }) => (JSON.parse(body) as { text: { content: string } }).text.content);

test('only the administrator sets them; the address goes in and never comes out; the list is paged', async () => {
  const { world, admin, webhook } = await withRobot();
  expect(webhook).toMatchObject({ host: 'qyapi.weixin.qq.com', state: 'on', signed: false, lastResult: '' });
  await admin.call(contract.createWebhook, { ...ROBOT, topics: [...ROBOT.topics], label: '第二个群' });
  const office = await world.person(['commission_office', 'leader', 'auditor']);
  for (const [route, input] of [
    [contract.webhooks, {}],
    [contract.createWebhook, ROBOT],
    [contract.testWebhook, { id: webhook.id }],
    [contract.removeWebhook, { id: webhook.id, version: 1 }],
  ] as const)
    expect([route.id, (await office.send(route, input)).status]).toEqual([route.id, 403]);
  const first = await admin.call(contract.webhooks, { limit: 1 });
  const second = await admin.call(contract.webhooks, { limit: 1, cursor: first.next! });
  expect([first.items[0]?.label, second.items[0]?.label, second.next]).toEqual(['工作群', '第二个群', null]);
  expect(JSON.stringify([first, second])).not.toContain('very-secret-key');
  const { db } = await world.ctx();
  const stored = [await db.select().from(db.rows.webhook), await db.select().from(db.rows.event)];
  expect(JSON.stringify(stored)).not.toContain('very-secret-key');
});

test('an address inside a network is refused with a sentence, when made and when changed', async () => {
  const { admin, webhook } = await withRobot();
  for (const url of ['https://127.0.0.1/x', 'https://169.254.169.254/x', 'https://oa.lan/', 'http://hooks.gov.cn/']) {
    const made = await admin.send(contract.createWebhook, { ...ROBOT, kind: 'generic', url });
    expect([made.status, ((await made.json()) as { fields: { path: string }[] }).fields[0]?.path]).toEqual([
      400,
      'url',
    ]);
    const { id, version } = webhook;
    const changed = await admin.send(contract.changeWebhook, { ...ROBOT, id, version, on: true, url });
    expect(changed.status).toBe(400);
  }
});

test('the secret of a system of one’s own is said once; a repeat of the request does not say it again', async () => {
  const { admin } = await withRobot();
  const input = { ...ROBOT, kind: 'generic' as const, url: 'https://hooks.gov.cn/x', topics: [...ROBOT.topics] };
  const made = await admin.call(contract.createWebhook, input, 'once-and-only-once-1');
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect((await admin.send(contract.createWebhook, input, 'once-and-only-once-1')).status).toBe(409);
});

test('what is told: our own words, a number and a title of an open hazard, a link; nothing of the notice itself', async () => {
  const { world } = await withRobot();
  const ctx = await world.ctx();
  const id = await addHazard(ctx, { title: '燃气管道泄漏', number: '2026-000007' });
  await tell(world, 'hazard.urgent', `/hazards/${id}`);
  await drain(world);
  expect(words()).toEqual([
    `【安哨·测试区】现场有危险的隐患 2026-000007 燃气管道泄漏\nhttp://anshao.test/${world.slug}/console/hazards/${id}`,
  ]);
  expect(JSON.stringify(sent)).not.toMatch(/张三|139/);
  expect(await waiting(world)).toEqual([]);
});

test('nothing of tips, of restricted hazards, of hazards a tip brought, of quiet notices, of topics not asked for', async () => {
  const { world } = await withRobot();
  const ctx = await world.ctx();
  const sealed = await addHazard(ctx, { restricted: 1 });
  const fromTip = await addHazard(ctx, { source: 'tip' });
  const open = await addHazard(ctx, {});
  await tell(world, 'hazard.urgent', `/hazards/${sealed}`);
  await tell(world, 'clock.overdue', `/hazards/${fromTip}`);
  await tell(world, 'clock.overdue', `/tips/${sealed}`);
  await tell(world, 'hazard.urgent', '/hazards/no-such-one');
  await tell(world, 'hazard.urgent', `/hazards/${open}`, true);
  expect(await waiting(world)).toHaveLength(4);
  await drain(world);
  for (const kind of ['tip.received', 'reward.proposed', 'key.left', 'check.planned', 'expert.fee', 'task.dispatched'])
    await tell(world, kind, '/tasks/1');
  expect(await waiting(world)).toEqual([]);
  // Restricted between the notice and its delivery: what is open then decides.
  await tell(world, 'hazard.urgent', `/hazards/${open}`);
  await ctx.db.commit([ctx.db.update('hazard', { restricted: 1 }, (h) => eq(h.id, open))], null);
  await drain(world);
  expect(sent).toEqual([]);
});

test('a receiver that is away is tried again, ever later; the others of its messages wait and do not knock', async () => {
  const { world, admin } = await withRobot();
  const open = await addHazard(await world.ctx(), {});
  answer = async () => ({ status: 503, text: '' });
  for (let i = 0; i < 3; i++) await tell(world, 'hazard.urgent', `/hazards/${open}`);
  await drain(world);
  expect(sent).toHaveLength(1);
  expect((await waiting(world)).map((row) => row.nextAt)).toEqual(Array(3).fill(T0 + 30_000));
  clock.now += 30_000;
  await drain(world);
  expect([sent.length, (await waiting(world))[0]?.nextAt]).toEqual([2, T0 + 30_000 + 60_000]);
  answer = async () => ({ status: 200, text: '{"errcode":0}' });
  clock.now += 60_000;
  await drain(world);
  expect([sent.length, await waiting(world)]).toEqual([5, []]);
  expect((await admin.call(contract.webhooks, {})).items[0]).toMatchObject({ failures: 0, lastResult: 'ok' });
});

test('ten failures in a row switch it off, and the administrator is told; switched on again it works', async () => {
  const { world, admin, webhook } = await withRobot();
  const open = await addHazard(await world.ctx(), {});
  await tell(world, 'hazard.urgent', `/hazards/${open}`);
  answer = () => Promise.reject(new Error(`fetch failed: ${URL_OF}`));
  for (let n = 0; n < 10; n++) {
    await drain(world);
    clock.now += 30_000 * 2 ** n;
  }
  expect(sent).toHaveLength(10);
  // A token of now: the clock has moved on by hours.
  const fresh = await world.person(['tenant_admin']);
  const off = (await fresh.call(contract.webhooks, {})).items[0]!;
  expect(off).toMatchObject({ state: 'off', failures: 10, lastResult: 'unreachable' });
  expect(await waiting(world)).toEqual([]);
  const { db } = await world.ctx();
  const told = await db.select().from(db.rows.notification).where(eq(db.rows.notification.kind, 'webhook.off'));
  expect(told.map((n) => [n.personId, n.title])).toEqual([[admin.personId, '推送“工作群”连续 10 次没有送达，已停用']]);
  expect(JSON.stringify(await db.select().from(db.rows.outbox))).not.toContain('very-secret-key');

  answer = async () => ({ status: 200, text: '{"errcode":0}' });
  const { id, label, topics, version } = off;
  await fresh.call(contract.changeWebhook, { id, label, topics, version, on: true });
  await tell(world, 'hazard.urgent', `/hazards/${open}`);
  await drain(world);
  expect(sent).toHaveLength(11);
  expect(webhook.id).toBe(id);
});

test('a redirect is not followed; a day-old message is not sent; a rush is spread over minutes', async () => {
  const { world, admin } = await withRobot();
  const open = await addHazard(await world.ctx(), {});
  answer = async () => ({ status: 302, text: '' });
  await tell(world, 'hazard.urgent', `/hazards/${open}`);
  await drain(world);
  expect((await admin.call(contract.webhooks, {})).items[0]?.lastResult).toBe('redirected');
  answer = async () => ({ status: 200, text: '{"errcode":0}' });
  sent = [];
  clock.now += 25 * 3_600_000;
  await drain(world);
  expect(sent).toEqual([]);
  for (let i = 0; i < 12; i++) await tell(world, 'hazard.urgent', `/hazards/${open}`);
  await drain(world);
  expect([sent.length, (await waiting(world)).length]).toEqual([10, 2]);
  clock.now += 60_000;
  await drain(world);
  expect(sent).toHaveLength(12);
});

test('a test message says at once what came of it; ten are the most; a removed one is gone with its address', async () => {
  const { world, admin, webhook } = await withRobot();
  expect(await admin.call(contract.testWebhook, { id: webhook.id })).toEqual({ result: 'ok' });
  expect(words()[0]).toContain('测试消息');
  answer = () => Promise.reject(Object.assign(new Error('slow'), { name: 'TimeoutError' }));
  expect(await admin.call(contract.testWebhook, { id: webhook.id })).toEqual({ result: 'timeout' });
  for (let n = 1; n < 10; n++) await admin.call(contract.createWebhook, { ...ROBOT, topics: ['tasks'] });
  await expect(admin.call(contract.createWebhook, { ...ROBOT, topics: ['tasks'] })).rejects.toMatchObject(
    new Refused('webhooks_full', 422),
  );
  const { id, version } = webhook;
  await expect(admin.call(contract.removeWebhook, { id, version: version + 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await admin.call(contract.removeWebhook, { id, version });
  await expect(admin.call(contract.testWebhook, { id })).rejects.toMatchObject({ code: 'not_found' });
  const { db } = await world.ctx();
  const [row] = await db.select().from(db.rows.webhook).where(eq(db.rows.webhook.id, id));
  expect([row?.state, row?.sealed]).toEqual(['removed', '']);
});
