import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { waitingWrite } from './message.ts';
import { linkedUnits } from './rows.ts';

interface GivenPart {
  readonly id: string;
  readonly unitId: string;
}

/** Parts just given to units that are districts themselves go down to them; in the commit that gives them. */
export async function downWrites(ctx: Ctx, parts: readonly GivenPart[]): Promise<Write[]> {
  const linked = await linkedUnits(ctx);
  if (linked.size === 0) return [];
  const going = parts.flatMap((part) => {
    const slug = linked.get(part.unitId);
    return slug === undefined ? [] : [{ id: part.id, slug }];
  });
  return [...Map.groupBy(going, (part) => part.slug)].map(([to, its]) =>
    waitingWrite(ctx, { to, parts: its.map((part) => part.id) }),
  );
}

/** A task that came from above moved: how far it is goes up again; in the commit that moves it. */
export function upWrites(ctx: Ctx, task: { readonly id: string; readonly upstreamTaskId: string | null }): Write[] {
  return task.upstreamTaskId === null ? [] : [waitingWrite(ctx, { task: task.id })];
}
