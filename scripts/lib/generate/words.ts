/** What inspectors and grid workers find: title | description | category | sector | in a hundred are major. All invented. */
const TABLE = `
消防通道被杂物占用 | 疏散走道堆放纸箱和旧家具，净宽不足一米，应急照明不亮。 | fire | fire | 2
电动自行车在楼道充电 | 楼道内停放充电车辆数辆，飞线私接，无灭火器材。 | fire | fire | 1
安全出口上锁 | 营业时间疏散门被链锁锁住，员工不知钥匙在何处。 | fire | fire | 6
灭火器压力不足 | 现场抽查灭火器指针在红区，最近一次检查记录为上年。 | fire | fire | 0
仓库喷淋阀门关闭 | 湿式报警阀前控制阀关闭，值班员说不清原因。 | fire | fire | 8
餐馆未装燃气报警器 | 使用瓶装液化气，未装可燃气体报警装置，软管穿墙。 | gas | gas | 3
燃气软管老化开裂 | 软管表面龟裂，接口用胶带缠绕，钢瓶间无通风。 | gas | gas | 3
调压箱周边堆放可燃物 | 箱体五米内堆放木板，警示标识脱落。 | gas | gas | 1
脚手架连墙件缺失 | 北立面数层连墙件拆除后未恢复，仍有人在架上作业。 | construction | construction | 9
临边洞口无防护 | 楼梯间临边未设护栏，洞口盖板未固定。 | construction | construction | 3
配电箱未接地 | 三级配电箱外壳未接零，漏电保护器失灵。 | construction | construction | 2
深基坑坡顶堆土 | 坡顶一米内堆土超高，监测点被掩埋。 | construction | construction | 15
危化品混放 | 氧化剂与易燃液体同库存放，无隔离，无监测报警。 | chemicals | chemicals | 15
卸油口静电接地失灵 | 静电接地报警仪无电，卸油作业未停止。 | chemicals | chemicals | 8
液氨管道保温层破损 | 制冷间外管道结霜，保温层脱落，附近闻到氨味。 | chemicals | industry_trade | 12
除尘系统停用 | 打磨工位除尘风机断电，地面积尘明显，无清扫记录。 | production | industry_trade | 10
有限空间作业无监护 | 污水井清淤未检测、未通风，井口无人监护，已当场制止。 | production | industry_trade | 10
设备防护罩缺失 | 传动部位裸露，操作工未戴防护用品。 | production | industry_trade | 1
电梯维保记录不符 | 维保合格证到期，记录与现场不一致，门锁触点烧蚀。 | special_equipment | special_equipment | 2
安全阀超期未校验 | 储气罐安全阀校验日期已过，压力表无铅封。 | special_equipment | special_equipment | 3
临水急弯无护栏 | 弯道外侧为水塘，无警示桩，夜间无照明。 | traffic | road | 2
路口信号灯立柱倾斜 | 立柱根部锈穿，倾斜约五度。 | traffic | road | 1
商铺阁楼住人 | 铺面一层经营、阁楼住人，无第二逃生出口。 | crowded | crowded | 8
疏散指示标志损坏 | 二层走道疏散指示标志不亮，方向指示错误。 | crowded | crowded | 0
高压线下违规吊装 | 吊臂距线路不足两米，无专人指挥。 | electric | electric | 4
林缘焚烧秸秆 | 火点距林缘约三十米，已扑灭，现场无看守。 | forest | forest | 1
烟花零售点超量存放 | 存放数量超过许可，后屋另有存放。 | fireworks | fireworks | 10
`;

export interface Finding {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly sector: string;
  /** How likely it is a major one. */
  readonly major: number;
}

export const FINDINGS: readonly Finding[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [title, description, category, sector, major] = line.split('|').map((cell) => cell.trim());
    return { title, description, category, sector, major: Number(major) / 100 } as Finding;
  });

const words = (text: string): readonly string[] => text.split(' ');
export const ROADS = words(
  '人民路 解放路 和平大道 光明西路 幸福路 建设街 新华路 长江路 工业园一路 工业园二路 兴仁路 科技路 站前街 河滨路',
);
export const NAMES = words(
  '万合 鼎盛 顺达 安捷 通达 华锐 中拓 恒建 银汇 蓝谷 清源 鲜达 喜庆 悦来 永兴 宏远 金桥 天成 瑞丰 嘉禾 东升 立信',
);
export const TRADES = words(
  '百货 饭店 化工 物业 物流 机械 基础 家具 新能源 水务 冷链 宾馆 商贸 食品 建材 纺织 汽修 超市 药业 电器',
);
export const REPAIRED = words(
  '已清理并划定禁停区域，每日巡查。 已更换并登记台账，组织员工培训。 已停用并由维保单位修复，附检测报告。 已按方案恢复防护，专人值守。',
);
/** What the office asks of units in a plan. */
export const TASKS = words(
  '燃气安全专项排查 电动自行车集中治理 人员密集场所疏散通道检查 危险化学品企业全覆盖检查 有限空间作业专项执法 建筑施工坍塌防范 粉尘涉爆企业整治 特种设备检验清查 汛期隐患排查 冬春火灾防控 安全生产月宣传 企业主要负责人培训',
);
