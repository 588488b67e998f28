import { eq } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { ProfileField, saveProfile as route } from '../../contract/unit-profiles.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { born, changed, sameVersion } from '../people/chain.ts';
import { among } from '../units/scope.ts';
import { mayEditProfile } from './one.ts';
import { missingOf, profileRule } from './rule.ts';

type Input = InputOf<typeof route>;

/** What a unit says of itself; the event says which fields it filled, not with what. */
export async function saveProfile(ctx: Ctx, input: Input): Promise<OutputOf<typeof route>> {
  const { id, version, hasBody, ...fields } = input;
  const { unit: u, unitProfile: p } = ctx.db.rows;
  const [units, profiles] = await Promise.all([
    ctx.db.select({ id: u.id }).from(u).where(eq(u.id, id)),
    ctx.db.select().from(p).where(eq(p.id, id)),
  ]);
  found(units[0]);
  if (!(await mayEditProfile(ctx, id))) refuse('forbidden');
  await check(ctx, input);
  const before = profiles[0];
  sameVersion(before ?? { version: 0, eventHash: '' }, version);
  // Without a body there is nothing to say of it.
  const body = hasBody === false ? { body: '', bodySince: null, bodyDocNo: '' } : {};
  const said = { ...fields, ...body, hasBody: hasBody === null ? null : Number(hasBody) };
  const rule = await profileRule(ctx);
  const missing = missingOf(said, rule);
  const stateOf = (lacking: readonly unknown[]) => (lacking.length === 0 ? 'complete' : 'partial');
  const set = { ...said, updatedBy: personId(ctx), updatedAt: ctx.now };
  const data = { filled: Object.entries(said).flatMap(([k, v]) => (v === null || v === '' ? [] : [k])), missing };
  const to = stateOf(missing);
  const from = before === undefined ? null : stateOf(missingOf(before, rule));
  const writes =
    before === undefined
      ? born(ctx, 'unitProfile', { id, ...set, version: 0, eventHash: '' }, { action: 'save', to, data })
      : changed(ctx, 'unitProfile', before, { action: 'save', from, to, data }, set);
  return ctx.db.commit(writes, { version: version + 1, missing });
}

const PEOPLE: readonly ProfileField[] = ['leaderId', 'contactId'];

async function check(ctx: Ctx, input: Input): Promise<void> {
  if (input.bodySince !== null && input.bodySince > localDay(ctx.now)) {
    refuse('bad_request', { fields: [{ path: 'bodySince', message: '设立时间不能晚于今天' }] });
  }
  const ids = [input.leaderId, input.contactId].filter((one) => one !== null);
  if (ids.length === 0) return;
  const p = ctx.db.rows.person;
  const there = new Set((await ctx.db.select({ id: p.id }).from(p).where(among(p.id, ids))).map((row) => row.id));
  const strange = PEOPLE.find((field) => input[field] !== null && !there.has(String(input[field])));
  if (strange) refuse('bad_request', { fields: [{ path: strange, message: '没有这个人' }] });
}
