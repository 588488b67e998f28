import { useSyncExternalStore } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { myKeys } from '../../../workers/contract/tip-keys.ts';
import { type OfficerKeys, openRoleKey, ROOT, unlockOfficerKeys } from '../../../workers/protocol/officer-keys.ts';

export type Keys = ClientOutput<typeof myKeys>;

/**
 * The officer's opened keys, in this page's memory alone and not exportable: a reload locks them again. Fifteen idle
 * minutes lock them too. The root is not among them: it is opened for each signature (openRoot).
 */
export interface Vault {
  readonly officer: OfficerKeys;
  /** By role key id: every epoch I hold a share of. */
  readonly roles: ReadonlyMap<string, CryptoKeyPair>;
  /** Shares that do not open: sealed to keys I no longer have, or altered. */
  readonly broken: ReadonlySet<string>;
}
const IDLE_MS = 15 * 60_000;
let vault: Vault | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: Vault | undefined): void {
  vault = next;
  clearTimeout(timer);
  if (next) timer = setTimeout(lock, IDLE_MS);
  for (const listener of listeners) listener();
}
export const lock = (): void => set(undefined);
export const currentVault = (): Vault | undefined => vault;
export const useVault = (): Vault | undefined =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentVault);

export function touch(): void {
  if (vault) set(vault);
}

/** One bad share must not keep the others shut: whoever sealed it could otherwise lock me out of everything. */
async function openShares(
  tenantNo: number,
  personId: string,
  keys: Keys,
  officer: OfficerKeys,
  before?: Vault,
): Promise<Vault> {
  const roles = new Map(before?.roles);
  const broken = new Set(before?.broken);
  for (const { id, role, sealPublic, share } of keys.roleKeys) {
    if (!share || role === ROOT || roles.has(id)) continue;
    const scope = { tenantNo, role, roleKeyId: id };
    try {
      roles.set(id, await openRoleKey(scope, sealPublic, share, personId, officer));
      broken.delete(id);
    } catch {
      broken.add(id);
    }
  }
  return { officer, roles, broken };
}

/** @throws ProtocolError for a wrong passphrase. */
export async function unlock(tenantNo: number, personId: string, keys: Keys, passphrase: string): Promise<void> {
  if (!keys.officer) throw new Error('no officer keys');
  const officer = await unlockOfficerKeys({ tenantNo, personId }, keys.officer, passphrase);
  set(await openShares(tenantNo, personId, keys, officer));
}

/** Opens shares that came after the unlocking: a colleague sealed one to me, or I made a new epoch. */
export async function absorb(tenantNo: number, personId: string, keys: Keys): Promise<void> {
  const before = vault;
  if (!before || !keys.roleKeys.some((k) => k.share && k.role !== ROOT && !before.roles.has(k.id))) return;
  const after = await openShares(tenantNo, personId, keys, before.officer, before);
  // Locked meanwhile stays locked; nothing new is no use of the keys.
  if (vault === before && after.roles.size > before.roles.size) set(after);
}
