import type { PackPolicy, PackSetting } from '../../workers/domain/packs/pack.ts';
import { local, rule, stated } from '../lib/build.ts';

/** What the small registers go by: unit profiles, awards, accident reviews, criminal cases. */
export const registerSettings: PackSetting[] = [
  rule(
    'unit.profile',
    {
      kinds: ['department', 'street'],
      required: ['hasBody', 'body', 'bodySince', 'bodyDocNo', 'fullTime', 'leaderId', 'contactId'],
    },
    local('安全监管机构和人员全覆盖：各部门、各街道（镇、乡）填报的必填项'),
  ),
  rule(
    'case.charges',
    {
      charges: [
        { key: 'dangerous_operation', name: '危险作业罪', article: '刑法第一百三十四条之一' },
        { key: 'forced_operation', name: '强令、组织他人违章冒险作业罪', article: '刑法第一百三十四条第二款' },
        { key: 'dangerous_goods', name: '危险物品肇事罪', article: '刑法第一百三十六条' },
        {
          key: 'dangerous_substances',
          name: '非法制造、买卖、运输、储存危险物质罪',
          article: '刑法第一百二十五条第二款',
        },
        { key: 'dangerous_driving', name: '危险驾驶罪（违规运输危险化学品）', article: '刑法第一百三十三条之一' },
        { key: 'fake_products', name: '生产、销售不符合安全标准的产品罪', article: '刑法第一百四十六条' },
        { key: 'false_papers', name: '提供虚假证明文件罪', article: '刑法第二百二十九条' },
      ],
    },
    stated('《中华人民共和国刑法》（含刑法修正案（十一））', '2021-03-01'),
  ),
];

export const registerPolicies: PackPolicy[] = [
  {
    key: 'award-recheck',
    entity: 'award',
    kind: 'recheck',
    match: {},
    amount: 365,
    unit: 'day',
    warnBefore: 30,
    escalateAfter: [
      { after: 0, unit: 'working_day', to: 'commission_office' },
      { after: 10, unit: 'working_day', to: 'leader' },
    ],
    ...local('示范创建“回头看”，以创建项目写明的间隔月数为准，到期前三十日提醒'),
    priority: 0,
  },
  {
    key: 'accident-evaluate',
    entity: 'accidentReview',
    kind: 'evaluate',
    match: {},
    amount: 365,
    unit: 'day',
    warnBefore: 60,
    escalateAfter: [
      { after: 0, unit: 'working_day', to: 'commission_office' },
      { after: 5, unit: 'working_day', to: 'leader' },
    ],
    ...stated('《安全生产法》第八十六条：批复事故调查报告后一年内对整改和防范措施落实情况进行评估', '2021-09-01'),
    priority: 0,
  },
];
