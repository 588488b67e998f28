import * as parts from '../../../workers/contract/assignments.ts';
import * as plans from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { templates } from '../../../workers/contract/settings.ts';
import * as tasks from '../../../workers/contract/tasks.ts';
import { type Desk, keyOf } from './client.ts';
import type { Desks } from './stage.ts';
import type { DemoTenant, Username } from './tenants.ts';

const DAY_MS = 86_400_000;
type Part = ClientOutput<typeof tasks.task>['assignments'][number];
type Until = 'dispatched' | 'acknowledged' | 'in_progress' | 'submitted' | 'returned' | 'accepted';

/**
 * A campaign of the last weeks: title | what | days to the deadline, counted from today | who carries it out, leader first |
 * how far each of them is, in that order
 */
const CAMPAIGN = `
高层建筑消防设施检查 | 对高层住宅逐栋检查消火栓、自动报警、防排烟设施，建立台账。 | -12 | fire housing street | in_progress accepted acknowledged
人员密集场所疏散通道整治 | 商场、宾馆、网吧安全出口上锁和通道堵塞问题清零。 | -3 | fire street | submitted in_progress
电动自行车集中充电点建设 | 老旧小区按户数配建充电桩，拆除飞线。 | 1 | housing street | in_progress in_progress
餐饮场所燃气报警器安装 | 使用燃气的餐饮场所全部安装报警和联动切断装置。 | 9 | housing emergency street | acknowledged dispatched acknowledged
冬季取暖用火用电宣传 | 入户宣传到每个村居，重点关注独居老人。 | 16 | street fire | submitted accepted
化工企业冬季四防检查 | 防冻、防凝、防火、防爆措施逐企检查。 | 24 | emergency | returned
专项行动总结 | 各责任单位报送总结和问题隐患清单。 | 45 | emergency fire housing street | dispatched dispatched dispatched dispatched
`;
const HANDLERS = { emergency: 'unit', fire: 'fire', housing: 'housing', street: 'street' } as const;
type Handler = keyof typeof HANDLERS;
const ORDER: readonly Until[] = ['dispatched', 'acknowledged', 'in_progress', 'submitted', 'accepted'];
const reaches = (until: Until, step: Until): boolean =>
  ORDER.indexOf(until === 'returned' ? 'submitted' : until) >= ORDER.indexOf(step);

/** The year's work points out of the pack's templates, and a campaign under way, both dispatched and partly done. */
export async function stageTasks(tenant: DemoTenant, desks: Desks): Promise<void> {
  await stageCampaign(tenant, desks);
  await stageWorkPoints(tenant, desks);
}

const unitOf = (tenant: DemoTenant, who: Handler): string =>
  `unit-${who === 'housing' || who === 'street' ? tenant[who] : who}`;

/** Counted from the day the plan was made, so that a preparation taken up again later asks for the same days. */
async function calendar(office: Desk, planId: string): Promise<(days: number) => string> {
  const { createdAt } = await office.call(plans.plan, { id: planId });
  return (days) => new Date(Date.parse(createdAt) + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
}

async function giveOut(office: Desk, id: string, key: string): Promise<void> {
  const { state, version } = await office.call(plans.plan, { id });
  if (state === 'drafted') await office.call(plans.dispatchPlan, { id, version }, key);
}

async function stageCampaign(tenant: DemoTenant, desks: Desks): Promise<void> {
  const { office } = desks;
  const key = (...of: (string | number)[]) => keyOf(tenant.slug, 'c', ...of);
  const title = '冬春火灾防控专项行动';
  const year = Number(new Date().toISOString().slice(0, 4));
  const { id: planId } = await office.call(plans.addPlan, { kind: 'campaign', year, title, tag: title }, key('plan'));
  const day = await calendar(office, planId);
  const made: { id: string; who: Handler[]; until: Until[] }[] = [];
  for (const [i, line] of CAMPAIGN.trim().split('\n').entries()) {
    const [name = '', content, due, who = '', until = ''] = line.split('|').map((cell) => cell.trim());
    const units = who.split(' ') as Handler[];
    const fields = {
      itemNo: String(i + 1),
      title: name,
      content,
      tag: title,
      startDay: day(-30),
      dueDay: day(Number(due)),
      units: units.map((u, n) => ({ unitId: unitOf(tenant, u), role: n === 0 ? 'lead' : 'support' }) as const),
    };
    const { id } = await office.call(tasks.addTask, { planId, ...fields }, key('task', i));
    made.push({ id, who: units, until: until.split(' ') as Until[] });
  }
  await giveOut(office, planId, key('dispatch'));
  for (const task of made) {
    const { assignments } = await office.call(tasks.task, { id: task.id });
    for (const [n, who] of task.who.entries()) {
      const part = assignments.find((a) => a.unitId === unitOf(tenant, who));
      if (part) await bring(part, task.until[n] ?? 'dispatched', desks[HANDLERS[who]], office, key);
    }
  }
}

/** A part on its way, from wherever it stands. */
async function bring(
  part: Pick<Part, 'id' | 'state' | 'version'>,
  until: Until,
  unit: Desk,
  office: Desk,
  key: (...of: string[]) => string,
): Promise<void> {
  const { id } = part;
  let { state, version } = part;
  const take = async (from: readonly string[], work: (name: string) => Promise<{ state: string; version: number }>) => {
    if (!from.includes(state)) return;
    const done = await work(key(id.slice(-12), state));
    state = done.state as Part['state'];
    version = done.version;
  };
  if (!reaches(until, 'acknowledged')) return;
  await take(['dispatched'], (name) => unit.call(parts.acknowledge, { id, version }, name));
  if (!reaches(until, 'in_progress')) return;
  const note = '已部署排查，完成台账登记，发现的问题正在逐项整改。';
  await take(['acknowledged'], (name) => unit.call(parts.progress, { id, version, progress: 60, note }, name));
  if (!reaches(until, 'submitted')) return;
  const report = '已按要求全部完成，台账和佐证材料齐全，请予认可。';
  await take(['in_progress'], (name) => unit.call(parts.submit, { id, version, note: report }, name));
  if (until === 'accepted') {
    await take(['submitted'], (name) => office.call(parts.acceptPart, { id, version, opinion: '同意。' }, name));
  }
  if (until === 'returned') {
    const reason = '少两家企业的检查记录，请补齐后再报。';
    await take(['submitted'], (name) => office.call(parts.returnPart, { id, version, reason }, name));
  }
}

const MIX: readonly Until[] = ['accepted', 'in_progress', 'acknowledged', 'submitted', 'in_progress', 'dispatched'];

/** Twenty-five items for every unit: most are acknowledged, those of the units shown are further. */
async function stageWorkPoints(tenant: DemoTenant, desks: Desks): Promise<void> {
  const { office } = desks;
  const key = (...of: (string | number)[]) => keyOf(tenant.slug, 'w', ...of);
  const { items } = await office.call(templates, { kind: 'task', limit: 100 });
  const year = Number(new Date().toISOString().slice(0, 4));
  const fields = { kind: 'work_points' as const, year, title: `${year}年安全生产工作要点` };
  const templateIds = items.map((t) => t.id);
  const { id: planId } = await office.call(plans.planFromTemplates, { ...fields, templateIds }, key('plan'));
  const day = await calendar(office, planId);
  const list = await office.call(tasks.tasks, { planId, sort: 'plan', limit: 100 });
  for (const [i, row] of list.items.entries()) if (row.stage === 'drafted') await redate(office, row.id, i, day, key);
  await giveOut(office, planId, key('dispatch'));

  const own = new Map((Object.keys(HANDLERS) as Handler[]).map((who) => [unitOf(tenant, who), HANDLERS[who]]));
  const others: { id: string; version: number }[] = [];
  let n = 0;
  for (const row of list.items) {
    const { assignments } = await office.call(tasks.task, { id: row.id });
    for (const part of assignments) {
      const who: Username | undefined = own.get(part.unitId);
      n += 1;
      if (who && n % 2 === 0) await bring(part, MIX[n % MIX.length]!, desks[who], office, key);
      else if (part.state === 'dispatched' && n % 5 !== 0) others.push({ id: part.id, version: part.version });
    }
  }
  for (let i = 0; i < others.length; i += 100) {
    const some = others.slice(i, i + 100);
    await office.call(parts.bulkAcknowledge, { items: some }, key('acknowledge', some[0]!.id.slice(-12)));
  }
}

/** The pack's days are those of its document: its drafts are moved round today, a few of them late. */
async function redate(
  office: Desk,
  id: string,
  i: number,
  day: (days: number) => string,
  key: (...of: (string | number)[]) => string,
): Promise<void> {
  const task = await office.call(tasks.task, { id });
  const own = task.steps.filter((s) => s.assignmentId === null);
  if (task.dueDay === null && own.length === 0) return;
  const last = ((i * 7) % 60) - 8;
  const { itemNo, title, content, kind, recurrence, deadlineText, sector, tag, version } = task;
  const change = {
    ...{ id, version, itemNo, title, content, kind, recurrence, deadlineText, sector, tag },
    startDay: day(-40),
    dueDay: task.dueDay && day(last),
    milestones: own.map((s, n) => ({ title: s.title, dueDay: day(last - 10 * (own.length - 1 - n)) })),
    units: task.assignments.map(({ unitId, role }) => ({ unitId, role })),
  };
  await office.call(tasks.editTask, change, key('redate', i));
}
