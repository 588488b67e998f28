import { type Permission, permits, ROLES, type Role } from './access.ts';
import { pathFields, type Route } from './route.ts';
import { SIGHT_OF } from './sight-of.ts';

/** What a caller gets: `yes` (or a refusal for another reason than who asks), `no` 403, `hidden` 404, `signed_out` 401. */
export type Cell = 'yes' | 'no' | 'hidden' | 'signed_out';
/**
 * Whose thing is named: of a unit within the post's scope (or the expert's own), of another unit (another expert's), of
 * another district.
 */
export type Place = 'own' | 'other' | 'elsewhere';

interface Rule {
  readonly words: string;
  /** To every post, whatever its scope. */
  readonly each?: Cell;
  /** To posts of one unit, asking for what is of theirs. */
  readonly own?: Cell;
  /** To posts of one unit, and to experts, asking for what is another's. */
  readonly other?: Cell;
  /** It is seen with this permission alone; to everybody else it is not there. */
  readonly sees?: Permission;
  /** One of these is needed besides the route's own permission, or one of these posts; else `without`. */
  readonly needs?: readonly Permission[];
  readonly posts?: readonly Role[];
  /** The same, of posts that are not bound to a unit. */
  readonly wide?: Permission;
  /** Posts that hold the permission for something else than this. */
  readonly except?: readonly Role[];
  readonly without?: Cell;
  /** Who may not is told so before it is looked for. */
  readonly first?: boolean;
  /** Its id is made by the caller: it can be nobody else’s. */
  readonly drawn?: boolean;
}

/** The rules of sight: who of those that hold a route's permission sees which things, and what the others are told. */
export const SIGHTS: Readonly<Record<string, Rule>> = {
  district: { words: 'of the whole district: everybody who holds the permission' },
  unit: { words: 'of one unit: posts of it or above it; to others it is not there', other: 'hidden' },
  shown: { words: 'of one unit: others may know of it, but not do this', other: 'no' },
  office: { words: 'of the whole district: changed by posts of the whole district alone', own: 'no', other: 'no' },
  overview: { words: 'of all units: posts of the whole district alone', own: 'no', other: 'hidden' },
  author: { words: 'of whoever wrote it, and of posts of the whole district', own: 'hidden', other: 'hidden' },
  self: { words: 'one’s own alone: another’s is not there, whatever the post', each: 'hidden', other: 'hidden' },
  mine: { words: 'of the expert who is signed in; another’s is not there', other: 'hidden' },
  hazard_step: {
    words: 'as `unit`; the intake of tips takes this step for what came from tips alone',
    other: 'hidden',
    except: ['tip_office'],
    without: 'no',
  },
  photo: {
    words: 'of one unit: whoever acts on the hazard or reported it; others who see it may not',
    sees: 'hazard.read',
    needs: ['hazard.rectify', 'hazard.confirm', 'hazard.verify'],
    without: 'no',
    other: 'hidden',
  },
  task: {
    words: 'of the units that have a part in it, and of overseers; to others it is not there',
    wide: 'task.read_all',
    without: 'hidden',
    other: 'hidden',
  },
  tip: {
    words: 'of the desk it lies at (here the intake); to other desks it is not there',
    posts: ['tip_office'],
    without: 'hidden',
    other: 'hidden',
  },
  sent: { words: 'of whoever sends it, by an id drawn for it', drawn: true },
  intake_key: { words: 'of the intake’s key: who may hold it', posts: ['tip_office'], without: 'no', other: 'no' },
  named_key: { words: 'of whoever holds that very key', each: 'no', other: 'no' },
  name_half: { words: 'of who keeps this half of a name', posts: ['identity_custodian'], without: 'no', first: true },
  award: {
    words: 'of the unit that applied and of overseers; to others it is not there',
    needs: ['committee.manage', 'task.read_all', 'duty.do'],
    without: 'hidden',
    other: 'hidden',
  },
  profile: {
    words: 'of one unit: written by its people and by those who keep committees',
    needs: ['committee.manage', 'duty.do'],
    without: 'no',
    other: 'no',
  },
  workspace: { words: 'of one unit: whoever sees its tasks', sees: 'task.read', other: 'hidden' },
  record: {
    words: 'of an expert: the expert, and readers of a pool the expert is in',
    needs: ['expert.read', 'expert.self'],
    other: 'hidden',
  },
  held: {
    words: 'of an expert: the expert, and keepers of a pool the expert is in',
    needs: ['expert.manage', 'expert.self'],
    other: 'hidden',
  },
  party: { words: 'of a visit: those who went', each: 'no', other: 'hidden' },
  ticked: {
    words: 'of the leader whom a list names, or of its unit',
    wide: 'committee.manage',
    without: 'no',
    other: 'no',
  },
};

/** The rule of a route: its own, or that of its family where it names a thing; a list shows what is in sight. */
export function sightOf(route: Route): string {
  const own = SIGHT_OF[route.id];
  if (own) return own;
  const family = SIGHT_OF[`${route.id.split('.')[0]}.*`];
  return family && pathFields(route.path).length > 0 ? family : 'district';
}

/** Does the path name a thing by its id? What does not answers everybody, with what is of the caller's own district. */
export const namesThing = ({ path }: Route): boolean => pathFields(path).some((name) => /^(id|\w+Id)$/.test(name));

/** The answer to a person with this one post, from what the contract says alone. */
export function cellOf(route: Route, role: Role, place: Place): Cell {
  if (route.access === 'public') return 'yes';
  if (route.access === 'operator') return 'signed_out';
  const { scoped } = ROLES[role];
  const has = (permission: Permission) => permits([{ role, unitId: '' }], permission);
  if (route.access !== 'session' && !has(route.access.permission)) return 'no';
  const rule = SIGHTS[sightOf(route)] as Rule;
  const lacks =
    (rule.needs && !rule.needs.some(has)) ||
    (rule.posts && !rule.posts.includes(role)) ||
    (rule.wide && !scoped && !has(rule.wide)) ||
    rule.except?.includes(role);
  if (place === 'elsewhere') return !namesThing(route) || rule.drawn ? 'yes' : lacks && rule.first ? 'no' : 'hidden';
  const outside = place === 'other' && (scoped || has('expert.self'));
  if (outside && rule.other) return rule.other;
  if (rule.sees && !has(rule.sees)) return 'hidden';
  if (lacks) return rule.without ?? 'hidden';
  return rule.each ?? (scoped ? rule.own : undefined) ?? 'yes';
}
