import type { TipText } from '../../../workers/protocol/compose.ts';

/** The district in front, or only its kind (区应急管理局); 市场 is no city. */
const BEFORE = /^(?:.{2,8}?(?:[县区旗]|市(?!场))|[省市县区旗](?!场))(?=.{3,})/;

/** Ways people name an office: 枣庄高新区应急管理局 is also 应急管理局 and 应急局. */
function spellings(name: string, district: string): string[] {
  const short = name.startsWith(district) ? name.slice(district.length) : name.replace(BEFORE, '');
  const clipped = short.replace(/(?:综合)?(?:监督)?管理局$/, '局');
  return [name, short, short.replace(/监督管理局$/, '监管局'), clipped].filter((s) => s.length >= 3);
}

/** The spelling of my own unit under which a tip accuses it, or undefined. Compared here, sent nowhere. */
export function accusesOwn(
  words: Pick<TipText, 'text' | 'enterprise'>,
  unitNames: readonly string[],
  district: string,
): string | undefined {
  const said = `${words.enterprise}\n${words.text}`.replace(/\s/g, '');
  return unitNames.flatMap((name) => spellings(name, district)).find((name) => said.includes(name));
}
