import type { discardNotice as discardRoute, saveNotice as saveRoute } from '../../contract/notice-desk.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { checkUnitsExist } from '../people/check.ts';
import { seenNotice, stepWrites, storedOf, storedText } from './rows.ts';

/** The draft as the page has it: it may be unfinished, but names only units of this tenant. */
export async function saveNotice(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  const { draft } = input;
  const row = await seenNotice(ctx, input, 'save');
  await checkUnitsExist(ctx, [
    ...draft.items.flatMap((item, i) =>
      item.units.flatMap((u) => u.unitIds.map((id) => [`draft.items.${i}.units`, id] as const)),
    ),
    ...draft.names.flatMap((name, i) => name.unitIds.map((id) => [`draft.names.${i}`, id] as const)),
  ]);
  const stored = storedText({ ...storedOf(row), draft });
  const facts = { tasks: draft.items.length, checked: draft.items.filter((item) => item.checked).length };
  const { writes, version } = stepWrites(ctx, row, 'save', { title: draft.title, draft: stored }, facts);
  return ctx.db.commit(writes, { id: row.id, version });
}

export async function discardNotice(
  ctx: Ctx,
  input: InputOf<typeof discardRoute>,
): Promise<OutputOf<typeof discardRoute>> {
  const row = await seenNotice(ctx, input, 'discard');
  const { writes, version } = stepWrites(ctx, row, 'discard', {}, {});
  return ctx.db.commit(writes, { id: row.id, version });
}
