import { call } from '../../../web/shared/api.ts';
import { type Grant, ROLE_NAMES, ROLES } from '../../../workers/contract/access.ts';
import { report } from '../../../workers/contract/hazards.ts';
import { addPerson } from '../../../workers/contract/people.ts';
import { addPlan } from '../../../workers/contract/plans.ts';
import { signIn as operatorSignIn } from '../../../workers/contract/platform.ts';
import { signIn, whoami } from '../../../workers/contract/session.ts';
import { setSetting, settings } from '../../../workers/contract/settings.ts';
import { type Desk, signedIn } from '../demo/client.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';
import { OPERATOR_PASSWORD } from '../faults/server.ts';
import { Steps } from '../steps.ts';
import { activate, type District, join, onboard } from '../walkthrough/onboard.ts';

/** Access tokens hold for five minutes; everybody signs in again well before. */
/** Who holds every post. */
export const ALL = 'fuzz-all';
const FRESH_MS = 200_000;

export interface Who {
  readonly name: string;
  readonly token: string;
}

export interface World {
  readonly url: string;
  /** The district that is asked, and its neighbour. */
  readonly slugs: readonly [string, string];
  readonly neighbourNo: number;
  /** Ids that the server gave out, by the name of the field they stood in. */
  readonly pool: Map<string, string[]>;
  /** One of each post of the first district, one of the second, an operator, and tokens that are none. */
  people(): Promise<readonly Who[]>;
}

/** Two districts with their people, and a little work in the first. */
export async function settle(url: string): Promise<World> {
  const home = await onboard(url, OPERATOR_PASSWORD, new Steps(false));
  const away = await onboard(url, OPERATOR_PASSWORD, new Steps(false));
  const names = await everyPost(home);
  const admin = await signedIn(url, home.slug, 'admin');
  const { items } = await admin.call(settings, {});
  const version = items.find((s) => s.key === 'tip.work')?.version ?? 0;
  await admin.call(setSetting, { key: 'tip.work', value: { cost: 100, from: 1, to: 5 }, version });
  await someWork(home);
  const pool = new Map<string, string[]>();
  let [at, known]: [number, readonly Who[]] = [0, []];
  return {
    url,
    slugs: [home.slug, away.slug],
    neighbourNo: away.no,
    pool,
    async people() {
      if (Date.now() - at < FRESH_MS) return known;
      const again = await Promise.all(names.map((name) => enter(url, home.slug, name)));
      const operator = await operatorIn(url);
      const other = await enter(url, away.slug, 'office');
      const junk = ['', 'x', `${'a'.repeat(3000)}`, 'e30.e30.AAAA', again[0]?.token.slice(0, -2) ?? ''];
      const entered = [...again, operator, other].filter((who) => who.token !== '');
      const most = entered.length > names.length / 2;
      if (most) known = [...entered, ...junk.map((token) => ({ name: 'nobody', token }))];
      // Where the rate limit held most of them back, they try again soon.
      at = most ? Date.now() : Date.now() - FRESH_MS + 20_000;
      return known;
    },
  };
}

/** Whoever the fuzzer itself has locked out, or whom the rate limit holds, stays out for a while. */
async function enter(url: string, slug: string, login: string): Promise<Who> {
  const base = `${url}/${slug}/api`;
  const input = { login, password: DEMO_PASSWORD, label: 'fuzz' };
  const token = await call(signIn, input, { base }).then(
    (answer) => answer.accessToken,
    () => '',
  );
  return { name: login, token };
}

async function operatorIn(url: string): Promise<Who> {
  const input = { username: 'operator', password: OPERATOR_PASSWORD };
  const { accessToken } = await call(operatorSignIn, input, { base: `${url}/platform/api` });
  return { name: 'operator', token: accessToken };
}

async function everyPost({ base, admin, ownerUnitId }: District): Promise<string[]> {
  const names = ['admin'];
  for (const role of ROLE_NAMES) {
    const grant: Grant = { role, unitId: ROLES[role].scoped ? ownerUnitId : '' };
    const name = `fuzz-${role.replaceAll('_', '-')}`;
    const desk: Desk = await join(base, admin, name, ROLES[role].label, grant);
    await desk.call(whoami, {});
    names.push(name);
  }
  const roles = ROLE_NAMES.map((role) => ({ role, unitId: '' }));
  const { invitePath } = await admin.call(addPerson, { username: ALL, name: '全部岗位', unitId: ownerUnitId, roles });
  await activate(base, invitePath);
  return [...names, ALL];
}

async function someWork({ office, ownerUnitId }: District): Promise<void> {
  for (let i = 1; i <= 8; i++) {
    await office.call(report, {
      ...{ title: `占用消防通道 ${i}`, description: '现场查看', source: 'self_check', placeUnitId: ownerUnitId },
    });
  }
  await office.call(addPlan, { kind: 'manual', year: 2026, title: '年度要点' });
}
