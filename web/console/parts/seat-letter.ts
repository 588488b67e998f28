import { slug } from '../place.ts';
import { dateWords, downloadOfficial, type OfficialDocument } from './official-doc.ts';
import type { Seat } from './seat-bits.tsx';

/** 聘书 as an official document; the code behind it leads to the card, which says how things stand. */
export function letterOf(seat: Seat): OfficialDocument {
  const { name, employer, poolTitle, number, termFrom, termTo, letterNo } = seat;
  const p = (text: string) => ({ kind: 'p' as const, text });
  return {
    redHead: seat.redHead,
    number: letterNo ?? '',
    title: '聘　书',
    addressees: `${name}同志：`,
    blocks: [
      p(`经材料核验、评审和公示，聘请你（${employer}）为${poolTitle}专家。`),
      p(`编号：${number ?? ''}。`),
      p(`聘期：${dateWords(termFrom ?? '')}至${dateWords(termTo ?? '')}。`),
      p('聘任状态以专家证为准，扫描下方二维码可以核对。'),
    ],
    signature: seat.issuer,
    day: termFrom ?? '',
  };
}

export async function downloadLetter(seat: Seat): Promise<void> {
  const address = `${location.origin}/${slug}/experts/card/${seat.number}`;
  const { pngOf } = await import('./qr-png.ts');
  const picture = { png: await pngOf(address), side: 110, words: '扫码核对专家证' };
  await downloadOfficial({ ...letterOf(seat), picture }, `聘书${seat.number ?? ''}.docx`);
}
