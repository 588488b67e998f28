import * as duties from '../../../workers/contract/duties.ts';
import { workspaces } from '../../../workers/contract/meetings.ts';
import type { ClientInput } from '../../../workers/contract/route.ts';
import { whoami } from '../../../workers/contract/session.ts';
import { templates } from '../../../workers/contract/settings.ts';
import { type Desk, keyOf } from './client.ts';
import type { Desks } from './stage.ts';
import type { DemoTenant } from './tenants.ts';

const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const unit = (key: string) => `unit-${key}`;

/** What each owes and how far it is: a department's list, a leader's list of the year, duty reports, self-checks. */
export async function stageDuties(tenant: DemoTenant, desks: Desks): Promise<void> {
  const year = Number(today().slice(0, 4));
  await stageLists(tenant, desks, year);
  await stageReports(desks, year);
  await stageChecks(tenant, desks);
}

type Fields = ClientInput<typeof duties.addDutyList>;

/** In force, its first lines done. */
async function published(office: Desk, doer: Desk, key: string, fields: Fields, done: readonly string[]) {
  const find = async (state: 'published' | 'draft') =>
    (await office.call(duties.dutyLists, { state, limit: 100 })).items.find((list) => list.title === fields.title);
  let list = (await find('published')) ?? (await find('draft'));
  if (!list) {
    await office.call(duties.addDutyList, fields, key);
    list = await find('draft');
  }
  if (!list) return;
  if (list.state === 'draft') await office.call(duties.publishDutyList, { id: list.id, version: list.version });
  const { items, publishedOn } = await office.call(duties.dutyList, { id: list.id });
  for (const [i, evidence] of done.entries()) {
    const line = items[i];
    if (line && line.doneOn === null) {
      await doer.call(duties.tickLine, { id: line.id, doneOn: publishedOn ?? today(), evidence });
    }
  }
}

async function stageLists({ slug, housing }: DemoTenant, { office, housing: clerk, leader }: Desks, year: number) {
  const basis = '三管三必须';
  await published(
    office,
    clerk,
    keyOf(slug, 'd', 'department'),
    {
      kind: 'department',
      title: '区国土住建局安全生产监管责任清单',
      unitId: unit(housing),
      holder: '',
      lines: [
        { words: '监督房屋建筑和市政工程施工安全，危大工程专项方案逐项审查。', basis, sector: 'construction' },
        { words: '组织既有自建房安全隐患排查整治，经营性自建房动态建档。', basis, sector: 'self_built' },
        { words: '对建筑起重机械办理使用登记，组织季度抽查。', basis, sector: 'construction' },
        { words: '牵头建筑施工安全专委会，每季度至少召开一次会议。', basis: '专委会工作规则' },
      ],
    },
    ['在建项目 6 个，危大工程专项方案全部完成论证和审查。', '完成经营性自建房排查 214 栋，C、D 级 3 栋已停用。'],
  );
  const me = await leader.call(whoami, {});
  const due = (day: string) => `${year}-${day}`;
  await published(
    office,
    leader,
    keyOf(slug, 'd', 'leader'),
    {
      kind: 'leader_year',
      title: `${me.name}${year}年度安全生产重点任务清单`,
      unitId: unit('admin'),
      personId: me.personId,
      holder: '分管负责人',
      year,
      lines: [
        { words: '每季度至少主持召开一次安委会会议，研究解决重点难点问题。', dueDay: due('12-31') },
        { words: '春节、国庆前各带队开展一次安全检查。', dueDay: due('09-30') },
        { words: '牵头包保一项重大事故隐患整改，直至销号。', dueDay: due('12-15') },
        { words: '听取一次街道述职，提出评议意见。', dueDay: due('12-31') },
        { words: '组织一次综合应急演练。', dueDay: due('06-30') },
      ],
    },
    ['主持召开三次全体会议，议定事项 11 项全部交办。', '节前带队检查商场、加油站、在建工地，发现问题 9 项，已交办。'],
  );
}

const REPORT = `一、履职情况
定期召开会议研究安全生产，带队检查企业和小区，发现问题逐项交办。
二、存在问题
小区电动自行车集中充电点仍然不足，九小场所复查频次不够。
三、下一步打算
年底前建成充电点，对九小场所每季度复查一遍。`;

async function stageReports({ office, street, fire }: Desks, year: number): Promise<void> {
  const { items: places } = await office.call(workspaces, { limit: 100 });
  const unitIds = [...places.map((u) => u.id), unit('emergency'), unit('fire'), unit('land_housing')];
  await office.call(duties.scheduleReports, { year, unitIds, dueDay: `${year}-12-25` });
  for (const [desk, score] of [
    [street, 92],
    [fire, undefined],
  ] as const) {
    const list = await desk.call(duties.dutyReports, { year, limit: 100 });
    const own = list.items.find((r) => r.mine);
    if (own?.state !== 'scheduled') continue;
    const { id, version } = await desk.call(duties.submitReport, { id: own.id, version: own.version, words: REPORT });
    const comment = '问题找得准，措施具体；充电点建设要抓紧。';
    if (score) await office.call(duties.scoreReport, { id, version, score, comment });
  }
}

/** The street shown answers for itself; nobody answers for another. */
async function stageChecks({ street }: DemoTenant, desks: Desks): Promise<void> {
  const { items } = await desks.office.call(templates, { kind: 'checklist', limit: 100 });
  const checks = items.filter((t) => (t.body as { use?: string }).use === '达标自查');
  const unitId = unit(street);
  for (const [n, template] of checks.entries()) {
    const { items: there } = await desks.office.call(duties.selfChecks, { templateId: template.id, limit: 100 });
    const asked = (template.body as { items?: string[] }).items ?? [];
    if (there.some((c) => c.unitId === unitId)) continue;
    const answers = asked.map((_, k) =>
      k % 4 === 3 && n > 0 ? { answer: 'no' as const, note: '正在筹建，年底前到位。' } : { answer: 'yes' as const },
    );
    await desks.street.call(duties.addSelfCheck, { templateId: template.id, unitId, items: answers });
  }
}
