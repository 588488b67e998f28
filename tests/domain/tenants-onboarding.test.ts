import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { BUCKETS } from '../../workers/contract/limits.ts';
import * as contract from '../../workers/contract/platform.ts';
import { approve } from '../../workers/domain/tenants/approve.ts';
import { PROVISIONING } from '../../workers/domain/tenants/provision.ts';
import { Opener } from '../../workers/http/opener.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { anyone, application, applied, approval, newSlug, onboarded, operator } from '../support/operator.ts';
import { app, clock, opener, platform } from '../support/world.ts';

async function apply(slug = newSlug()) {
  const { id } = await applied(slug);
  return { id, slug };
}

test('apply, approve: the tenant is open, its pack loaded, its first administrator invited', async () => {
  const op = await operator();
  const { id, slug } = await apply();
  const waiting = await op.call(contract.applications, { status: 'waiting' });
  expect(waiting.items.map((a) => a.id)).toContain(id);
  const { tenant, invitePath } = await op.call(contract.approve, { id, ...approval });
  expect(tenant).toMatchObject({ slug, status: 'active', level: 'county', pack: 'national' });
  expect(invitePath).toMatch(new RegExp(`^/${slug}/console/link#.{20,}`));
  const { db } = await op.ctx().openTenant(tenant.no, 'test');
  const { unit, slaPolicy, person, personRole, invitation } = db.rows;
  expect((await db.select({ id: unit.id }).from(unit)).length).toBeGreaterThan(5);
  expect((await db.select({ id: slaPolicy.id }).from(slaPolicy)).length).toBeGreaterThan(0);
  expect(await db.select({ n: person.username, s: person.status }).from(person)).toEqual([
    { n: 'admin', s: 'invited' },
  ]);
  expect(await db.select({ r: personRole.role }).from(personRole)).toEqual([{ r: 'tenant_admin' }]);
  expect(await db.select({ k: invitation.kind }).from(invitation)).toEqual([{ k: 'invite' }]);
  const listed = await anyone.call(contract.directory, { q: slug });
  expect(listed.items).toEqual([{ slug, name: `某县${slug}`, level: 'county' }]);
  const log = await op.call(contract.log, { limit: 5 });
  expect(log.items.map((e) => e.action)).toEqual(expect.arrayContaining(['tenant.open', 'application.approve']));
});

test('the public form takes an application, once a key, and slows down who sends many', async () => {
  const input = application(newSlug());
  const key = newSlug();
  const first = await anyone.call(contract.apply, input, key);
  expect(await anyone.call(contract.apply, input, key)).toEqual(first);
  const answers = await Promise.all(
    Array.from({ length: BUCKETS.apply.burst }, () => anyone.send(contract.apply, input)),
  );
  const slowed = answers.find((r) => r.status === 429);
  expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a taken or reserved name is refused on its field, without telling who has it', async () => {
  const { slug } = await onboarded(await operator());
  for (const taken of [slug, 'platform']) {
    const refused = await applied(taken).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'name_taken', fields: [{ path: 'slug' }] });
    expect(JSON.stringify(refused)).not.toContain(slug);
  }
});

test('no district can take a name under which a page or file of the house stands', async () => {
  const ours = new Set(app.routes.map((r) => r.path.split('/')[1] ?? '').filter((part) => /^[a-z]/.test(part)));
  expect(ours).toContain('healthz');
  const names = [...ours].map((part) => part.split('.')[0] as string);
  for (const name of [...names, 'favicon', 'docs', 'tip', 'console', 'cdn-cgi']) {
    await expect(applied(name), name).rejects.toMatchObject({ code: 'name_taken' });
  }
});

test('of two operators who approve at once one gets a conflict, and there is one tenant', async () => {
  const [a, b] = [await operator(), await operator()];
  const { id, slug } = await apply();
  const before = (await a.call(contract.cells, {})).items.reduce((n, c) => n + c.tenants, 0);
  const both = await Promise.allSettled([a, b].map((op) => approve(op.ctx(), { id, ...approval })));
  expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  const { directory } = a.ctx();
  const { tenant } = directory.tables;
  expect(await directory.orm.select().from(tenant).where(eq(tenant.slug, slug))).toHaveLength(1);
  expect((await a.call(contract.cells, {})).items.reduce((n, c) => n + c.tenants, 0)).toBe(before + 1);
});

test('approved and refused at once: one decision stands', async () => {
  const [a, b] = [await operator(), await operator()];
  for (let round = 0; round < 5; round++) {
    const { id, slug } = await apply();
    const [yes, no] = await Promise.all([
      a.send(contract.approve, { id, ...approval }),
      b.send(contract.refuseApplication, { id, reason: '材料不全' }),
    ]);
    expect([yes.ok, no.ok].filter(Boolean)).toHaveLength(1);
    const { tenant } = a.ctx().directory.tables;
    const made = await a.ctx().directory.orm.select().from(tenant).where(eq(tenant.slug, slug));
    expect(made).toHaveLength(yes.ok ? 1 : 0);
  }
});

test('refused with a reason; deciding again is refused', async () => {
  const op = await operator();
  const { id } = await apply();
  await op.call(contract.refuseApplication, { id, reason: '材料不全' });
  const { items } = await op.call(contract.applications, { status: 'refused' });
  expect(items.find((a) => a.id === id)).toMatchObject({ decisionReason: '材料不全', status: 'refused' });
  await expect(op.call(contract.approve, { id, ...approval })).rejects.toThrow('409 wrong_state');
});

/** An opener whose cells refuse every batch from the n-th on. */
function failingFrom(n: number): Opener {
  let batches = 0;
  const broken = (d1: D1Database): D1Database =>
    new Proxy(d1, {
      get(target, property) {
        const value = Reflect.get(target, property) as unknown;
        if (property !== 'batch') return typeof value === 'function' ? value.bind(target) : value;
        return (statements: D1PreparedStatement[]) => {
          batches += 1;
          if (batches >= n) throw new Error('D1 is away');
          return target.batch(statements);
        };
      },
    });
  const cells = new Map([...platform.cells].map(([name, c]) => [name, { db: broken(c.db), search: c.search }]));
  return new Opener({ ...platform, cells });
}

test.each(Array.from({ length: PROVISIONING.length + 2 }, (_, i) => i + 1))(
  'a failure at write %i leaves a tenant that is not open; resume finishes it with nothing doubled',
  async (n) => {
    const op = await operator();
    const { id, slug } = await apply();
    const failing = failingFrom(n).openPlatform(op.actor);
    const failed = await approve(failing, { id, ...approval }).then(
      () => false,
      () => true,
    );
    const { directory } = op.ctx();
    const { tenant } = directory.tables;
    const [row] = await directory.orm.select().from(tenant).where(eq(tenant.slug, slug));
    expect(failed).toBe(true);
    expect(row).toMatchObject({ status: 'provisioning' });
    await expect(opener.tenants.bySlug(slug)).rejects.toThrow('tenant_unknown');
    const { adminName, adminUsername, reason } = approval;
    const resumed = await op.call(contract.resume, { no: row!.id, adminName, adminUsername, reason });
    expect(resumed.tenant.status).toBe('active');
    const { db } = await op.ctx().openTenant(row!.id, 'test');
    const { event, person, invitation } = db.rows;
    const loads = await db.select({ id: event.entityId }).from(event).where(eq(event.entity, 'pack'));
    expect(loads).toHaveLength(PROVISIONING.length - 1);
    expect(await db.select({ id: person.id }).from(person)).toHaveLength(1);
    expect(await db.select({ id: invitation.id }).from(invitation)).toHaveLength(1);
  },
);

test('an unknown pack, an unknown parent, no open cell: said so, and nothing is made', async () => {
  const op = await operator();
  const { id } = await apply();
  await expect(op.call(contract.approve, { id, ...approval, pack: 'toString' })).rejects.toThrow('400 bad_request');
  await expect(op.call(contract.approve, { id, ...approval, parentSlug: newSlug() })).rejects.toThrow(
    '400 bad_request',
  );
  const { items } = await op.call(contract.cells, {});
  for (const { name, capacity } of items) await op.call(contract.setCell, { name, capacity, open: false });
  await expect(op.call(contract.approve, { id, ...approval })).rejects.toThrow('409 no_room');
  for (const { name, capacity } of items) await op.call(contract.setCell, { name, capacity, open: true });
  expect((await op.call(contract.approve, { id, ...approval })).tenant.status).toBe('active');
});

test('by room and never by name: districts and bytes both count, as they were counted last; a full cell takes nobody', async () => {
  const op = await operator();
  const { items } = await op.call(contract.cells, {});
  const d1 = op.ctx().directory;
  const { cell } = d1.tables;
  const fill = (name: string, bytes: number) =>
    d1.step([d1.orm.update(cell).set({ bytes, tenants: 0 }).where(eq(cell.name, name))]);
  for (const { name } of items) {
    await op.call(contract.setCell, { name, capacity: 100, open: true, maxBytes: 1_000_000_000 });
  }
  // Fuller by bytes than by districts.
  await fill('00', 600_000_000);
  await fill('01', 100_000_000);
  const placed: string[] = [];
  for (let i = 0; i < 3; i++) placed.push((await onboarded(op)).cell);
  expect(placed).toEqual(['01', '01', '01']);
  await fill('01', 1_000_000_000);
  expect((await onboarded(op)).cell).toBe('00');
  await fill('00', 1_000_000_000);
  const { id } = await apply();
  await expect(op.call(contract.approve, { id, ...approval })).rejects.toThrow('409 no_room');
  const moving = { no: (await op.call(contract.tenants, { limit: 1 })).items[0]!.no, reason: '均衡' };
  const full = await op.call(contract.tenant, { no: moving.no });
  const target = full.cell === '00' ? '01' : '00';
  await expect(op.call(contract.move, { ...moving, cell: target })).rejects.toThrow('409 no_room');

  // At night each database is asked how big it is.
  await runCron(opener, NIGHTLY);
  const counted = (await op.call(contract.cells, {})).items;
  expect(counted.every((c) => c.bytes > 10_000 && c.bytes < 100_000_000)).toBe(true);
  expect(counted.map((c) => c.countedAt)).toEqual([
    new Date(clock.now).toISOString(),
    new Date(clock.now).toISOString(),
  ]);
  expect((await op.call(contract.approve, { id, ...approval })).tenant.status).toBe('active');
  for (const { name } of items) {
    await op.call(contract.setCell, { name, capacity: 100, open: true, maxBytes: 1_000_000_000_000 });
  }
});

test('new tenants go where most room is', async () => {
  const op = await operator();
  await op.call(contract.cells, {});
  await op.call(contract.setCell, { name: '00', capacity: 1000, open: true });
  await op.call(contract.setCell, { name: '01', capacity: 5000, open: true });
  expect((await onboarded(op)).cell).toBe('01');
  await op.call(contract.setCell, { name: '00', capacity: 9000, open: true });
  expect((await onboarded(op)).cell).toBe('00');
});
