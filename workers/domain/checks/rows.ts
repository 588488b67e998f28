import { and, eq } from 'drizzle-orm';
import type { CheckState, CheckTag, ItemAnswer } from '../../contract/check-words.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { visibleChecks } from './sight.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.checkVisit);
export type CheckRow = Awaited<ReturnType<typeof everyColumn>>[number];

export interface Item {
  readonly words: string;
  readonly answer: ItemAnswer | null;
  readonly note: string;
  readonly photos: readonly string[];
}
export interface Drawn {
  readonly population: number;
  readonly digest: string;
  /** The filter, in words of its fields. */
  readonly asked: Readonly<Record<string, string>>;
}
export interface Done {
  readonly id: string;
  readonly state: CheckState;
  readonly version: number;
}

export const tagsOf = (row: Pick<CheckRow, 'tags'>): CheckTag[] => JSON.parse(row.tags) as CheckTag[];
export const itemsOf = (row: Pick<CheckRow, 'items'>): Item[] => JSON.parse(row.items) as Item[];

/** @throws `not_found` also for one the actor may not know of. */
export async function loadCheck(ctx: Ctx, id: string): Promise<CheckRow> {
  const v = ctx.db.rows.checkVisit;
  const [row] = await everyColumn(ctx).where(and(eq(v.id, id), await visibleChecks(ctx)));
  return found(row);
}

/** Who goes and who went. */
export async function peopleOf({ db }: Ctx, checkId: string) {
  const p = db.rows.checkPerson;
  return db
    .select({ personId: p.personId, leads: p.leads, attended: p.attended })
    .from(p)
    .where(eq(p.checkId, checkId))
    .orderBy(p.personId);
}

const everyFinding = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.checkFinding);
export type FindingRow = Awaited<ReturnType<typeof everyFinding>>[number];

/** In the order they were made. */
export function findingsOf(ctx: Ctx, checkId: string): Promise<FindingRow[]> {
  const f = ctx.db.rows.checkFinding;
  return everyFinding(ctx).where(eq(f.checkId, checkId)).orderBy(f.id);
}
