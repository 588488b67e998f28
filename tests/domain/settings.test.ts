import { expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import * as contract from '../../workers/contract/settings.ts';
import { NO_EVENTS, nextEvent } from '../../workers/domain/events.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { furnish } from '../support/furnish.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

test('a setting is changed by who saw its last version; the ledger keeps each change', async () => {
  const world = await mintTenant();
  await loadPack(await world.ctx(), national);
  const admin = await world.person(['tenant_admin'], '管理员甲');
  const { items } = await admin.call(contract.settings, {});
  const hotlines = items.find((s) => s.key === 'hotlines');
  expect(hotlines?.version).toBe(0);
  const value = [{ name: '值班室', number: '12350' }];
  await admin.call(contract.setSetting, { key: 'hotlines', value, version: 0 });
  await expect(admin.call(contract.setSetting, { key: 'hotlines', value: [], version: 0 })).rejects.toThrow(
    '409 conflict',
  );
  await admin.call(contract.setSetting, { key: 'hotlines', value: { a: [1, null, '二'] }, version: 1 });
  const after = (await admin.call(contract.settings, {})).items.find((s) => s.key === 'hotlines');
  expect(after).toMatchObject({ value: { a: [1, null, '二'] }, version: 2 });
  const { items: events } = await admin.call(contract.ledger, { entity: 'setting' });
  expect(events.map((e) => [e.entityId, e.seq, e.actorName])).toEqual([
    ['hotlines', 2, '管理员甲'],
    ['hotlines', 1, '管理员甲'],
  ]);
});

test('of thirty who change one setting at once exactly one wins', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => admin.send(contract.setSetting, { key: 'box.open', value: i, version: 0 })),
  );
  expect(answers.filter((r) => r.status === 200)).toHaveLength(1);
  expect(answers.filter((r) => r.status === 409)).toHaveLength(29);
});

test('policies and templates of a pack are read page by page, each once', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  await loadPack(ctx, national);
  const { db } = ctx;
  const p = db.rows.slaPolicy;
  const [first] = await db.select().from(p).limit(1);
  await db.commit([db.insert('slaPolicy', { ...first!, version: 2, amount: 9 })], null);
  const person = await world.person(['expert']);
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await person.call(contract.policies, { limit: 2, cursor });
    ids.push(...page.items.map((i) => `${i.id}@${i.version}`));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(ids).toHaveLength(national.policies.length);
  expect(ids).toContain(`${first!.id}@2`);
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await person.call(contract.templates, { limit: 7, cursor });
    seen.push(...page.items.map((t) => t.id));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(national.templates.length);
  expect(seen).toHaveLength(national.templates.length);
  const { items } = await person.call(contract.templates, { kind: 'checklist' });
  expect(items.every((t) => t.kind === 'checklist')).toBe(true);
});

test('the ledger: newest first, whole under paging; tips and their unconfirmed hazards for the tip office alone', async () => {
  const world = await mintTenant();
  const { ids } = await furnish(await world.ctx());
  for (let i = 0; i < 7; i++) {
    clock.now = T0 + i * 1000;
    const ctx = await world.ctx();
    const body = { entity: 'unit', entityId: `u${i}`, action: 'add', from: null, to: 'active', data: {} };
    await ctx.db.commit([nextEvent(ctx, NO_EVENTS, body).write], null);
  }
  clock.now = T0 + 9000;
  const ctx = await world.ctx();
  for (const [entity, entityId] of [
    ['hazard', ids.sealed],
    ['tip', ids.tip],
  ] as const) {
    const body = { entity, entityId: entityId as string, action: 'send', from: null, to: 'x', data: {} };
    await ctx.db.commit([nextEvent(ctx, NO_EVENTS, body).write], null);
  }
  clock.now = T0;
  const auditor = await world.person(['auditor']);
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await auditor.call(contract.ledger, { limit: 3, cursor });
    seen.push(...page.items.map((e) => e.entityId));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(seen.slice(0, 7)).toEqual(['u6', 'u5', 'u4', 'u3', 'u2', 'u1', expect.any(String)]);
  expect(new Set(seen)).toEqual(new Set(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', ids.hazard]));
  expect(seen).toHaveLength(8);
  const office = await world.person(['tip_office', 'auditor']);
  const all = await office.call(contract.ledger, { limit: 100 });
  expect(all.items.map((e) => e.entityId)).toContain(ids.sealed);
});
