import { beforeAll, expect, test } from 'vitest';
import { ROLE_NAMES, ROLES, type Role } from '../../workers/contract/access.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import type { Route } from '../../workers/contract/route.ts';
import { type Cell, cellOf, namesThing, type Place, SIGHTS, sightOf } from '../../workers/contract/sight.ts';
import { SIGHT_OF } from '../../workers/contract/sight-of.ts';
import { type AccessWorld, accessWorld } from '../support/access-world.ts';
import { dryApp } from '../support/dry.ts';
import { nextKey } from '../support/hostile.ts';
import { requestOf } from '../support/world.ts';

const guarded = ROUTES.filter((r) => r.app === 'console' && r.access !== 'public');

/** What is not there for those who may have it either, and why. */
const ABSENT: Readonly<Record<string, string>> = {
  'import.run': 'a file that somebody else looked at first',
  'expertImport.run': 'a file that somebody else looked at first',
  'summonses.file': 'nothing was attached to the summons',
  'tips.attachment': 'the tip has no photo',
  'tips.merge': 'there is no second tip',
  'selfChecks.add': 'no such checklist',
  'awardProgrammes.add': 'no such checklist',
};

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});

async function told(response: Response): Promise<Cell> {
  const { status, headers } = response;
  expect(status).toBeLessThan(500);
  const problem = headers.get('content-type')?.startsWith('application/problem+json');
  const { code } = (problem ? await response.json() : {}) as { code?: string };
  if (!problem) await response.body?.cancel();
  if (code === 'not_signed_in') return 'signed_out';
  return code === 'forbidden' ? 'no' : code === 'not_found' ? 'hidden' : 'yes';
}

/** Every route, asked by somebody with this post alone; where the contract refuses the post, one place stands for all. */
function asked(role: Role, place: Place): Route[] {
  if (place === 'own') return guarded;
  const held = guarded.filter((route) => cellOf(route, role, 'own') !== 'no' || cellOf(route, role, place) !== 'no');
  if (place === 'elsewhere') return held.filter(namesThing);
  return ROLES[role].scoped || role === 'expert' ? held : [];
}

const PLACES = ['own', 'other', 'elsewhere'] as const;
test.each(ROLE_NAMES.flatMap((role) => PLACES.map((place) => [role, place] as const)))(
  '%s, %s: answered as the table says',
  async (role, place) => {
    const routes = asked(role, place);
    const { caller, slug, blob } = await world.who(role, place);
    const wrong: unknown[] = [];
    const ask = async (route: Route) => {
      const request = requestOf(route, world.input(route, place, blob), slug, caller.token, nextKey());
      const [is, should] = [await told(await dryApp.fetch(request)), cellOf(route, role, place)];
      const absent = route.id in ABSENT && should === 'yes' && is === 'hidden';
      if (is !== should && !absent) wrong.push([route.id, sightOf(route), should, is]);
    };
    for (let i = 0; i < routes.length; i += 24) await Promise.all(routes.slice(i, i + 24).map(ask));
    expect(wrong).toEqual([]);
  },
);

test('the rules of sight are those of routes that exist, and each is used', () => {
  const families = ROUTES.map((r) => `${r.id.split('.')[0]}.*`);
  const known = new Set([...ROUTES.map((r) => r.id), ...families]);
  expect(Object.keys(SIGHT_OF).filter((name) => !known.has(name))).toEqual([]);
  expect(new Set(['district', ...Object.values(SIGHT_OF)])).toEqual(new Set(Object.keys(SIGHTS)));
});
