import { PERMISSIONS, ROLE_NAMES, ROLES, type Role } from '../../workers/contract/access.ts';
import type { Route } from '../../workers/contract/route.ts';
import { type Cell, cellOf, namesThing, SIGHTS, sightOf } from '../../workers/contract/sight.ts';

const SIGNS: readonly (readonly [sign: string, own: Cell, other: Cell, words: string])[] = [
  ['●', 'yes', 'yes', 'answered'],
  [
    '◐',
    'yes',
    'hidden',
    'answered for what is of one’s own units (an expert: one’s own); of others it is not there: 404',
  ],
  ['◑', 'yes', 'no', 'answered for what is of one’s own units; refused for others’: 403'],
  ['○', 'hidden', 'hidden', 'holds the permission, but the thing is not one’s to see: 404'],
  ['△', 'no', 'hidden', 'sees it where it is of one’s own units, and may not do this: 403, else 404'],
  ['▽', 'no', 'no', 'holds the permission for something else: 403'],
  ['·', 'no', 'no', 'the post does not hold the permission: 403'],
];

function signOf(route: Route, role: Role): string {
  const [own, other] = [cellOf(route, role, 'own'), cellOf(route, role, 'other')];
  const { access } = route;
  const held = typeof access !== 'object' || (ROLES[role].permissions as readonly string[]).includes(access.permission);
  if (!held) return '·';
  const found = SIGNS.find(([, a, b]) => a === own && b === other);
  if (!found) throw new Error(`${route.id}: no sign for ${own} and ${other}`);
  return found[0];
}

const accessOf = ({ access }: Route): string => (typeof access === 'object' ? access.permission : access);
const cells = (items: readonly string[]): string => `| ${items.join(' | ')} |`;
const rule = (count: number): string => cells(Array.from({ length: count }, () => '---'));

function staff(routes: readonly Route[]): string[] {
  const head = ['Route', 'Call', 'Permission', 'Rule', ...ROLE_NAMES.map((_, i) => String(i + 1)), 'Other district'];
  const rows = routes.map((route) => [
    ...[`\`${route.id}\``, `${route.method} ${route.path}`, accessOf(route), sightOf(route)],
    ...ROLE_NAMES.map((role) => signOf(route, role)),
    namesThing(route) ? '404' : 'its own',
  ]);
  return [cells(head), rule(head.length), ...rows.map(cells)];
}

function open(routes: readonly Route[]): string[] {
  const rows = routes.map((route) => [`\`${route.id}\``, `${route.method} ${route.path}`, route.summary]);
  return [cells(['Route', 'Call', 'What']), rule(3), ...rows.map(cells)];
}

/** Who may do what: every route and every post, as one Markdown document. */
export function accessDocument(routes: readonly Route[]): string {
  // By name: the order of a module's exports is not the same everywhere.
  const sorted = routes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const [of, guarded] = [(access: string) => sorted.filter((r) => r.access === access), sorted.filter(isStaff)];
  const roles = ROLE_NAMES.map((name, i) => {
    const { label, scoped, permissions } = ROLES[name];
    const held = permissions.map((p) => PERMISSIONS[p]).join('、');
    return cells([String(i + 1), `${label} \`${name}\``, scoped ? 'a unit and below' : 'the district', held]);
  });
  return [
    '# Who may do what',
    '',
    'Made by `npm run access` from `workers/contract`; not written by hand. A test fails when this file is not what the',
    'contract says, and `tests/api/access-table.test.ts` asks the server for each cell, on a district with something of',
    'everything. Somebody with several posts has what each of them has.',
    '',
    'Nobody signed in: 401 at every route of the third table. A sign-in of another district, or of the platform: 401. An id',
    'of another district where one names a thing: 404, as for one that never was.',
    '',
    '## Posts',
    '',
    ...[cells(['', 'Post', 'Counts for', 'Permissions']), rule(4), ...roles],
    '',
    '## Signs and rules',
    '',
    ...SIGNS.map(([sign, , , words]) => `- ${sign} ${words}`),
    '',
    'A list is answered to everybody who holds the permission, with what the rule of its things lets them see.',
    '',
    ...[cells(['Rule', 'Whose it is']), rule(2), ...Object.entries(SIGHTS).map(([k, v]) => cells([k, v.words]))],
    '',
    `## Staff of a district: ${guarded.length} routes`,
    '',
    ...staff(guarded),
    '',
    `## Operators of the platform: ${of('operator').length} routes`,
    '',
    ...open(of('operator')),
    '',
    `## Everybody: ${of('public').length} routes`,
    '',
    ...open(of('public')),
    '',
  ].join('\n');
}

const isStaff = ({ access }: Route): boolean => access !== 'public' && access !== 'operator';
