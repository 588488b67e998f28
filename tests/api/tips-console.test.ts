import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { sendTip, tipOffice, tipOfficer } from '../support/tips.ts';
import { mintTenant } from '../support/world.ts';

const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
const brief = { title: '楼道堆放气瓶', summary: '三楼楼道堆放气瓶', level: 'general' as const, checked: [...checked] };

test('the desk: newest first, by state, page by page, for the tip office of this tenant alone', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const [office, elsewhere] = [await tipOffice(world), await tipOffice(other)];
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift((await sendTip(world)).payload.id);
  const first = await office.caller.call(tipDesk.desk, { limit: 2 });
  const second = await office.caller.call(tipDesk.desk, { limit: 2, cursor: first.next! });
  const third = await office.caller.call(tipDesk.desk, { limit: 2, cursor: second.next! });
  expect([...first.items, ...second.items, ...third.items].map((t) => t.id)).toEqual(ids);
  expect(third.next).toBeNull();
  expect(first.items[0]).toMatchObject({ state: 'received', hazardState: 'reported', attachments: 0, category: 'gas' });
  await office.open(ids[3]!);
  expect((await office.caller.call(tipDesk.desk, { state: 'opened' })).items.map((t) => t.id)).toEqual([ids[3]]);

  expect((await elsewhere.caller.call(tipDesk.desk, {})).items).toEqual([]);
  await expect(elsewhere.caller.call(tipDesk.openTip, { id: ids[0]! })).rejects.toThrow('404 not_found');
  const clerk = await world.person(['commission_office', 'leader', 'auditor', 'tenant_admin']);
  for (const attempt of [
    () => clerk.call(tipDesk.desk, {}),
    () => clerk.call(tipDesk.openTip, { id: ids[0]! }),
    () => clerk.call(tipDesk.brief, { id: ids[0]!, version: 1, ...brief }),
    () => clerk.call(tipKeys.myKeys, {}),
  ]) {
    await expect(attempt()).rejects.toThrow('403 forbidden');
  }
  await expect(world.public.call(tipDesk.desk, {})).rejects.toThrow('401 not_signed_in');
});

test('every look is written down, also two in the same instant; the first opens the tip', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world, '王受理');
  const second = await tipOfficer(world, '李受理');
  const { payload } = await sendTip(world);
  await Promise.all([office, second, office, second].map((o) => o.caller.call(tipDesk.openTip, { id: payload.id })));
  const tip = await office.caller.call(tipDesk.openTip, { id: payload.id });
  expect(tip.state).toBe('opened');
  expect(tip.looks.map((l) => l.name).sort()).toEqual(['李受理', '李受理', '王受理', '王受理', '王受理']);
  const { db } = await world.ctx();
  const c = db.rows.counter;
  const counts = await db.select({ bucket: c.bucket, value: c.value }).from(c).where(eq(c.name, 'tip.state'));
  expect(counts).toEqual(
    expect.arrayContaining([
      { bucket: 'received', value: 0 },
      { bucket: 'opened', value: 1 },
    ]),
  );
});

test('the brief confirms tip and hazard together; of two officers one wins', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { payload } = await sendTip(world);
  const { id } = payload;
  await expect(office.caller.call(tipDesk.brief, { id, version: 1, ...brief })).rejects.toThrow('409 wrong_state');
  const { version, hazardId } = await office.open(id);
  const twice = { ...brief, checked: [...checked.slice(0, 4), 'no_name' as const] };
  await expect(office.caller.call(tipDesk.brief, { id, version, ...twice })).rejects.toThrow('422 brief_missing');
  const race = await Promise.allSettled([
    office.caller.call(tipDesk.brief, { id, version, ...brief }),
    office.caller.call(tipDesk.refuseTip, { id, version, reason: '查无此事' }),
  ]);
  expect(race.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(race.filter((r) => r.status === 'rejected').map((r) => String(r.reason))).toEqual([
    expect.stringContaining('409 conflict'),
  ]);
  const { db } = await world.ctx();
  const h = db.rows.hazard;
  const [hazard] = await db.select().from(h).where(eq(h.id, hazardId));
  const won = race[0]!.status === 'fulfilled';
  expect(hazard).toMatchObject(
    won
      ? { state: 'confirmed', restricted: 0, title: brief.title, description: brief.summary }
      : { state: 'not_established', restricted: 1, outcomeReason: '查无此事' },
  );
});
