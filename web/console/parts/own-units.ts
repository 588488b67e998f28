import { useMe } from './person.ts';
import { useUnits } from './units.ts';

/** Units for which somebody may fill in: those of one's posts and what lies below; all, with a post of the whole district. */
export function useOwnUnits() {
  const me = useMe();
  const units = useUnits();
  const own = me.grants.map((g) => g.unitId).filter((id) => id !== '');
  const mine = (id: string | null | undefined): boolean =>
    !!id && (own.includes(id) || mine(units.byId.get(id)?.parentId));
  return { first: own[0], options: own.length === 0 ? units.options : units.options.filter((u) => mine(u.value)) };
}
