import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { checklist } from '../lib/build.ts';

export const checklists: PackTemplate[] = [
  checklist('six-haves', '街道（乡）应急能力“六有”', ['有班子', '有机制', '有预案', '有队伍', '有物资', '有培训演练'], {
    use: '达标自查',
    source: '001-24',
  }),
  checklist('three-haves', '示范村（社区）志愿队“三有”', ['有场地设施', '有装备物质', '有工作制度'], {
    use: '达标自查',
    source: '001-24',
  }),
  checklist('four-always', '非煤矿山“四个一律”', ['停产整顿', '关闭取缔', '上限处罚', '追究法律责任'], {
    sector: 'mine',
    use: '执法结果',
    source: '001-13',
  }),
  checklist('one-list-four', '重大火灾隐患“一单四制”', ['列入清单', '交办', '台账', '销号', '通报'], {
    sector: 'fire',
    use: '督办',
    source: '001-17',
  }),
  checklist('meeting-three-cards', '班组“一会三卡”', ['班组安全会', '动工卡', '体检卡', '应急卡'], {
    use: '班组',
    source: '001-6',
  }),
  checklist('four-elements', '本质安全“四要素”', ['人', '物', '制度', '时空环境'], {
    use: '原因分析',
    source: '001-6',
  }),
];
