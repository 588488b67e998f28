import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { MovingError } from '../../db/errors.ts';
import * as contract from '../../workers/contract/platform.ts';
import * as settings from '../../workers/contract/settings.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { NO_EVENTS, nextEvent } from '../../workers/domain/events.ts';
import { move } from '../../workers/domain/tenants/move.ts';
import { Opener } from '../../workers/http/opener.ts';
import { runCron } from '../../workers/jobs.ts';
import { furnish } from '../support/furnish.ts';
import { cellNames, operator, rowsIn } from '../support/operator.ts';
import { clock, mintTenant, opener, platform, T0, type World } from '../support/world.ts';

const reason = '按申请办理';

beforeEach(() => {
  clock.now = T0;
});

async function digests(ctx: Ctx) {
  const dump = ctx.db.dump();
  const found: Record<string, { rows: number; sha256: string }> = {};
  for (const shape of await dump.shapes()) found[shape.name] = await dump.digest(shape);
  return found;
}

async function furnished(cell: '00' | '01' = '00'): Promise<World & { hazardWord: string; blobKey: string }> {
  const world = await mintTenant(cell);
  return { ...world, ...(await furnish(await world.ctx())) };
}

test('the furnished tenant has rows in every table, so that no table is forgotten below', async () => {
  const { no } = await furnished();
  const empty = Object.entries(await rowsIn('00', no)).filter(([, rows]) => rows === 0);
  expect(empty).toEqual([]);
});

test('suspended: everything answers tenant_suspended with the notice, sign-in and export go on; back again', async () => {
  const op = await operator();
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  await admin.call(settings.settings, {});
  const view = await op.call(contract.suspend, { no: world.no, reason, notice: '系统检修至周五' });
  expect(view).toMatchObject({ status: 'suspended', notice: '系统检修至周五' });
  const answer = await admin.send(settings.settings, {});
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'tenant_suspended', notice: '系统检修至周五' });
  const exported = await admin.send(settings.exportAll, {});
  expect(exported.headers.get('content-type')).toBe('application/zip');
  await exported.arrayBuffer();
  await op.call(contract.reactivate, { no: world.no, reason });
  await admin.call(settings.settings, {});
  await expect(op.call(contract.reactivate, { no: world.no, reason })).rejects.toThrow('409 wrong_state');
});

test('two operators act on one tenant at once: one gets a conflict', async () => {
  const [a, b] = [await operator(), await operator()];
  const { no } = await mintTenant();
  const both = await Promise.all([
    a.send(contract.suspend, { no, reason, notice: '' }),
    b.send(contract.close, { no, reason }),
  ]);
  expect(both.map((r) => r.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
});

test('erased: no row, object or search entry is left, the name is free, others are untouched', async () => {
  const op = await operator();
  const [gone, stays] = [await furnished(), await furnished()];
  const untouched = await digests(await stays.ctx());
  const input = { no: gone.no, reason, confirmSlug: gone.slug };
  await expect(op.call(contract.erase, input)).rejects.toThrow('409 not_closing');
  await op.call(contract.addHost, { no: gone.no, host: `${gone.slug}.example.cn` });
  await op.call(contract.close, { no: gone.no, reason });
  await expect(op.call(contract.erase, { ...input, confirmSlug: stays.slug })).rejects.toThrow('400 bad_request');
  const before = Object.values(await rowsIn('00', gone.no)).reduce((a, b) => a + b, 0);
  expect(await op.call(contract.erase, input)).toEqual({ rows: before, objects: 2 });
  expect(Object.values(await rowsIn('00', gone.no)).every((rows) => rows === 0)).toBe(true);
  expect((await platform.blobs.list(`t${gone.no}/`)).keys).toEqual([]);
  expect(await (await gone.ctx()).ports.search.find(gone.hazardWord, undefined, 5)).toEqual([]);
  await expect(opener.tenants.bySlug(gone.slug)).rejects.toThrow('tenant_unknown');
  expect(await opener.tenants.byHost(`${gone.slug}.example.cn`)).toBeUndefined();
  expect(await digests(await stays.ctx())).toEqual(untouched);
  expect((await platform.blobs.list(`t${stays.no}/`)).keys).toHaveLength(2);
  expect(await (await stays.ctx()).ports.search.find(stays.hazardWord, undefined, 5)).toEqual([901]);
  const view = await op.call(contract.tenant, { no: gone.no });
  expect(view).toMatchObject({ status: 'closed', hosts: [] });
  expect(view.slug).not.toBe(gone.slug);
});

/** The minutes pass in which the old cell is still read, and the job comes by. */
async function settled(): Promise<void> {
  clock.now += 11 * 60_000;
  await runCron(opener, '* * * * *');
}

test('moved: every row arrives, search works there; the old cell is read on for minutes, then nothing is left behind', async () => {
  const op = await operator();
  const world = await furnished();
  const before = await digests(await world.ctx());
  expect(await op.call(contract.move, { no: world.no, cell: '01', reason })).toMatchObject({
    cell: '01',
    status: 'active',
    step: `moved:00:${clock.now}`,
  });
  const after = await world.ctx();
  expect(await digests(after)).toEqual(before);
  const left = await rowsIn('00', world.no);
  clock.now += 9 * 60_000;
  await runCron(opener, '* * * * *');
  expect(await rowsIn('00', world.no)).toEqual(left);
  const back = { no: world.no, cell: '00', reason };
  await expect((await operator()).call(contract.move, back)).rejects.toThrow('409 wrong_state');
  await settled();
  expect(Object.values(await rowsIn('00', world.no)).every((rows) => rows === 0)).toBe(true);
  const later = await operator();
  expect(await later.call(contract.tenant, { no: world.no })).toMatchObject({ cell: '01', step: 'active' });
  expect(await after.ports.search.find(world.hazardWord, undefined, 5)).toEqual([901]);
  expect(await after.ports.search.find('举报', undefined, 5)).toEqual([]);
  await world.unit('新单位');
  await later.call(contract.move, back);
  await world.unit('又一单位');
  expect((await digests(await world.ctx())).event).toEqual(before.event);
  expect(cellNames).toEqual(['00', '01']);
});

/** An opener whose target cell fails at the n-th statement it is given. */
function failingTarget(n: number): Opener {
  let calls = 0;
  const broken = (d1: D1Database): D1Database =>
    new Proxy(d1, {
      get(target, property) {
        const value = Reflect.get(target, property) as unknown;
        if (property !== 'prepare') return typeof value === 'function' ? value.bind(target) : value;
        return (sql: string) => {
          calls += 1;
          if (calls >= n) throw new Error('D1 is away');
          return target.prepare(sql);
        };
      },
    });
  const cells = new Map(
    [...platform.cells].map(([name, c]) => [name, name === '01' ? { db: broken(c.db), search: c.search } : c]),
  );
  return new Opener({ ...platform, cells });
}

test.each([1, 40, 80, 110, 140])(
  'a move that fails at statement %i of the target goes on when called again',
  async (n) => {
    const op = await operator();
    const world = await furnished();
    const before = await digests(await world.ctx());
    const failing = failingTarget(n).openPlatform(op.actor);
    await expect(move(failing, { no: world.no, cell: '01', reason })).rejects.toThrow('D1 is away');
    opener.tenants.forget();
    const late = await world.ctx();
    const { write } = nextEvent(late, NO_EVENTS, {
      entity: 'x',
      entityId: '1',
      action: 'a',
      from: null,
      to: null,
      data: {},
    });
    await expect(late.db.commit([write], null)).rejects.toThrow(MovingError);
    await expect(op.call(contract.reactivate, { no: world.no, reason })).rejects.toThrow('409 wrong_state');
    const moved = await op.call(contract.move, { no: world.no, cell: '01', reason });
    expect(moved).toMatchObject({ cell: '01', status: 'active', notice: '' });
    expect(await digests(await world.ctx())).toEqual(before);
    await settled();
    expect(Object.values(await rowsIn('00', world.no)).every((rows) => rows === 0)).toBe(true);
  },
);

test('a move can be given up: the tenant works on where it was', async () => {
  const op = await operator();
  const world = await furnished();
  const failing = failingTarget(60).openPlatform(op.actor);
  await expect(move(failing, { no: world.no, cell: '01', reason })).rejects.toThrow('D1 is away');
  const view = await op.call(contract.move, { no: world.no, cell: '00', reason });
  expect(view).toMatchObject({ cell: '00', status: 'active' });
  const person = await world.person(['tenant_admin']);
  await person.call(settings.setSetting, { key: 'box', value: 1, version: 0 });
});

test('exported: one archive with every row but the secrets, hashes that hold, and the objects', async () => {
  const world = await furnished();
  const op = await operator();
  const response = await op.send(contract.exportTenant, { no: world.no, reason });
  expect(response.headers.get('content-disposition')).toContain(`${world.slug}-2026-11-18.zip`);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as {
    tables: { table: string; file: string; rows: number; sha256: string }[];
  };
  const counts = await rowsIn('00', world.no);
  expect(Object.fromEntries(manifest.tables.map((t) => [t.table, t.rows]))).toEqual(counts);
  for (const { file, sha256, rows } of manifest.tables) {
    expect(createHash('sha256').update(files[file]!).digest('hex')).toBe(sha256);
    expect(strFromU8(files[file]!).split('\n')).toHaveLength(rows + 1);
  }
  expect(files[`blobs/${world.blobKey.split('/').slice(1).join('/')}`]).toEqual(new Uint8Array([1, 2, 3, 4, 5]));
  expect(strFromU8(files['README.txt']!)).toContain('全部数据');
  const everything = Object.values(files)
    .map((f) => strFromU8(f))
    .join('');
  expect(everything).not.toContain('secret-');
  expect(everything).toContain('仓库消防通道堵塞');
  const { items } = await op.call(contract.log, { limit: 100 });
  expect(items.filter((e) => e.tenantNo === world.no)).toMatchObject([{ action: 'tenant.export', reason }]);
});

test('a long table is exported and moved chunk by chunk, to the last row', async () => {
  const op = await operator();
  const world = await mintTenant();
  const { db } = await world.ctx();
  const rows = Array.from({ length: 2500 }, (_, i) => ({ name: 'n', bucket: `b${i}`, value: i }));
  await db.commit(db.insertMany('counter', rows), null);
  const before = await digests(await world.ctx());
  await op.call(contract.move, { no: world.no, cell: '01', reason });
  expect((await digests(await world.ctx())).counter).toEqual(before.counter);
  expect(before.counter?.rows).toBe(2500);
});
