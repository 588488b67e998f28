import { KEY_ROLES } from '../../../workers/contract/tip-keys.ts';
import type { ChainEnd } from '../../../workers/protocol/chain.ts';
import { leftWords, officerWords, roleWords, type Words } from '../../../workers/protocol/chain-write.ts';
import { ROOT } from '../../../workers/protocol/officer-keys.ts';
import type { Keys } from './vault.ts';

export type RoleKeyView = Keys['roleKeys'][number];
export type Holder = Keys['holders'][number];

/** 举报核查·兴仁街道. */
export function roleLabel(role: string, unit: (id: string) => string): string {
  const [kind = '', unitId = ''] = role.split(':', 2);
  const label = KEY_ROLES[kind as keyof typeof KEY_ROLES] ?? kind;
  return unitId ? `${label}·${unit(unitId) || unitId}` : label;
}

const ORDER = ['root', 'intake', 'discipline', 'identity', 'verification'];
/** Root first, then as in the law's own order of work. */
export const byRole = (a: string, b: string): number =>
  ORDER.indexOf(a.split(':')[0]!) - ORDER.indexOf(b.split(':')[0]!) || (a < b ? -1 : a > b ? 1 : 0);

export const activeKey = (keys: Keys, role: string): RoleKeyView | undefined =>
  keys.roleKeys.find((k) => k.role === role && k.state === 'active');
/** The active root, when I hold a share of it: I can sign. */
export function myRoot(keys: Keys): RoleKeyView | undefined {
  const root = activeKey(keys, ROOT);
  return root?.share ? root : undefined;
}

/** Everyone with keys, once, however many roles they may hold. */
export const officersOf = (keys: Keys): Holder[] => [...new Map(keys.holders.map((h) => [h.personId, h])).values()];

/** Active keys of which the chain does not say just this. */
export function unsignedKeys(keys: Keys, end: ChainEnd): RoleKeyView[] {
  return keys.roleKeys
    .filter((k) => k.state === 'active' && k.role !== ROOT)
    .filter((k) => {
      const said = end.roles.get(k.role);
      return said?.id !== k.id || said.key !== k.sealPublic;
    })
    .sort((a, b) => byRole(a.role, b.role));
}
export const unsignedOfficers = (keys: Keys, end: ChainEnd): Holder[] =>
  officersOf(keys).filter((h) => end.officers.get(h.personId)?.key !== h.signPublic);

/** People of whom the chain still speaks, who hold a share of something, and may hold nothing any more. */
export function departed(keys: Keys, end: ChainEnd): string[] {
  const staying = new Set(keys.holders.map((h) => h.personId));
  const gone = new Set(keys.roleKeys.flatMap((k) => k.gone.map((m) => m.personId)));
  return [...gone].filter((id) => !staying.has(id) && end.officers.has(id));
}

const roleKeyWords = (key: RoleKeyView): Words => roleWords(key.role, key);
export const holderWords = (holder: Holder): Words => officerWords(holder.personId, holder.signPublic);

/** All that the root has to say to bring the chain up to what is there. */
export const unsaid = (keys: Keys, end: ChainEnd): Words[] => [
  ...unsignedKeys(keys, end).map(roleKeyWords),
  ...departed(keys, end).map(leftWords),
  ...unsignedOfficers(keys, end).map(holderWords),
];

/** What a new root says: every key now in use, and who is in service. A key that waits for a signature still waits. */
export const saidAnew = (keys: Keys, end: ChainEnd): Words[] => [
  ...keys.roleKeys
    .filter((k) => k.state === 'active' && k.role !== ROOT)
    .filter((k) => (end.roles.get(k.role)?.id ?? k.id) === k.id)
    .sort((a, b) => byRole(a.role, b.role))
    .map(roleKeyWords),
  ...officersOf(keys).map(holderWords),
];

export interface Newcomer {
  readonly personId: string;
  readonly name: string;
  readonly sealPublic: string;
  /** Keys of which I hold a share that this person may hold too and does not. */
  readonly keys: readonly RoleKeyView[];
}
/** Colleagues to whom I can seal something, each once. */
export function newcomers(keys: Keys): Newcomer[] {
  const people = new Map<string, Newcomer>();
  for (const w of [...keys.waiting].sort((a, b) => byRole(a.role, b.role))) {
    const key = activeKey(keys, w.role);
    if (!key?.share) continue;
    const before = people.get(w.personId)?.keys ?? [];
    people.set(w.personId, { personId: w.personId, name: w.name, sealPublic: w.sealPublic, keys: [...before, key] });
  }
  return [...people.values()];
}

/** Active keys of which I hold a share and somebody who left does too. Role keys first: the root says the last word. */
export const leaking = (keys: Keys): RoleKeyView[] =>
  keys.roleKeys
    .filter((k) => k.state === 'active' && k.share && k.gone.length > 0)
    .sort((a, b) => byRole(b.role, a.role));

export const rotationDue = (keys: Keys, today: string): RoleKeyView[] =>
  keys.roleKeys.filter(
    (k) => k.state === 'active' && k.share && k.gone.length === 0 && k.rotateOn && k.rotateOn <= today,
  );

/** Not destroyed, not sealed to the recovery key, and mine to seal. */
export const uncovered = (keys: Keys): RoleKeyView[] =>
  keys.roleKeys.filter((k) => k.state !== 'destroyed' && k.share && !k.recoverable);
