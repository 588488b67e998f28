import * as parts from '../../../workers/contract/assignments.ts';
import { answerLink, links, offerLink } from '../../../workers/contract/cascade.ts';
import * as plans from '../../../workers/contract/plans.ts';
import * as tasks from '../../../workers/contract/tasks.ts';
import { type Desk, keyOf } from './client.ts';
import type { Desks } from './stage.ts';
import { DEMO_TENANTS, type DemoTenant } from './tenants.ts';

const DAY_MS = 86_400_000;
const TITLE = '全市岁末年初安全防范工作';
/** What | days to the deadline, from the day the plan was made */
const SENT = `
高层建筑、人员密集场所消防安全逐栋排查 | 21
城镇燃气管网和餐饮用户隐患清零 | 35
冬季道路交通安全专项整治 | 49
`;

/** A county takes its city's offer; the last of them also gets the city's plan, and the first one gives it on. */
export async function stageCascade(tenant: DemoTenant, all: ReadonlyMap<string, Desks>): Promise<void> {
  const { parent, slug } = tenant;
  const [city, own] = [all.get(parent ?? ''), all.get(slug)];
  if (parent === undefined || !city || !own) return;
  await link(city.admin, parent, own.admin, slug);
  const counties = DEMO_TENANTS.filter((t) => t.parent === parent);
  if (slug !== counties.at(-1)?.slug) return;
  await sendDown(city.office, parent, counties);
  const first = counties[0]!;
  const { office, street } = all.get(first.slug) ?? own;
  await giveOn(office, street, first);
}

/** Until what the other district was told has arrived there: its outbox is emptied behind the answer. */
async function arrived<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('两个演示地区之间的消息没有送达。');
}

async function link(city: Desk, parent: string, county: Desk, slug: string): Promise<void> {
  const of = async (desk: Desk, other: string) =>
    (await desk.call(links, { limit: 100 })).items.find((l) => l.slug === other);
  if (!(await of(city, slug)))
    await city.call(offerLink, { unitId: `unit-${slug}`, slug }, keyOf(parent, 'link', slug));
  const offer = await arrived(() => of(county, parent));
  if (offer.state === 'offered') {
    await county.call(answerLink, { id: offer.id, version: offer.version, accept: true });
  }
  await arrived(async () => ((await of(city, slug))?.state === 'agreed' ? true : undefined));
}

async function sendDown(office: Desk, city: string, counties: readonly DemoTenant[]): Promise<void> {
  const key = (...of: (string | number)[]) => keyOf(city, 'down', ...of);
  const year = Number(new Date().toISOString().slice(0, 4));
  const fields = { kind: 'work_points' as const, year, title: TITLE, issuer: '安康市安全生产委员会' };
  const { id } = await office.call(plans.addPlan, fields, key('plan'));
  const plan = await office.call(plans.plan, { id });
  if (plan.state !== 'drafted') return;
  const start = Date.parse(plan.createdAt) + 8 * 3_600_000;
  for (const [i, line] of SENT.trim().split('\n').entries()) {
    const [title = '', days] = line.split('|').map((cell) => cell.trim());
    const task = {
      planId: id,
      itemNo: String(i + 1),
      title,
      content: '摸清底数，建立台账，问题逐项整改销号，每月报送进展。',
      dueDay: new Date(start + Number(days) * DAY_MS).toISOString().slice(0, 10),
      units: counties.map((c) => ({ unitId: `unit-${c.slug}`, role: 'responsible' as const })),
    };
    await office.call(tasks.addTask, task, key('task', i));
  }
  const { version } = await office.call(plans.plan, { id });
  await office.call(plans.dispatchPlan, { id, version }, key('dispatch'));
}

/** The county says which of its units do it; one is on its way, so that progress is seen in the city. */
async function giveOn(office: Desk, street: Desk, county: DemoTenant): Promise<void> {
  const plan = await arrived(async () =>
    (await office.call(plans.plans, { limit: 100 })).items.find((p) => p.kind === 'inbound' && p.title === TITLE),
  );
  if (plan.state !== 'drafted') return;
  const doer = `unit-${county.street}`;
  const list = await office.call(tasks.tasks, { planId: plan.id, sort: 'plan', limit: 100 });
  for (const row of list.items) {
    const task = await office.call(tasks.task, { id: row.id });
    if (task.assignments.length > 0) continue;
    const { itemNo, title, content, kind, recurrence, deadlineText, startDay, dueDay, sector, tag, id, version } = task;
    await office.call(tasks.editTask, {
      ...{ id, version, itemNo, title, content, kind, recurrence, deadlineText, startDay, dueDay, sector, tag },
      milestones: [],
      units: [
        { unitId: 'unit-emergency', role: 'lead' },
        { unitId: doer, role: 'implementer' },
      ],
    });
  }
  const { version } = await office.call(plans.plan, { id: plan.id });
  await office.call(plans.dispatchPlan, { id: plan.id, version });
  const { assignments } = await office.call(tasks.task, { id: list.items[0]!.id });
  const part = assignments.find((a) => a.unitId === doer);
  if (part?.state !== 'dispatched') return;
  const taken = await street.call(parts.acknowledge, { id: part.id, version: part.version });
  const note = '已完成 12 栋高层住宅排查。';
  await street.call(parts.progress, { id: part.id, version: taken.version, progress: 40, note });
}
