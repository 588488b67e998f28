import { Desk as Api, signedIn } from '../../scripts/lib/demo/client.ts';
import { call } from '../../web/shared/api.ts';
import type { Role } from '../../workers/contract/access.ts';
import * as experts from '../../workers/contract/experts.ts';
import { addPerson, units } from '../../workers/contract/people.ts';
import * as pools from '../../workers/contract/pools.ts';
import * as seats from '../../workers/contract/seats.ts';
import { useLink } from '../../workers/contract/session.ts';
import { PASSWORD } from './staff-steps.ts';
import { SLUG } from './tip-steps.ts';

const local = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

async function activate(base: string, invitePath: string): Promise<Api> {
  const token = invitePath.slice(invitePath.indexOf('#') + 1);
  const { accessToken } = await call(useLink, { token, password: PASSWORD, label: '手机' }, { base });
  return new Api(base, accessToken);
}

async function join(base: string, admin: Api, username: string, role: Role): Promise<Api> {
  const person = { username, name: username, unitId: null, roles: [{ role, unitId: '' }] };
  return activate(base, (await admin.call(addPerson, person)).invitePath);
}

/** The demo's pool of gas works, where nobody waits for publicity here, and one member with an account. */
export async function oneMember(
  baseUrl: string,
  username: string,
  name: string,
): Promise<{ pool: string; unit: string }> {
  const base = `${baseUrl}/${SLUG}/api`;
  const [admin, office] = [await signedIn(baseUrl, SLUG, 'admin'), await signedIn(baseUrl, SLUG, 'office')];
  const keeper = await join(base, admin, `${username}-keeper`, 'expert_admin');
  const judge = await join(base, admin, `${username}-judge`, 'committee_lead');
  const [now] = (await admin.call(pools.expertRules, { field: '' })).items;
  const body = { ...(now?.body as object), publicityDays: 0, reviewers: 1, minYears: 0, needsEvidence: false };
  await admin.call(pools.addExpertRule, {
    ...{ field: 'gas', version: 0, body: pools.ruleBody.parse(body), basis: '演练', effectiveFrom: local(0) },
  });
  const unit = (await office.call(units, {})).items[0];
  const pool = (await office.call(pools.pools, { limit: 100 })).items.find((one) => one.field === 'gas');
  if (!pool) throw new Error('the demo has no pool of gas works');
  const { id } = await keeper.call(experts.create, {
    ...{ name, employer: '市燃气设计院', identityNumber: '11010519491231002X', phone: '13800000000' },
    poolIds: [pool.id],
  });
  const [seat] = (await keeper.call(seats.seats, { poolId: pool.id, limit: 10 })).items;
  await appointed({ keeper, judge, office }, seat?.id ?? '');
  const { invitePath } = await keeper.call(experts.signIn, { id, username });
  await activate(base, invitePath);
  return { pool: pool.title, unit: unit?.name ?? '' };
}

async function appointed(
  { keeper, judge, office }: Record<'keeper' | 'judge' | 'office', Api>,
  id: string,
): Promise<void> {
  const seen = async () => ({ id, version: (await keeper.call(seats.seat, { id })).version });
  await keeper.call(seats.check, await seen());
  await judge.call(seats.review, { ...(await seen()), opinion: 'approve', words: '专业对口', pins: {} });
  await keeper.call(seats.publicise, { ...(await seen()), fromDay: local(0) });
  await office.call(seats.appoint, { ...(await seen()), letterNo: '演安办聘〔2026〕1号' });
}
