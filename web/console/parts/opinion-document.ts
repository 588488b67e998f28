import { blocksOf, type OfficialDocument } from './official-doc.ts';

export interface SignedOpinion {
  readonly number: string;
  readonly title: string;
  readonly enterprise: string;
  readonly unitName: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly expert: string;
  readonly cardNumber: string;
  readonly opinion: string;
  readonly signature: string;
  readonly day: string;
}

/** 专家意见书, as it is printed and filed. */
export function opinionDocument(of: SignedOpinion): OfficialDocument {
  const by = of.cardNumber ? `专家：${of.expert}（证号 ${of.cardNumber}）` : `专家：${of.expert}`;
  return {
    ...{ redHead: '', number: of.number, title: '专家意见书', addressees: `${of.unitName}：` },
    blocks: [
      { kind: 'p', text: `受检单位：${of.enterprise}。检查日期：${of.fromDay} 至 ${of.toDay}。` },
      { kind: 'p', text: '意见如下。' },
      ...blocksOf(of.opinion),
    ],
    ...{ signature: by, day: of.day },
  };
}
