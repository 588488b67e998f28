import type { NoticeDeadline } from '../../contract/notices.ts';
import { datePhrases, type YearSense } from './dates.ts';
import { EVERY, recurrenceIn, WITHIN, type Wording, withinOf } from './deadlines.ts';
import { type Clean, spanOf, wordsOf } from './text.ts';

const DUTY =
  /完成|整改|报送|上报|报告|书面|报[省市区县州]|实现|建成|建立|达到|到位|出台|制定|印发|启动|清零|销号|还|提交|组织|开展|落实|兑现|投产|开工|竣工|覆盖|关闭|退出|淘汰|投入使用|公布|公示|安装|配备|反馈|备案|汇总|总结|验收|部署|动员/;
/** A later date granted to citizens and firms, or a time that something lasted, is no duty of a unit. */
const GRANTED = /延长|延期|延至|顺延|展期|缓缴|推迟|截至|截止|自|从|期间|有效期/;
const ASIDE = /^(的|已|起|以来|签|出生|成立的|登记|取得|入职|投保|参保)/;
const REPORTS = /报告|上报|报送|书面报|报[省市区县州]|答复|反馈|通报|整改|制定|移送|报备|续报/;
const REPEATED =
  /次|日前|号前|报|召开|调度|通报|开展|组织|抽考|抽查|检查|更新|公布|会商|研判|分析|演练|培训|巡查|督查|评估|考核|一(检查|总结|督导|排名|评比|会商|研判)/;

/** Dated duties in an item's own sentences: 务必于4月底前全部整改到位, 每半月一次向…报告, 20分钟内上报. */
export function bodyDeadlines(text: Clean, from: number, to: number, sense: YearSense): Wording[] {
  const { s } = text;
  const out: (Wording & { a: number })[] = [];
  for (const [a, b] of sentences(s, from, to)) {
    for (const phrase of datePhrases(s, a, b, sense)) {
      const before = s.slice(Math.max(a, phrase.a - 14), phrase.a);
      const clause = s.slice(phrase.b, Math.min(b, phrase.b + 40));
      if (!phrase.limits || /[至到—从自每\d-]$/.test(before) || GRANTED.test(before.split('，').at(-1)!)) continue;
      if (s.startsWith('全年', phrase.b - 2)) continue;
      const bounded = /[前内止]$/.test(s.slice(phrase.a, phrase.b));
      if (ASIDE.test(clause) || !DUTY.test(bounded ? clause : clause.slice(0, 6))) continue;
      const what = wordsOf(text, phrase.b, clauseEnd(s, phrase.b, b));
      const deadline: NoticeDeadline = {
        text: wordsOf(text, phrase.a, phrase.b),
        kind: 'date',
        ...(phrase.date ? { date: phrase.date } : {}),
        ...(what ? { what } : {}),
        from: 'body',
        span: spanOf(text, phrase.a, phrase.b),
      };
      out.push({ a: phrase.a, deadline, noYear: !phrase.date && !phrase.impossible, impossible: phrase.impossible });
    }
    out.push(...repeated(text, a, b), ...relative(text, a, b));
  }
  out.sort((x, y) => x.a - y.a);
  return out.filter((one, i) => i === 0 || one.deadline.span[0] >= out[i - 1]!.deadline.span[1]);
}

function repeated(text: Clean, from: number, to: number): (Wording & { a: number })[] {
  const out: (Wording & { a: number })[] = [];
  const every = new RegExp(EVERY, 'g');
  for (const match of text.s.slice(from, to).matchAll(every)) {
    const a = from + match.index;
    const end = clauseEnd(text.s, a, Math.min(to, a + 40));
    const words = text.s.slice(a, end);
    const recurrence = recurrenceIn(words);
    const sum = /元|%|％|公斤|平方|吨/.test(words) || /[每人户台辆]$/.test(text.s.slice(Math.max(from, a - 1), a));
    if (!recurrence || sum || !REPEATED.test(words.slice(0, 24)) || /^每年\d/.test(words)) continue;
    const deadline: NoticeDeadline = {
      text: wordsOf(text, a, end),
      kind: 'recurring',
      recurrence,
      from: 'body',
      span: spanOf(text, a, end),
    };
    out.push({ a, deadline, noYear: false, impossible: false });
  }
  return out;
}

/** Only reports and rectification: 三个月内完成补办 is a citizen's time, not a unit's. */
function relative(text: Clean, from: number, to: number): (Wording & { a: number })[] {
  const out: (Wording & { a: number })[] = [];
  for (const match of text.s.slice(from, to).matchAll(new RegExp(WITHIN, 'g'))) {
    let a = from + match.index;
    const b = a + match[0].length;
    const prefix = /在[^，。；]{1,14}[后起]$/.exec(text.s.slice(Math.max(from, a - 17), a));
    if (!REPORTS.test(text.s.slice(b, Math.min(to, b + 28)))) continue;
    if (prefix) a -= prefix[0].length;
    const within = withinOf(match[0])!;
    const deadline: NoticeDeadline = {
      text: wordsOf(text, a, b),
      kind: 'relative',
      within,
      from: 'body',
      span: spanOf(text, a, b),
    };
    out.push({ a, deadline, noYear: false, impossible: false });
  }
  return out;
}

function* sentences(s: string, from: number, to: number): Generator<[number, number]> {
  let a = from;
  for (let i = from; i < to; i += 1) {
    if (!/[。；！？]/.test(s[i]!)) continue;
    if (i > a) yield [a, i];
    a = i + 1;
  }
  if (to > a) yield [a, to];
}

function clauseEnd(s: string, from: number, to: number): number {
  for (let i = from; i < to; i += 1) if (/[，。；、)”》]/.test(s[i]!)) return i;
  return to;
}
