import { ProtocolError } from './bytes.ts';
import { type ProofKey, readSigned, type Signed, signatureProblem } from './proof.ts';

/** What a district signs on an expert's card. `serial` counts the cards of one member: the highest is the one in force. */
export interface ExpertCard {
  readonly tenant: string;
  readonly tenantName: string;
  readonly number: string;
  readonly name: string;
  readonly pool: string;
  readonly from: string;
  readonly to: string;
  readonly serial: number;
  readonly issued: string;
}
export const CARD_KIND = 'expert-card';

const TEXTS = ['tenant', 'tenantName', 'number', 'name', 'pool', 'from', 'to', 'issued'] as const;
const DAYS = ['from', 'to', 'issued'] as const;

/** Not yet believed. @throws ProtocolError for what is no card */
export function readCard(jws: string): { card: ExpertCard; signed: Signed } {
  try {
    const signed = readSigned(jws);
    const { claims } = signed;
    const whole =
      claims.kind === CARD_KIND &&
      TEXTS.every((name) => typeof claims[name] === 'string') &&
      DAYS.every((name) => /^\d{4}-\d\d-\d\d$/.test(String(claims[name]))) &&
      Number.isInteger(claims.serial);
    if (!whole) throw new Error();
    return { card: claims as unknown as ExpertCard, signed };
  } catch {
    throw new ProtocolError('not a card');
  }
}

export type CardWhy = 'not_a_card' | 'unknown_key' | 'wrong_signature' | 'no_ed25519';
export type CardVerdict =
  | { readonly good: true; readonly card: ExpertCard }
  | { readonly good: false; readonly why: CardWhy };

/** Checks a card with WebCrypto alone, without a network: that it is real, not whether it is still in force. */
export async function checkCard(jws: string, keys: readonly ProofKey[]): Promise<CardVerdict> {
  let read: ReturnType<typeof readCard>;
  try {
    read = readCard(jws);
  } catch {
    return { good: false, why: 'not_a_card' };
  }
  const why = await signatureProblem(read.signed, keys);
  return why ? { good: false, why } : { good: true, card: read.card };
}

const WHY: Readonly<Record<CardWhy, string>> = {
  not_a_card: '这不是一张专家证：内容不完整，或不是本系统签发的格式。',
  unknown_key: '无法认定：给出的公钥里没有签发这张证的那一把。它可能来自另一个平台，或公钥文件太旧。',
  wrong_signature: '这张专家证不属实：签名对不上，内容被改动过，或是伪造的。',
  no_ed25519: '这个浏览器不会核对这种签名（Ed25519），因此没有结论。请换用新版的浏览器，或用命令行核对。',
};

/** The verdict in words. `here`: the district one is asking; `today`: to say whether the term is over. */
export function sayCard(verdict: CardVerdict, today: string, here = ''): string {
  if (!verdict.good) return WHY[verdict.why];
  const { card } = verdict;
  const other = here !== '' && card.tenant !== here ? `这是${card.tenantName}的专家证，不是本地区的。` : '';
  const over = card.to < today ? `聘期已于 ${card.to} 届满。` : '';
  const said = `${card.name}，${card.tenantName}${card.pool}专家，编号 ${card.number}，聘期 ${card.from} 至 ${card.to}，第 ${card.serial} 次发证。`;
  return `签名属实：${said}${other}${over}断网只能核对真伪，是否暂停、解聘要联网查。`;
}
