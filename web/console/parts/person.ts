import { createContext, useContext } from 'react';
import type { Permission } from '../../../workers/contract/access.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { whoami } from '../../../workers/contract/session.ts';

export type Me = ClientOutput<typeof whoami>;
const MeContext = createContext<Me | undefined>(undefined);
export const MeProvider = MeContext.Provider;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside the signed-in layout');
  return me;
}
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
