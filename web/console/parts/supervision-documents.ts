import type { ClientOutput } from '../../../workers/contract/route.ts';
import type { summons } from '../../../workers/contract/summonses.ts';
import type { order } from '../../../workers/contract/supervision.ts';
import { dayOf } from '../format.ts';
import { type Block, blocksOf, dateWords, type OfficialDocument } from './official-doc.ts';

export type Order = ClientOutput<typeof order>;
export type Summons = ClientOutput<typeof summons>;
const p = (text: string): Block => ({ kind: 'p', text });

/** 督办单 as it is served. */
export function orderDocument(order: Order): OfficialDocument {
  const limit = order.dueDay ? `请于${dateWords(order.dueDay)}前将办理结果书面报送我办。` : '';
  return {
    redHead: order.redHead,
    number: order.number ? `督办单${order.number}` : '督办单（草稿，送达时编号）',
    title: order.title,
    addressees: `${order.unitName}：`,
    blocks: [...blocksOf(order.demand), ...(limit ? [p(limit)] : [])],
    signature: order.issuer,
    day: order.servedAt ? dayOf(order.servedAt) : '',
  };
}

/** 约谈通知书 as it is sent. */
export function summonsDocument(summons: Summons): OfficialDocument {
  const { talkDay, talkTime, talkPlace, presiding, rule, who } = summons;
  const months = rule.months === 1 ? '一个月' : `${rule.months}个月`;
  const since = rule.from === 'bulletin' ? '通报' : '约谈';
  const written = rule.months > 0 ? `${since}后${months}内` : '约谈后按期';
  return {
    redHead: summons.redHead,
    number: summons.number ? `约谈${summons.number}` : '约谈通知（草稿，通知时编号）',
    title: '约谈通知书',
    addressees: `${summons.unitName}：`,
    blocks: [
      ...blocksOf(summons.grounds),
      p(`经研究，决定对你单位${who}进行约谈，有关事项通知如下。`),
      ...(talkDay
        ? [
            p(`时间：${dateWords(talkDay)}${talkTime && ` ${talkTime}`}`),
            p(`地点：${talkPlace}`),
            p(`主持：${presiding}`),
          ]
        : []),
      p(`请${who}按时到场，说明情况、原因和整改打算，不得委托他人；${written}书面报送整改情况。`),
    ],
    signature: summons.issuer,
    day: summons.notifiedAt ? dayOf(summons.notifiedAt) : '',
  };
}
