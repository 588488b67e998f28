import { eq } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { type Head, NO_EVENTS, nextEvent } from '../events.ts';

type Chained =
  | 'person'
  | 'unit'
  | 'committee'
  | 'meeting'
  | 'dutyList'
  | 'dutyReport'
  | 'selfCheck'
  | 'checkTeam'
  | 'checkVisit'
  | 'unitProfile'
  | 'awardProgramme'
  | 'award'
  | 'accidentReview'
  | 'criminalCase'
  | 'expertPool'
  | 'expert'
  | 'expertApplication'
  | 'expertSeat'
  | 'draw'
  | 'budgetLine'
  | 'engagement'
  | 'engagementExpert'
  | 'expertFee'
  | 'poolLoan'
  | 'webhook';
/** An entity is called in the ledger as its table is in the database. */
const entityOf = (table: Chained): string => table.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export interface Change {
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Ids, roles and states only: a name or phone would outlive its row in the chain. */
  readonly data: Record<string, unknown>;
}

/** The first event of an entity and its row. */
export function born<T extends Chained>(
  ctx: Ctx,
  table: T,
  row: NewRow<T> & { id: string },
  change: Omit<Change, 'from'>,
): Write[] {
  const body = { entity: entityOf(table), entityId: row.id, from: null, ...change };
  const { write, head } = nextEvent(ctx, NO_EVENTS, body);
  return [write, ctx.db.insert(table, { ...row, ...head } as NewRow<T>)];
}

/** The next event of an entity with the changed columns and the new head of its row. */
export function changed<T extends Chained>(
  ctx: Ctx,
  table: T,
  row: Head & { readonly id: string },
  change: Change,
  set: Partial<NewRow<T>>,
): Write[] {
  const { write, head } = nextEvent(ctx, row, { entity: entityOf(table), entityId: row.id, ...change });
  const update = ctx.db.update(table, { ...set, ...head } as Parameters<typeof ctx.db.update<T>>[1], (t) =>
    eq(t.id, row.id),
  );
  return [write, update];
}

/** The page was drawn from an older version: whoever sent it must see the new one first. @throws `conflict` */
export function sameVersion(row: Head, seen: number): void {
  if (row.version !== seen) refuse('conflict');
}
