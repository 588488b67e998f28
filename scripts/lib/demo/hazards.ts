import type { Place, Username } from './tenants.ts';

export type Until =
  | 'reported'
  | 'dismissed'
  | 'confirmed'
  | 'assigned'
  | 'rectifying'
  | 'submitted'
  | 'returned'
  | 'verified'
  | 'closed';

export interface DemoHazard {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly sector: string;
  readonly by: Extract<Username, 'grid' | 'inspector' | 'office' | 'street'>;
  readonly source: 'grid' | 'enforcement' | 'supervision' | 'covert' | 'department';
  readonly owner: Extract<Place, 'emergency' | 'fire' | 'housing' | 'street'>;
  readonly until: Until;
  readonly address: string;
  readonly enterprise: string;
  readonly major: boolean;
  readonly danger: boolean;
  /** Days to the deadline; otherwise the tenant's time limits say. */
  readonly dueIn: number | undefined;
}

/** The first eight stand in every demo tenant. */
export const FEW = 8;

/**
 * Invented places and firms:
 * title | description | category | sector | who reports | source | owner | where it rests | address | enterprise | marks
 */
const TABLE = `
商业街三楼安全出口上锁 | 疏散门被铁链锁住，门后堆有纸箱，营业时间无法打开。 | fire | fire | inspector | covert | fire | closed | 商业街18号三楼 | 万合百货 |
餐馆后厨未装燃气报警器 | 使用瓶装液化气，未装可燃气体报警装置，软管长约三米并穿墙。 | gas | gas | grid | grid | street | verified | 幸福路52号 | 老味道饭店 |
工地外脚手架连墙件缺失 | 北立面四层以上连墙件拆除未恢复，仍在架上作业。 | construction | construction | inspector | enforcement | housing | rectifying | 和平大道与三环路口 | 恒建三标段 | major due3
化工仓库混放氧化剂和易燃液体 | 两类物品同库存放，无隔离，现场无监测报警。 | chemicals | chemicals | office | supervision | emergency | assigned | 工业园二路7号 | 顺达化工 | major danger due1
小区楼道电动自行车充电 | 一单元楼道停放充电车辆六辆，飞线三处。 | fire | fire | grid | grid | street | submitted | 锦绣花园3号楼一单元 |  |
村道临水急弯无护栏 | 弯道外侧为水塘，长约四十米，无警示桩。 | traffic | road | grid | grid | street | confirmed | 通村公路2公里处 |  |
电梯维保记录与现场不符 | 维保合格证到期一月，记录显示上周维保，现场门锁触点烧蚀。 | special_equipment | special_equipment | inspector | enforcement | emergency | returned | 中心广场写字楼2号梯 | 安捷物业 |
沿街商铺阁楼住人 | 铺面一层经营、阁楼住四人，无第二逃生出口。 | crowded | crowded | street | department | fire | reported | 人民路99号 |  |
粉尘车间除尘系统停用 | 打磨工位除尘风机断电，地面积尘明显，无清扫记录。 | production | industry_trade | inspector | covert | emergency | rectifying | 工业园五路3号 | 鼎盛家具 | major due2
锂电池仓库喷淋阀门关闭 | 仓库湿式报警阀前控制阀关闭，值班员不知情。 | fire | fire | inspector | enforcement | fire | closed | 锂电产业园B区 | 蓝谷新能源 | major
燃气调压箱被车辆撞损 | 箱门变形，有轻微燃气味，已设警戒。 | gas | gas | grid | grid | housing | assigned | 光明西路小学南侧 |  | danger due0
施工塔吊力矩限制器失效 | 现场试验未断电，检测报告已过期。 | construction | construction | office | supervision | housing | submitted | 新城二期5号楼 | 鲁安建设 | major
加油站卸油口静电接地失灵 | 静电接地报警仪无电，卸油作业未停。 | chemicals | chemicals | inspector | enforcement | emergency | closed | 复元三路加油站 | 复元加油站 |
危化品运输车在路边过夜 | 载有罐体的车辆停放居民区旁，驾驶员离车。 | chemicals | transport | street | department | emergency | closed | 兴仁路北段 |  |
有限空间作业无监护人 | 污水井清淤，未检测、未通风，井口无人监护，已当场制止。 | production | industry_trade | inspector | covert | emergency | verified | 污水处理站 | 清源水务 | danger
宾馆消防主机屏蔽多个点位 | 三层以上探测器屏蔽二十二个，主机显示故障。 | fire | fire | inspector | enforcement | fire | returned | 宁波路宾馆 | 悦来宾馆 |
学校食堂燃气软管老化 | 软管表面龟裂，接口用胶带缠绕。 | gas | gas | grid | grid | housing | closed | 第四小学食堂 |  |
仓库彩钢板夹芯可燃 | 现场取样点燃，面积约六百平方米，内有人员值宿。 | fire | fire | office | supervision | fire | rectifying | 物流园6号库 | 通达物流 | major
烟花零售点超量存放 | 许可三十箱，现场六十七箱，另有后屋存放。 | fireworks | fireworks | inspector | enforcement | emergency | closed | 张范集市东头 | 喜庆烟花店 |
高压线下违规吊装 | 吊臂距十千伏线路不足两米，无专人指挥。 | electric | electric | grid | grid | housing | closed | 科技路绿化工程 |  |
山林边焚烧秸秆 | 火点距林缘约三十米，已扑灭，现场无看守。 | forest | forest | grid | grid | street | closed | 张范南山脚 |  |
压力容器安全阀超期未校验 | 两台储气罐安全阀校验日期超过四个月。 | special_equipment | special_equipment | inspector | enforcement | emergency | assigned | 工业园一路12号 | 华锐机械 | due10
公交首末站充电区无消防设施 | 十八个充电桩无灭火器、无监控值守。 | fire | fire | street | department | fire | submitted | 公交首末站 |  |
商场扶梯梳齿板缺齿 | 负一层上行扶梯梳齿板连续缺三齿，仍在运行。 | special_equipment | special_equipment | grid | grid | emergency | verified | 银座广场负一层 | 银汇商场 |
深基坑未按方案支护 | 开挖深度约六米，西侧未支护，坡顶堆土。 | construction | construction | inspector | covert | housing | assigned | 互联网小镇三期 | 中拓基础 | major
网吧二楼窗户焊死 | 外窗防盗网无逃生口，二楼仅一部楼梯。 | crowded | crowded | street | department | fire | confirmed | 兴城路41号 |  |
液氨管道保温层破损 | 制冷间外管道结霜，保温层脱落三米，附近闻到氨味。 | chemicals | industry_trade | inspector | enforcement | emergency | reported | 冷链园1号库 | 鲜达冷链 | danger
旧厂房内夜间有异味和灯光 | 村民反映废弃厂院夜间有车辆进出，气味刺鼻，疑似非法生产。 | illegal | chemicals | grid | grid | emergency | confirmed | 张范旧砖厂院内 |  |
路口信号灯立柱锈蚀倾斜 | 立柱根部锈穿，倾斜约五度。 | traffic | road | grid | grid | street | dismissed | 长白山路与复元五路口 |  |
建筑垃圾堵塞消防车道 | 宽度不足三米，消防车无法通过。 | fire | fire | street | department | street | closed | 祥和小区西门 |  |
`;

function read(line: string): DemoHazard {
  const [title, description, category, sector, by, source, owner, until, address, enterprise, marks = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  const due = /due(\d+)/.exec(marks)?.[1];
  return {
    ...{ title, description, category, sector, by, source, owner, until, address, enterprise },
    major: marks.includes('major'),
    danger: marks.includes('danger'),
    dueIn: due === undefined ? undefined : Number(due),
  } as DemoHazard;
}

export const DEMO_HAZARDS: readonly DemoHazard[] = TABLE.trim().split('\n').map(read);
