import { desc, eq } from 'drizzle-orm';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-keys.ts';
import { said } from '../../protocol/chain.ts';
import { DAY_MS, localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { keyTerms } from '../tips/settings.ts';
import { rootsWord } from './chain.ts';
import { activeRecovery } from './recovery-row.ts';
import { type Keyholder, keyholders, mayHold } from './role-keys.ts';
import { leftBehind, type ShareRow, sharesOf } from './shares.ts';

type Mine = OutputOf<typeof contract.myKeys>;
type RoleKeyView = Mine['roleKeys'][number];
type Member = RoleKeyView['members'][number];
const TENANT_WIDE = ['intake', 'root', 'discipline', 'identity'];

/** My keys, the keys of the roles I may hold with my shares, and who waits for a share. */
export async function myKeys(ctx: Ctx): Promise<Mine> {
  const me = personId(ctx);
  const { officerKey: o } = ctx.db.rows;
  const [[own], rows, recovery, terms] = await Promise.all([
    ctx.db
      .select({ sealPublic: o.sealPublic, signPublic: o.signPublic, wrapped: o.wrapped })
      .from(o)
      .where(eq(o.personId, me)),
    keyRows(ctx),
    activeRecovery(ctx),
    keyTerms(ctx),
  ]);
  // The root signs the keys of every role: whoever may hold it has to see them.
  const keys = rows.filter((key) => mayHold(ctx, 'root') || mayHold(ctx, key.role));
  const ids = keys.map((key) => key.id);
  const [shares, left, signed] = await Promise.all([sharesOf(ctx, ids), leftBehind(ctx, ids), signedIds(ctx)]);
  const of = (id: string) => shares.filter((share) => share.roleKeyId === id);
  const roles = rolesOf(ctx);
  const everyRole = [...new Set([...roles, ...keys.map((key) => key.role)])];
  const holders = new Map(
    await Promise.all(everyRole.map(async (role) => [role, await keyholders(ctx, role)] as const)),
  );
  const day = (from: number, days: number) => localDay(from + days * DAY_MS);
  return {
    officer: own ?? null,
    roles,
    roleKeys: keys.map((key) => ({
      ...{ id: key.id, role: key.role, epoch: key.epoch, sealPublic: key.sealPublic },
      state: key.state as RoleKeyView['state'],
      createdAt: new Date(key.createdAt).toISOString(),
      share: of(key.id).find((share) => share.personId === me)?.envelope ?? null,
      // A root gives way when somebody leaves: a new one asks for new posters.
      rotateOn: key.state === 'active' && key.role !== 'root' ? day(key.createdAt, terms.rotateDays) : null,
      destroyOn: key.state === 'retired' ? day(key.retiredAt ?? key.createdAt, terms.keepDays) : null,
      recoverable: key.recoveryEnvelope !== null && key.recoveryId === recovery?.id,
      signed: signed.has(key.id),
      ...membersOf(
        of(key.id),
        left.filter((one) => one.roleKeyId === key.id),
        holders.get(key.role)!,
      ),
    })),
    waiting: roles.flatMap((role) => {
      const active = keys.find((key) => key.role === role && key.state === 'active');
      const members = new Set(active ? of(active.id).map((share) => share.personId) : []);
      const missing = active ? holders.get(role)!.filter((one) => !members.has(one.personId)) : [];
      return missing.map((one) => ({ role, personId: one.personId, name: one.name, sealPublic: one.sealPublic }));
    }),
    holders: [...holders].flatMap(([role, people]) => people.map((one) => ({ role, ...one }))),
    recovery: recovery
      ? {
          ...{ id: recovery.id, sealPublic: recovery.sealPublic },
          holders: JSON.parse(recovery.holders) as string[],
          createdAt: new Date(recovery.createdAt).toISOString(),
          rehearsedAt: recovery.rehearsedAt === null ? null : new Date(recovery.rehearsedAt).toISOString(),
        }
      : null,
    rotateDays: terms.rotateDays,
  };
}

function keyRows({ db }: Ctx) {
  const k = db.rows.roleKey;
  return db.select().from(k).orderBy(k.role, desc(k.epoch));
}

/** Roles I may hold: the tenant's, and the verification of my own units. */
function rolesOf(ctx: Ctx): string[] {
  const grants = ctx.actor.kind === 'person' ? ctx.actor.grants : [];
  const units = grants.filter((g) => g.role === 'tip_verifier' && g.unitId !== '').map((g) => g.unitId);
  return [...TENANT_WIDE.filter((role) => mayHold(ctx, role)), ...units.map((unit) => `verification:${unit}`)];
}

/** Ids of the keys the root in force speaks of, itself among them. */
async function signedIds(ctx: Ctx): Promise<Set<string>> {
  const { root, about } = await rootsWord(ctx, 'role');
  return new Set([...about.values(), ...(root ? [root] : [])].map((statement) => said(statement).id));
}

/** Those who hold a share; and those who held one, or still do, and may no longer. */
function membersOf(shares: readonly ShareRow[], left: readonly Member[], holders: readonly Keyholder[]) {
  const may = new Set(holders.map((one) => one.personId));
  const person = ({ personId: id, name }: Member): Member => ({ personId: id, name });
  const members = shares.map(person);
  const had = new Map([...members, ...left.map(person)].map((one) => [one.personId, one]));
  return { members, gone: [...had.values()].filter((one) => !may.has(one.personId)) };
}
