import { useSyncExternalStore } from 'react';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { myKeys } from '../../../workers/contract/tip-keys.ts';
import { type OfficerKeys, openRoleKey, unlockOfficerKeys } from '../../../workers/protocol/officer-keys.ts';

/**
 * The officer's opened keys, in this page's memory alone and not exportable: a reload locks them again. Fifteen idle
 * minutes lock them too.
 */
interface Vault {
  readonly officer: OfficerKeys;
  readonly roles: ReadonlyMap<string, CryptoKeyPair>;
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
export const useVault = (): Vault | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => vault,
  );

export function touch(): void {
  if (vault) set(vault);
}

/** @throws ProtocolError for a wrong passphrase. */
export async function unlock(
  tenantNo: number,
  personId: string,
  keys: ClientOutput<typeof myKeys>,
  passphrase: string,
): Promise<void> {
  if (!keys.officer) throw new Error('no officer keys');
  const officer = await unlockOfficerKeys({ tenantNo, personId }, keys.officer, passphrase);
  const roles = new Map<string, CryptoKeyPair>();
  for (const key of keys.roleKeys) {
    if (!key.share) continue;
    const scope = { tenantNo, role: key.role, roleKeyId: key.id };
    roles.set(key.id, await openRoleKey(scope, key.sealPublic, key.share, personId, officer));
  }
  set({ officer, roles });
}
