/** What is to be done: the first of them was due yesterday. */
const DUTIES = [
  '开展高层建筑消防设施检查',
  '清理占用消防车通道的杂物',
  '核查自建房经营场所',
  '检查在建工地临时用电',
  '排查瓶装液化气经营点',
  '更换超期燃气软管',
  '规范危险化学品储存',
  '完善应急预案并组织演练',
  '检查客货运车辆动态监控',
  '整治电动自行车违规充电',
  '抽查特种设备检验情况',
  '公布举报电话和二维码',
  '组织新上岗人员培训',
  '检查人员密集场所疏散通道',
  '排查地下管线并现场交底',
  '核对船舶证书和救生设备',
  '检查学校食堂和宿舍用火用电',
  '落实领导带班和值班值守',
  '建立一企一档安全档案',
  '公开曝光典型问题',
  '保障专家检查经费',
  '推动隐患清单逐条销号',
  '检查养老机构夜间值守',
  '加固锈蚀松动的户外广告',
  '总结整治成效并形成报告',
];

const words = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** An order of 25 items for these units, in turn; `overdue` and `due` are days `YYYY-MM-DD`. */
export function noticeText(unitNames: readonly string[], overdue: string, due: string): string {
  const items = DUTIES.map((duty, i) => {
    const lead = unitNames[i % unitNames.length] as string;
    const other = unitNames[(i + 1) % unitNames.length] as string;
    const who = other === lead ? `责任单位：${lead}` : `牵头单位：${lead}；配合单位：${other}`;
    return `${i + 1}.${duty}。要建立台账，逐项整改，结果书面报送。（${who}；完成时限：${words(i === 0 ? overdue : due)}前）`;
  });
  return [
    '关于印发冬春安全生产重点任务分工的通知',
    '演安委〔2026〕12号',
    '各有关单位：',
    '为做好冬春安全生产工作，现将重点任务分工通知如下。',
    '一、重点任务',
    ...items,
    '演练市安全生产委员会',
    words(overdue),
  ].join('\n');
}
