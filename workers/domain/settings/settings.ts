import { and, asc, desc, eq } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { setSetting as contract, settings } from '../../contract/settings.ts';
import type { Ctx } from '../context.ts';
import { RULE_SETTING } from '../eligibility/rules.ts';
import { refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';

export async function listSettings({ db }: Ctx): Promise<OutputOf<typeof settings>> {
  const rows = await db.select().from(db.rows.setting).orderBy(asc(db.rows.setting.key));
  return {
    items: rows.map((row) => ({
      ...row,
      value: JSON.parse(row.value) as unknown,
      updatedAt: new Date(row.updatedAt).toISOString(),
    })),
  };
}

/** `version` is the one the person saw, 0 for a setting that was never set by hand. */
export async function setSetting(ctx: Ctx, { key, value, version }: InputOf<typeof contract>): Promise<{ ok: true }> {
  // Version 0 of a rule that has versions of its own.
  if (key === RULE_SETTING) return refuse('rule_elsewhere');
  const { db } = ctx;
  const { setting, event: e } = db.rows;
  const [row] = await db.select({ version: setting.version }).from(setting).where(eq(setting.key, key));
  if ((row?.version ?? 0) !== version) return refuse('conflict');
  const [last] = await db
    .select({ version: e.seq, eventHash: e.hash })
    .from(e)
    .where(and(eq(e.entity, 'setting'), eq(e.entityId, key)))
    .orderBy(desc(e.seq))
    .limit(1);
  const { write, head } = nextEvent(ctx, last ?? { version, eventHash: '' }, {
    entity: 'setting',
    entityId: key,
    action: 'set',
    from: null,
    to: null,
    data: { value },
  });
  const set = { value: JSON.stringify(value), version: head.version, updatedAt: ctx.now };
  return db.commit([write, db.upsert('setting', { key, ...set }, ['key'], set)], { ok: true });
}
