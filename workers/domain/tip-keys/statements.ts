import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Grant, permits } from '../../contract/access.ts';
import { ProtocolError } from '../../protocol/bytes.ts';
import { checkStatement, type Said, type Statement, said, statementHash } from '../../protocol/chain.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { grantsOf } from '../sessions/grants.ts';
import { chainEnd, rootStatements } from './chain.ts';

/** A role key that comes into being in the same commit. */
export interface NewKey {
  readonly id: string;
  readonly role: string;
  readonly epoch: number;
  readonly sealPublic: string;
}
export interface Appended {
  readonly writes: Write[];
  /** What was said, in order. */
  readonly said: readonly Said[];
}

/**
 * The writes that put statements at the end of the chain: each with the next number, linked to the one before, signed by
 * the root then in force, true of what the database holds. Two who append at once collide on the number: `conflict`.
 * @throws `chain_invalid`
 */
export async function appendStatements(ctx: Ctx, list: readonly Statement[], making?: NewKey): Promise<Appended> {
  if (list.length === 0) return { writes: [], said: [] };
  const { db, tenant, now } = ctx;
  let { seq, hash } = await chainEnd(ctx);
  const roots = await rootStatements(ctx);
  let head = await lastEvent(ctx, 'key_chain', 'chain');
  const writes: Write[] = [];
  const all: Said[] = [];
  try {
    let root = roots.length > 0 ? said(roots.at(-1)!).key : '';
    for (const statement of list) {
      const signer = root || said(statement).key;
      const what = await checkStatement(tenant.no, signer, statement, { seq: seq + 1, prev: hash });
      if (root === '' && what.kind !== 'root') throw new ProtocolError('root');
      await checkTrue(ctx, what, making);
      if (what.kind === 'root') root = what.key;
      seq += 1;
      hash = await statementHash(statement);
      const { kind, subject } = what;
      const row = { seq, kind, subject, body: statement.body, signature: statement.sig, hash, createdAt: now };
      const facts = { action: kind, from: null, to: 'said', data: { seq, subject, key: what.id, hash } };
      const event = nextEvent(ctx, head, { entity: 'key_chain', entityId: 'chain', ...facts });
      head = event.head;
      writes.push(event.write, db.insert('keyChain', row));
      all.push(what);
    }
  } catch (error) {
    if (error instanceof ProtocolError) throw new DomainError('chain_invalid');
    throw error;
  }
  return { writes, said: all };
}

const untrue = (): never => {
  throw new ProtocolError('statement');
};

/** Does it say what is so? The root vouches for keys; the server sees to it that they are the ones in use. */
async function checkTrue(ctx: Ctx, what: Said, making: NewKey | undefined): Promise<void> {
  if (!/^\d{4}-\d\d-\d\d$/.test(what.day)) untrue();
  if (what.kind === 'root') {
    // A new root comes with its role key, so that its shares are there; never by keys.append.
    if (making?.role !== 'root' || what.subject !== 'root' || !sameKey(what, making)) untrue();
  } else if (what.kind === 'role') {
    if (what.subject === 'root') untrue();
    if (making?.role === what.subject && sameKey(what, making)) return;
    const k = ctx.db.rows.roleKey;
    const [key] = await ctx.db
      .select({ id: k.id, epoch: k.epoch, sealPublic: k.sealPublic })
      .from(k)
      .where(and(eq(k.id, what.id), eq(k.role, what.subject), eq(k.state, 'active')));
    if (!key || !sameKey(what, key)) untrue();
  } else if (what.kind === 'officer') await checkOfficer(ctx, what);
  else if (what.kind === 'left') await checkLeft(ctx, what);
  else untrue();
}

const sameKey = (what: Said, key: Omit<NewKey, 'role'>): boolean =>
  what.id === key.id && what.epoch === key.epoch && what.key === key.sealPublic;

/** The person is in service, holds a tip role, and this is the key they keep. */
async function checkOfficer(ctx: Ctx, { subject, key }: Said): Promise<void> {
  const { officerKey: o, person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ signPublic: o.signPublic })
    .from(o)
    .innerJoin(p, eq(p.id, o.personId))
    .where(and(eq(o.personId, subject), eq(p.status, 'active')));
  const grants: Grant[] = row ? await grantsOf(ctx, subject) : [];
  if (row?.signPublic !== key || !permits(grants, 'tip.key')) untrue();
}

/** Of somebody the chain knows. */
async function checkLeft({ db }: Ctx, { subject }: Said): Promise<void> {
  const c = db.rows.keyChain;
  const [known] = await db
    .select({ seq: c.seq })
    .from(c)
    .where(and(eq(c.kind, 'officer'), eq(c.subject, subject)))
    .limit(1);
  if (!known) untrue();
}
