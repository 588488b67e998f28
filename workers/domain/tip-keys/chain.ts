import { and, asc, desc, eq, gt, inArray, or } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import type { Statement } from '../../protocol/chain.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

/** The chain from the first statement on, as it was signed. */
export async function chainPage(
  { db }: Ctx,
  input: InputOf<typeof contract.chain>,
): Promise<OutputOf<typeof contract.chain>> {
  const c = db.rows.keyChain;
  const after = readCursor(input.cursor, ['number']);
  const rows = await db
    .select({ seq: c.seq, body: c.body, sig: c.signature })
    .from(c)
    .where(after ? gt(c.seq, after[0]) : undefined)
    .orderBy(asc(c.seq))
    .limit(input.limit + 1);
  return cut(rows, input.limit, (row) => [row.seq]);
}

/** Number and hash of the last statement. */
export async function chainEnd({ db }: Ctx): Promise<{ seq: number; hash: string }> {
  const c = db.rows.keyChain;
  const [last] = await db.select({ seq: c.seq, hash: c.hash }).from(c).orderBy(desc(c.seq)).limit(1);
  return last ?? { seq: 0, hash: '' };
}

/** All root statements in order. */
export async function rootStatements({ db }: Ctx): Promise<Statement[]> {
  const c = db.rows.keyChain;
  return db.select({ body: c.body, sig: c.signature }).from(c).where(eq(c.kind, 'root')).orderBy(asc(c.seq));
}

export interface RootsWord {
  /** The root in force; undefined where none was set up. */
  readonly root: Statement | undefined;
  /** Newest statement about each subject by the root now in force; of an officer who left, none. */
  readonly about: ReadonlyMap<string, Statement>;
}

/** What the root in force says of these roles or officers, or of all; what a former root said counts no more. */
export async function rootsWord(
  { db }: Ctx,
  kind: 'role' | 'officer',
  subjects?: readonly string[],
): Promise<RootsWord> {
  const c = db.rows.keyChain;
  const kinds = kind === 'officer' ? ['officer', 'left'] : ['role'];
  const rows = await db
    .select({ kind: c.kind, subject: c.subject, body: c.body, sig: c.signature })
    .from(c)
    .where(or(eq(c.kind, 'root'), and(inArray(c.kind, kinds), subjects && among(c.subject, subjects))))
    .orderBy(asc(c.seq));
  const about = new Map<string, Statement>();
  let root: Statement | undefined;
  for (const { kind: what, subject, body, sig } of rows) {
    if (what === 'root') {
      root = { body, sig };
      about.clear();
    } else if (what === 'left') about.delete(subject);
    else about.set(subject, { body, sig });
  }
  return { root, about };
}

/** The statement an officer's answers go out with; undefined until the root has signed it. */
export async function officerStatement(ctx: Ctx, personId: string): Promise<Statement | undefined> {
  return (await rootsWord(ctx, 'officer', [personId])).about.get(personId);
}
