import * as contract from '../../../workers/contract/meetings.ts';
import { committees } from '../../../workers/contract/people.ts';
import * as plans from '../../../workers/contract/plans.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { type Desk, keyOf } from './client.ts';
import type { Desks } from './stage.ts';
import type { DemoTenant } from './tenants.ts';

const DAY_MS = 86_400_000;
const today = (): string => after(new Date().toISOString(), 0, 8);
const after = (day: string, days: number, hours = 0): string =>
  new Date(Date.parse(day) + hours * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
const unit = (key: string) => `unit-${key}`;

/** Days from the meeting | what was decided | who leads, then who supports */
const DECIDED = `
20 | 对辖区烟花爆竹经营点逐家检查，取缔无证经营，建立问题台账。 | emergency police
30 | 完成高层住宅消防车通道划线和可视化管理，清除占道障碍。 | fire land_housing xingren
45 | 对未安装燃气报警器的餐饮场所逐户督促安装，未安装的停止供气。 | economy land_housing
0 | 各街道每周至少带队检查一次，问题清单报区安委办。 |
`;
const MINUTES = `会议传达学习了上级关于今冬明春安全防范工作的部署要求，听取了消防、燃气、道路交通三个专委会的工作汇报。
会议指出，全区安全生产形势总体平稳，但高层住宅消防通道、餐饮场所燃气使用等方面仍有薄弱环节。
会议强调，各成员单位要对照“三管三必须”压实责任，问题清单逐项销号；重大隐患挂牌督办。
会议议定事项由区安委办逐项交办，每月调度。`;

/** A meeting is known by its title, so that a preparation taken up on another day makes no second one. */
async function planned(office: Desk, key: string, fields: Planned): Promise<Meeting> {
  const { title, day, committeeId, agenda } = fields;
  const { items } = await office.call(contract.meetings, { limit: 50 });
  const input = {
    ...{ title, day, committeeId },
    kind: 'plenary' as const,
    time: '09:00',
    place: '管委会三楼会议室',
    agenda: agenda.map(([words, key]) => ({ title: words, unitId: key === undefined ? null : unit(key) })),
  };
  const there = items.find((m) => m.title === title);
  const { id } = there ?? (await office.call(contract.addMeeting, input, key));
  return office.call(contract.meeting, { id });
}
type Meeting = ClientOutput<typeof contract.meeting>;
interface Planned {
  readonly title: string;
  readonly day: string;
  readonly committeeId: string | null;
  readonly agenda: readonly (readonly [words: string, unitKey?: string])[];
}

const AWAY: { readonly [unitId: string]: 'substitute' | 'leave' } = {
  [unit('social')]: 'substitute',
  [unit('finance')]: 'leave',
};

/** A plenary held, its decisions given out as tasks, and the next one in preparation. */
export async function stageMeetings({ slug }: DemoTenant, { office }: Desks): Promise<void> {
  const year = Number(today().slice(0, 4));
  const committee = (await office.call(committees, { limit: 100 })).items.find((c) => c.kind === 'commission');
  const committeeId = committee?.id ?? null;
  const agenda = [['传达上级部署'], ['消防专委会工作汇报', 'fire'], ['燃气专委会工作汇报', 'economy']] as const;
  let m = await planned(office, keyOf(slug, 'm', 3), {
    title: `${year}年第三次全体会议`,
    day: after(today(), -6),
    committeeId,
    agenda,
  });
  const next = async (done: Promise<{ id: string }>) => {
    m = await office.call(contract.meeting, { id: (await done).id });
  };
  if (m.state === 'planned') await next(office.call(contract.notifyMeeting, { id: m.id, version: m.version }));
  if (m.state === 'notified') {
    const resolutions = DECIDED.trim()
      .split('\n')
      .map((line) => {
        const [days, title = '', who = ''] = line.split('|').map((cell) => cell.trim());
        const [lead, ...support] = who.split(' ').filter(Boolean).map(unit);
        return { title, unitId: lead ?? null, support, dueDay: lead ? after(m.day, Number(days)) : null };
      });
    const attendance = m.attendance.map((a) => ({
      unitId: a.unitId,
      status: AWAY[a.unitId] ?? ('present' as const),
    }));
    const { id, version } = m;
    await next(office.call(contract.holdMeeting, { id, version, attendance, minutes: MINUTES, resolutions }));
  }
  if (m.state === 'held' && m.planId === null) {
    await next(office.call(contract.resolutionsToTasks, { id: m.id, version: m.version }));
  }
  if (m.planId !== null) {
    const plan = await office.call(plans.plan, { id: m.planId });
    if (plan.state === 'drafted') await office.call(plans.dispatchPlan, { id: plan.id, version: plan.version });
  }
  await planned(office, keyOf(slug, 'm', 4), {
    title: `${year}年第四次全体会议`,
    day: after(today(), 19),
    committeeId,
    agenda: [['年度安全生产工作总结', 'emergency'], ['街道述职评议'], ['审议下一年度工作要点']],
  });
}
