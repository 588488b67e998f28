import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { type Ctx, personId } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { officerStatement, rootStatements } from '../tip-keys/chain.ts';
import { activeRoleKeys } from '../tip-keys/role-keys.ts';
import { among } from '../units/scope.ts';
import { rolesOf } from './desks.ts';
import { loadTip } from './rows.ts';

type Page = OutputOf<typeof contract.messages>;
type Item = Page['items'][number];

/** The conversation as it lies here, newest first; each message with the wraps of the role keys I hold. */
export async function messages(ctx: Ctx, input: InputOf<typeof contract.messages>): Promise<Page> {
  const tip = await loadTip(ctx, input.id);
  const m = ctx.db.rows.tipMessage;
  const after = readCursor(input.cursor, ['number']);
  const rows = await ctx.db
    .select({
      id: m.id,
      seq: m.seq,
      sender: m.sender,
      kind: m.kind,
      day: m.day,
      body: m.body,
      commit: m.commitment,
    })
    .from(m)
    .where(and(eq(m.tipId, tip.id), after ? lt(m.seq, after[0]) : undefined))
    .orderBy(desc(m.seq))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.seq]);
  const ids = items.map((row) => row.id);
  const [wraps, files] = [await heldWraps(ctx, tip.id, ids), await filesOf(ctx, tip.id, ids)];
  return {
    items: items.map((row) => ({
      ...row,
      sender: row.sender as Item['sender'],
      kind: row.kind as Item['kind'],
      wraps: wraps.filter((w) => w.part === row.id).map(({ roleKeyId, enc, ct }) => ({ roleKeyId, enc, ct })),
      files: files.filter((f) => f.messageId === row.id).map(({ id, size, parts }) => ({ id, size, parts })),
    })),
    next,
    sealTo: await activeRoleKeys(ctx, rolesOf(tip.desk)),
    roots: await rootStatements(ctx),
    me: (await officerStatement(ctx, personId(ctx))) ?? null,
  };
}

async function heldWraps(ctx: Ctx, tipId: string, parts: readonly string[]) {
  const { tipWrap: w, roleKeyShare: s } = ctx.db.rows;
  const held = await ctx.db
    .select({ id: s.roleKeyId })
    .from(s)
    .where(eq(s.personId, personId(ctx)));
  const ids = held.map((row) => row.id);
  return ctx.db
    .select({ part: w.part, roleKeyId: w.roleKeyId, enc: w.enc, ct: w.ct })
    .from(w)
    .where(and(eq(w.tipId, tipId), among(w.part, parts), among(w.roleKeyId, ids)));
}

async function filesOf({ db }: Ctx, tipId: string, messageIds: readonly string[]) {
  const a = db.rows.tipAttachment;
  return db
    .select({ id: a.id, messageId: a.messageId, size: a.size, parts: a.parts })
    .from(a)
    .where(and(eq(a.tipId, tipId), among(a.messageId, messageIds)))
    .orderBy(asc(a.id));
}
