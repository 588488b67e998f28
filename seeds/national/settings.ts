import type { PackSetting } from '../../workers/domain/packs/pack.ts';
import { local, rule, stated } from '../lib/build.ts';
import { monthSettings } from './month.ts';
import { registerSettings } from './registers.ts';
import { CATEGORY_SECTORS } from './sectors.ts';

const INCIDENT_LAW = '《生产安全事故报告和调查处理条例》（国务院令第493号）';

/** Asked of a reporter in these words nobody is given away: they ask for the matter, not for whoever saw it. */
const QUESTIONS = [
  { key: 'where', text: '请再说明隐患的具体位置：哪栋楼、哪一层、哪个区域，附近有什么明显标志。' },
  { key: 'still', text: '您最近一次看到时，隐患是否还在？请只说大致日期，不必说明几点几分。' },
  { key: 'when_seen', text: '隐患一般在什么时段能看到，例如白天、夜间、开工时？请不要写出您自己的班次。' },
  { key: 'what', text: '请说明涉及的设备、材料或物品，以及大致数量。' },
  { key: 'people', text: '现场通常大约有多少人？请不要写出姓名和岗位。' },
  { key: 'signs', text: '检查人员到场后，看到什么就能认出您说的问题？' },
  { key: 'hidden', text: '检查时现场可能被怎样遮掩或临时整改？请只说许多人都知道的情况。' },
  { key: 'more', text: '您是否有照片或文件可以补充？上传前请确认其中没有能认出您的内容。' },
  { key: 'safe', text: '您现在是否安全？是否因为反映问题受到为难？' },
];

/** National figures as data of the tenant, each with its basis; a pack of one place replaces some of them. */
export const settings: PackSetting[] = [
  rule(
    'hazard.two_lists',
    { reading: 'hazards_duties', lists: ['问题隐患清单', '整改责任清单'] },
    local('两个清单的读法'),
  ),
  rule('study.every', { days: 92 }, local('党委、政府每季度至少研究一次安全生产')),
  { key: 'tip.categories', value: CATEGORY_SECTORS },
  { key: 'tip.questions', value: QUESTIONS },
  rule(
    'tip.reward_claim',
    {
      days: 60,
      payAnonymousByCode: false,
      where: '本地安全生产委员会办公室财务窗口，工作日办公时间',
    },
    local('接到通知后六十日内领奖；凭码匿名领取由本地决定'),
  ),
  rule(
    'tip.extension',
    { days: 30, times: 1, needsApproval: true },
    local('安监总财〔2012〕63号第十一条；2018年已有新办法，是否沿用由本地确认', '2012-05-02'),
  ),
  rule('tip.identity', { days: 7 }, local('调取封存姓名的申请七日内有效，须两个岗位同意')),
  rule('tip.keys', { rotateDays: 90, keepDays: 730 }, local('岗位密钥每 90 天换一期，旧期保留两年后销毁')),
  rule(
    'tip.retention',
    { not_established: 180, closed: 730 },
    local('举报内容的保存期限：不成立的半年，办结的两年，到期销毁密钥与密文'),
  ),
  rule('tip.flood', { perMinute: 30, maxLevel: 4 }, local('每分钟超过 30 件算突增，提交难度逐级加倍，受理不关闭')),
  rule(
    'security.log',
    { days: 180 },
    stated('《中华人民共和国网络安全法》第二十一条：网络日志留存不少于六个月', '2017-06-01'),
  ),
  rule(
    'tip.attachments',
    { maxFiles: 10, maxBytes: 209_715_200, maxUnclaimedBytes: 21_474_836_480 },
    local('每件举报的附件上限，以及尚未随举报提交的附件合计上限'),
  ),
  rule(
    'expert.rule',
    {
      minYears: 5,
      continuous: false,
      titles: [],
      maxAge: null,
      termYears: 3,
      coolingOffMonths: 12,
      maxOpenEngagements: 5,
      recusal: ['shareholder', 'employee', 'adviser', 'kin'],
    },
    local('专家入库条件'),
  ),
  rule('expert.fee', { dayRateMost: 240_000 }, local('专家费用每日标准上限（分），由本地财政部门确定')),
  rule(
    'expert.vetting',
    {
      publicityUnit: 'working_day',
      remindDays: 60,
      employerYears: 3,
      showEmployer: true,
      prefixes: {
        ...{ chemicals: 'WH', construction: 'JZ', industry_trade: 'GM', gas: 'RQ', fire: 'XF', mine: 'KS' },
        ...{ special_equipment: 'TZ', road: 'JT', electric: 'DQ' },
      },
    },
    local('专家公示、聘期提醒、回避和编号'),
  ),
  rule(
    'incident.clocks',
    {
      unitHeadMinutes: 60,
      eachLevelMinutes: 120,
      supplementDays: 30,
      supplementDaysRoadFire: 7,
      investigationDays: 60,
      investigationExtensionDays: 60,
    },
    stated(`${INCIDENT_LAW}第九至十三条、第二十九条`, '2007-06-01'),
  ),
  rule(
    'incident.grades',
    {
      general: { deaths: 0, injured: 0, loss: 0 },
      larger: { deaths: 3, injured: 10, loss: 10_000_000 },
      major: { deaths: 10, injured: 50, loss: 50_000_000 },
      extraordinary: { deaths: 30, injured: 100, loss: 100_000_000 },
    },
    stated(`${INCIDENT_LAW}第三条，以上含本数、以下不含`, '2007-06-01'),
  ),
  rule('incident.evaluation', { withinMonths: 12 }, stated('《安全生产法》第八十六条', '2021-09-01')),
  rule(
    'report.monthly',
    { day: 1, covers: 'last_month', reviews: 1, bulletins: 1 },
    local('每月1日前报上月情况，一月一调度一通报'),
  ),
  rule(
    'supervision.summons_report_months',
    { months: 1, from: 'talk' },
    local('约谈后一个月内书面报送整改情况；自约谈之日或通报之日起算，由本地确定'),
  ),
  rule(
    'campaign.lead_days',
    { days: 15, units: ['@streets', '@regulators'] },
    local('重点时段前 15 日起草安全检查计划，由安委办交办'),
  ),
  rule('report.hazard_progress', { every: 'month' }, local('隐患整改进度报送周期')),
  ...monthSettings,
  ...registerSettings,
  rule(
    'report.statistics',
    { every: ['quarter', 'year'], signedBy: 'head' },
    stated('《安全生产事故隐患排查治理暂行规定》（安监总局令第16号）第十四条', '2008-02-01'),
  ),
  rule(
    'drill.crowded_places',
    { everyMonths: 6 },
    stated('《生产安全事故应急条例》（国务院令第708号）第八条', '2019-04-01'),
  ),
  rule(
    'drill.government',
    { everyMonths: 24 },
    stated('《生产安全事故应急条例》（国务院令第708号）第八条', '2019-04-01'),
  ),
  rule('penalty.publish', { workingDays: 7 }, stated('《安全生产法》第七十八条', '2021-09-01')),
  rule('measure.cut_off_notice', { hours: 24 }, stated('《安全生产法》第七十条', '2021-09-01')),
  rule(
    'major.closure_gates',
    { gates: ['责任', '措施', '资金', '时限', '预案'], evidence: ['before', 'after', 'opinion'] },
    local('重大隐患治理“五落实”'),
  ),
  rule(
    'major.plan_parts',
    { parts: ['目标和任务', '方法和措施', '经费和物资', '机构和人员', '时限和要求', '安全措施和应急预案'] },
    stated('《安全生产事故隐患排查治理暂行规定》（安监总局令第16号）第十五条', '2008-02-01'),
  ),
  rule(
    'enterprise.safety_insurance',
    { minPerPerson: 400_000, highRiskSectors: 8 },
    stated('应急〔2025〕27号', '2025-01-01'),
  ),
  rule('enterprise.lectures', { perYear: 2 }, local('企业主要负责人讲安全课')),
];

export const hotlines = [
  { name: '火警、抢险救援', number: '119' },
  { name: '安全生产举报', number: '12350' },
  { name: '报警', number: '110' },
  { name: '急救', number: '120' },
  { name: '政务服务便民热线', number: '12345' },
];
