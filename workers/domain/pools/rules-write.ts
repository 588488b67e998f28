import { desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { lastEvent } from '../audit/head.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { fieldNames } from './fields.ts';

/**
 * A new version. Those before stay as they were, with the members who came in under them; from its day on the night's
 * re-evaluation, or whoever presses the button, asks every member anew.
 */
export async function addExpertRule(
  ctx: Ctx,
  input: InputOf<typeof contract.addExpertRule>,
): Promise<OutputOf<typeof contract.addExpertRule>> {
  const { db } = ctx;
  const { field, body, basis, effectiveFrom } = input;
  const r = db.rows.expertRule;
  const [[last], names] = await Promise.all([
    db.select({ version: r.version }).from(r).where(eq(r.field, field)).orderBy(desc(r.version)).limit(1),
    fieldNames(ctx),
  ]);
  if ((last?.version ?? 0) !== input.version) refuse('conflict');
  const known = (name: string) => name === '*' || names.has(name);
  if (field !== '' && !known(field))
    refuse('bad_request', { fields: [{ path: 'field', message: '没有这个专业领域' }] });
  const strange = body.fields.findIndex((name) => !known(name));
  if (strange >= 0) {
    refuse('bad_request', { fields: [{ path: `body.fields.${strange}`, message: '没有这个专业领域' }] });
  }
  const version = input.version + 1;
  const entityId = field === '' ? 'all' : field;
  const { write, head } = nextEvent(ctx, await lastEvent(ctx, 'expert_rule', entityId), {
    entity: 'expert_rule',
    entityId,
    action: 'revise',
    from: String(input.version),
    to: String(version),
    data: { body, basis, effectiveFrom },
  });
  const row = {
    field,
    version,
    body: JSON.stringify(body),
    basis,
    effectiveFrom,
    setBy: personId(ctx),
    setAt: ctx.now,
  };
  try {
    // The event first: of two revisions at once the second must hear `conflict`, not a taken name.
    return await db.commit([write, db.insert('expertRule', { ...row, eventHash: head.eventHash })], { field, version });
  } catch (error) {
    if (error instanceof ConflictError) refuse('conflict');
    throw error;
  }
}
