import { ROLES } from '../../workers/contract/access.ts';
import * as platform from '../../workers/contract/platform.ts';
import { form } from '../../workers/contract/tips.ts';
import { stageCascade } from './demo/cascade.ts';
import { Desk, unless } from './demo/client.ts';
import { stageDuties } from './demo/duties.ts';
import { stageExperts } from './demo/experts.ts';
import { addGrids } from './demo/grids.ts';
import { stageMeetings } from './demo/meetings.ts';
import { openTenant, signInPeople } from './demo/people.ts';
import { type Desks, stageHazards } from './demo/stage.ts';
import { stageTasks } from './demo/tasks.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_TENANTS, type DemoTenant } from './demo/tenants.ts';
import { enableIntake } from './demo/tip-key.ts';
import { sendTips } from './demo/tips.ts';

/**
 * Addresses and sign-ins of what a fresh system shows, after seven demo tenants were set up through the public API.
 * A second start asks one question: does the last one's tip page work? It is the last thing that is made.
 */
export async function prepareDemo(url: string): Promise<{ lines: string[] }> {
  const last = DEMO_TENANTS.at(-1)!;
  const ready = new Desk(`${url}/${last.slug}/api`).call(form, {});
  if (!(await unless(['tenant_unknown', 'no_role_key'], ready))) await prepareAll(url);
  return { lines: signIns(url) };
}

async function prepareAll(url: string): Promise<void> {
  const base = `${url}/platform/api`;
  const door = await new Desk(base).call(platform.signIn, {
    username: 'operator',
    password: process.env.OPERATOR_PASSWORD || DEMO_PASSWORD,
  });
  const operator = new Desk(base, door.accessToken);
  const all = new Map<string, Desks>();
  for (const [i, tenant] of DEMO_TENANTS.entries()) {
    console.error(`准备演示地区 ${i + 1}/${DEMO_TENANTS.length}：${tenant.name}`);
    await prepare(url, operator, tenant, all);
  }
}

async function prepare(url: string, operator: Desk, tenant: DemoTenant, all: Map<string, Desks>): Promise<void> {
  const no = await openTenant(url, operator, tenant);
  const desks = await signInPeople(url, operator, tenant, no);
  all.set(tenant.slug, desks);
  await addGrids(desks.admin, tenant);
  await stageHazards(tenant, desks);
  await stageCascade(tenant, all);
  if (tenant.hazards === 'many') {
    await stageTasks(tenant, desks);
    await stageMeetings(tenant, desks);
    await stageDuties(tenant, desks);
    await stageExperts(url, tenant, desks);
  }
  await enableIntake(desks.tips, no, [
    { desk: desks.discipline, role: 'discipline' },
    { desk: desks.custodian, role: 'identity' },
    { desk: desks.verifier, role: `verification:unit-${tenant.street}` },
  ]);
  if (tenant.hazards === 'many') await sendTips(url, tenant, desks.tips);
}

function signIns(url: string): string[] {
  const first = DEMO_TENANTS.at(-1)!;
  const people = DEMO_PEOPLE.map((who) => `${who.username}（${ROLES[who.role].label}）`);
  return [
    `首页      ${url}/`,
    `举报页    ${url}/${first.slug}/tip`,
    `工作台    ${url}/${first.slug}/console`,
    `演示地区  ${DEMO_TENANTS.map((t) => `${t.slug} ${t.name}`).join(' · ')}`,
    `登录      ${people.join(' ')} expert（${ROLES.expert.label}，只在 ${first.slug}）；密码、举报密钥口令均为 ${DEMO_PASSWORD}`,
    `运营后台  ${url}/platform   用户 operator，密码同上`,
  ];
}
