import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { HALF, STANDING, task, type When } from './when.ts';

const HALF_STANDING: When = { ...HALF, deadline: '2021年上半年见成效，长期坚持', standing: true };

/** Document 004, items 14 to 25. */
export const tasksB: PackTemplate[] = [
  task(
    14,
    '烟花爆竹',
    '查无证经营、场所不合格、人员未培训、超量储存；打非，管好集中燃放，落实禁放限放。',
    ['emergency', 'police'],
    {
      deadline: '2021年2月底前见成效，长期坚持',
      standing: true,
      milestones: [{ text: '见成效', due: '2021-02-28' }],
    },
  ),
  task(
    15,
    '其他行业和森林防火',
    '工贸、特种设备、电力燃气举一反三；冬季森林防火备足力量和物资。',
    ['emergency', 'approval', 'economy', 'land_housing', 'social', 'fire'],
    HALF_STANDING,
  ),
  task(
    16,
    '值班和事故信息报告',
    '领导带班、24小时值班；20分钟报初步情况，1小时书面报核实情况，2小时书面报详情；杜绝漏报迟报瞒报；重点领域每季度一次演练或暗访。',
    ['@streets', '@departments'],
    HALF_STANDING,
  ),
  task(17, '三管三必须', '依法履职，宁可交叉重复、绝不推诿扯皮；主要负责人常到企业检查。', ['@departments'], STANDING),
  task(
    18,
    '企业内部责任体系',
    '督促企业配强专兼职安管人员，落实全员责任制，加大投入，推动技改。',
    ['@regulators'],
    STANDING,
  ),
  task(
    19,
    '考核和巡查',
    '加严考核，定期专项巡查，结果和整改情况纳入考核，用于评优、约谈、调整、追责。',
    ['@streets', 'party_work', 'office'],
    STANDING,
  ),
  task(
    20,
    '安全培训和持证上岗',
    '全员培训，先培训后上岗；高危企业三项岗位持证率百分之百；手指口述，反三违。',
    ['@regulators'],
    HALF,
  ),
  task(21, '警示教育', '组织企业职工集中观看事故警示片。', ['@regulators'], HALF),
  task(22, '常态化应急演练', '督促企业依法开展演练。', ['@regulators'], HALF),
  task(
    23,
    '安全生产费用和劳动防护',
    '企业提取、政府监管、确保需要、规范使用；配齐并督促使用防护用品。',
    ['@regulators'],
    HALF,
  ),
  task(24, '安委办实体化运行', '组织、编制部门研究方案，发挥安委办统筹协调作用。', ['@streets', 'party_work'], HALF),
  task(
    25,
    '监管机构和人员全覆盖',
    '各监管部门和街道设立机构、配备专业人员，提高监管能力。',
    ['@streets', 'party_work', '@regulators'],
    HALF,
  ),
];
