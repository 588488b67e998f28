import * as fc from 'fast-check';
import type { NoticeReading, NoticeSpan } from '../../workers/contract/notices.ts';
import { squeeze } from '../../workers/domain/notices/text.ts';

/** Pieces that notices are made of, in any order: more telling than random letters. */
const PIECES = (
  '\n|\r\n| |\t|　|。|，|；|、|：|（|）|(|)|【|】|〔|〕|《|》|“|”|一、|二、|三、|（一）|（二）|1.|2.|3．|（1）|①|②|第一，|第一条|十九|一是|' +
  '责任单位：|责任单位|牵头单位：|配合单位：|完成时限：|时限|责任领导：|序号|工作任务|备注|牵头|配合|会同|督促|负责|按职责分工负责|' +
  '具体实施|等|等部门|和|及|由|以及|市应急局|省文化和旅游厅|各市、县（区）人民政府|各街道|有关部门|区委、区政府督查室|某某|2021年|' +
  '二〇二四年|4月底前|13月32日|2月30日前|上半年|长期坚持|见成效，长期坚持|每半月一次|每月1日前|20分钟内上报|年底前完成|' +
  '关于做好工作的通知|安委〔2021〕9号|2021年2月5日|市安全生产委员会|列首位的为牵头单位|- 3 -|\u0000|\u200b|\ud83d|😀|ａ１|．'
).split('|');
const STATEMENTS = [
  '（责任单位：市应急局、市公安局；完成时限：2021年上半年见成效，长期坚持）',
  '（市应急局牵头，各市、县（区）人民政府、市公安局等部门配合，12月底前完成）',
  '（责任单位：市应急局（牵头）、市公安局；列首位的为牵头单位，下同）',
  '（市应急局会同有关部门负责）',
  '\n牵头单位：市应急局\n责任单位：市公安局、市交\n通运输局\n完成时限：每月25日前\n',
  '由市应急局牵头，市公安局配合。',
  '\n序号\t工作任务\t责任单位\t完成时限\n1\t做好\t工作\t市应急局\t6月\n2\t执法\t市公安局\t\t年底\n',
  '\n序号\n任务\n责任单位\n1\n做好工作\n市应急局\n2\n执法\n市公安局\n',
  '（责任单位：市应急局',
];
const pieces = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 3, arbitrary: fc.constantFrom(...STATEMENTS) },
      { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    ),
    { maxLength: 60 },
  )
  .map((words) => words.join(''));
/** A proper notice with something cut out and something put in. */
const spoilt = fc
  .tuple(fc.shuffledSubarray(STATEMENTS), fc.nat(400), fc.nat(30), fc.constantFrom(...PIECES))
  .map(([chosen, at, cut, piece]) => {
    const text = chosen.map((statement, i) => `${i + 1}.加强管理。4月底前完成整改${statement}`).join('\n');
    return text.slice(0, at) + piece + text.slice(at + cut);
  });

/** Texts of any letters, and texts that look like notices gone wrong. */
export const anyNotice = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), pieces, spoilt);

/** What is wrong with a reading's places; empty when every value stands where it says. */
export function misplaced(text: string, reading: NoticeReading): string[] {
  const wrong: string[] = [];
  const check = (what: string, span: NoticeSpan | null, value?: string | null) => {
    if (span === null) {
      if (value) wrong.push(`${what}: no place`);
      return;
    }
    const [a, b] = span;
    if (!(a >= 0 && a <= b && b <= text.length)) wrong.push(`${what}: ${a}–${b} of ${text.length}`);
    else if (typeof value === 'string' && squeeze(text.slice(a, b)) !== value)
      wrong.push(`${what}: ${text.slice(a, b)} ≠ ${value}`);
  };
  check('title', reading.spans.title, reading.title);
  check('docNo', reading.spans.docNo, reading.docNo);
  check('issuer', reading.spans.issuer, reading.issuer);
  check('issuedOn', reading.spans.issuedOn);
  let end = 0;
  for (const item of reading.items) {
    const [a, b] = item.span;
    check(`item ${item.no}`, item.span);
    check(`statement ${item.no}`, item.statement);
    if (a < end) wrong.push(`item ${item.no}: overlaps the one before`);
    end = b;
    for (const unit of item.units) check(`unit of ${item.no}`, unit.span, unit.name);
    for (const leader of item.leaders) check(`leader of ${item.no}`, leader.span, leader.name);
    for (const deadline of item.deadlines) check(`deadline of ${item.no}`, deadline.span, deadline.text);
    if (!squeeze(text.slice(a, b)).includes(item.title)) wrong.push(`title of ${item.no}: ${item.title}`);
  }
  for (const rule of reading.rules) check('rule', rule.span, rule.text);
  for (const doubt of reading.doubts) check(`doubt ${doubt.code}`, doubt.span);
  return wrong;
}
