import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { policies, revisePolicy } from '../../workers/contract/settings.ts';
import { clockWrites } from '../../workers/domain/clocks/change.ts';
import { addHazard, addPolicy } from '../support/clocks.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});
const revision = {
  id: 'policy-rectify',
  version: 1,
  amount: 7,
  unit: 'day' as const,
  warnBefore: 2,
  basis: '本地办法第三条',
  basisChecked: true,
  effectiveFrom: '2026-11-18',
};

test('a revision is a new version: running clocks keep theirs, later ones take it', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  const admin = await world.person(['tenant_admin']);
  await addPolicy(ctx);
  const id = await addHazard(ctx);
  const start = async () =>
    ctx.db.commit((await clockWrites(ctx, 'hazard', id, { start: [{ kind: 'rectify', facts: {} }] })).writes, null);
  await start();
  expect(await admin.call(revisePolicy, revision)).toMatchObject({
    version: 2,
    amount: 7,
    escalateAfter: [],
    match: {},
  });
  await start();
  const c = ctx.db.rows.clock;
  const rows = await ctx.db.select({ v: c.policyVersion, due: c.dueAt }).from(c).orderBy(c.id);
  expect(rows.map((r) => [r.v, new Date(r.due! + 8 * 3_600_000).toISOString().slice(0, 10)])).toEqual([
    [1, '2026-12-03'],
    [2, '2026-11-25'],
  ]);
  expect((await admin.call(policies, {})).items).toMatchObject([{ version: 2, basis: '本地办法第三条' }]);
  const e = ctx.db.rows.event;
  const [event] = await ctx.db.select().from(e).where(eq(e.entity, 'policy'));
  expect(event).toMatchObject({
    seq: 1,
    action: 'revise',
    fromState: '1',
    toState: '2',
    actor: `person:${admin.personId}`,
  });
});

test('of two revisions of the same version one wins; the other hears conflict; nobody else may', async () => {
  const world = await mintTenant();
  await addPolicy(await world.ctx());
  const [a, b] = [await world.person(['tenant_admin']), await world.person(['tenant_admin'])];
  const codes = await Promise.all(
    [a, b, a, b].map(async (who) => (await who.send(revisePolicy, { ...revision })).status),
  );
  expect(codes.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
  await expect(a.call(revisePolicy, revision)).rejects.toMatchObject({ code: 'conflict' });
  await expect(a.call(revisePolicy, { ...revision, id: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  const office = await world.person(['commission_office']);
  await expect(office.call(revisePolicy, { ...revision, version: 2 })).rejects.toMatchObject({ code: 'forbidden' });
});
