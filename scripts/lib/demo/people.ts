import { call } from '../../../web/shared/api.ts';
import { addPerson, editPerson, people, resetLink } from '../../../workers/contract/people.ts';
import * as platform from '../../../workers/contract/platform.ts';
import { useLink } from '../../../workers/contract/session.ts';
import { Desk, signedIn, unless } from './client.ts';
import type { Desks } from './stage.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoTenant, type Place, type Username } from './tenants.ts';

const ADMIN = DEMO_PEOPLE[0];
const REASON = '演示数据';

/** The tenant's running number, after it was applied for and approved, or resumed where that stopped halfway. */
export async function openTenant(url: string, operator: Desk, tenant: DemoTenant): Promise<number> {
  const there = await findTenant(operator, tenant.slug);
  if (there && there.status !== 'provisioning') return there.no;
  const admin = { adminName: ADMIN.name, adminUsername: ADMIN.username, reason: REASON };
  if (there) {
    const { invitePath } = await operator.call(platform.resume, { no: there.no, ...admin });
    await activate(url, tenant.slug, invitePath);
    return there.no;
  }
  const { slug, name, level, divisionCode } = tenant;
  const { id } = await operator.call(platform.apply, {
    unitName: `${name}安委会办公室`,
    tenantName: name,
    level,
    divisionCode,
    slug,
    contactName: ADMIN.name,
    contactPhone: '000-00000000',
    reason: REASON,
  });
  const parent = tenant.parent ? { parentSlug: tenant.parent } : {};
  const opened = await operator.call(platform.approve, { id, pack: tenant.pack, ...parent, ...admin });
  await activate(url, slug, opened.invitePath);
  return opened.tenant.no;
}

async function findTenant(operator: Desk, slug: string) {
  let cursor: string | undefined;
  do {
    const page = await operator.call(platform.tenants, { cursor, limit: 100 });
    const found = page.items.find((t) => t.slug === slug);
    if (found) return found;
    cursor = page.next ?? undefined;
  } while (cursor);
  return undefined;
}

/** Opens a one-time link: the token stands behind the `#`. */
export async function activate(url: string, slug: string, invitePath: string): Promise<Desk> {
  const base = `${url}/${slug}/api`;
  const token = invitePath.slice(invitePath.indexOf('#') + 1);
  const { accessToken } = await call(useLink, { token, password: DEMO_PASSWORD, label: '演示' }, { base });
  return new Desk(base, accessToken);
}

/** Signs everybody in, adding who is missing; the administrator's own unit and post are filled in behind. */
export async function signInPeople(url: string, operator: Desk, tenant: DemoTenant, no: number): Promise<Desks> {
  const { slug } = tenant;
  const admin =
    (await unless(['sign_in_failed'], signedIn(url, slug, 'admin'))) ??
    (await activate(
      url,
      slug,
      (
        await operator.call(platform.reinvite, { no, adminUsername: ADMIN.username, reason: REASON })
      ).invitePath,
    ));
  const { items } = await admin.call(people, { limit: 100 });
  const known = new Map(items.map((person) => [person.username, person]));
  const unitOf = (place: Place): string | null => {
    if (place === 'tenant') return null;
    return `unit-${place === 'street' || place === 'housing' ? tenant[place] : place}`;
  };
  const desks = await Promise.all(
    DEMO_PEOPLE.map(async (who): Promise<[Username, Desk]> => {
      const there = known.get(who.username);
      const { username, name, post } = who;
      const roles = [{ role: who.role, unitId: unitOf(who.scope) ?? '' }];
      const fields = { name, post, unitId: unitOf(who.seat), roles };
      if (username === 'admin') {
        if (there && !there.post) {
          await admin.call(editPerson, { id: there.id, version: there.version, status: 'active', ...fields });
        }
        return [username, admin];
      }
      if (there?.status === 'active') return [username, await signedIn(url, slug, username)];
      const { invitePath } = there
        ? await admin.call(resetLink, { id: there.id })
        : await admin.call(addPerson, { username, ...fields });
      return [username, await activate(url, slug, invitePath)];
    }),
  );
  return Object.fromEntries(desks) as Desks;
}
