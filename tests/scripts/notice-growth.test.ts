import { expect, test } from 'vitest';
import { UnreadableNotice } from '../../workers/domain/notices/problems.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';

/** What the rules of the reader look for, each in a run without an end. */
const RUNS = [
  ...[
    '（',
    '）',
    '(',
    '【',
    '〔2026〕',
    '《',
    '“',
    '1',
    '9.',
    '1.1',
    '、',
    '年',
    '月',
    '日',
    '年月日',
    '2026年',
    '12月',
  ],
  ...[
    '2026年12月31日前',
    '一、',
    '（一）',
    '第一',
    '十',
    '责任单位：',
    '（责任单位：',
    '配合单位：各',
    '市应急局、',
    '牵头',
    '等',
  ],
  ...[
    '县（市、区）',
    '完成时限：',
    '前',
    '底',
    '各',
    '·',
    '|',
    '—',
    '。',
    '；',
    '：',
    '\t',
    '\n',
    ' ',
    '一、\n',
    '1.\n',
  ],
];
const FIRST = '一、做好工作。（责任单位：市应急局）\n';

/** Processor time of this process, the better of two: what other work on the machine does not change. */
function cost(text: string): number {
  const tries = [0, 1].map(() => {
    const from = process.cpuUsage();
    try {
      readNotice(text);
    } catch (error) {
      if (!(error instanceof UnreadableNotice)) throw error;
    }
    const { user, system } = process.cpuUsage(from);
    return user + system;
  });
  return Math.min(...tries);
}

// Four times the text costs four times as much, and sixteen times as much where a rule goes back over what it has read.
test.each(RUNS)('a run of %j costs no more than its length', (run) => {
  for (const before of ['', FIRST]) {
    const of = (length: number) => before + run.repeat(Math.ceil(length / run.length));
    const least = 10_000;
    const [small, large] = [cost(of(20_000)), cost(of(80_000))];
    expect(large, `${small} µs, then ${large} µs`).toBeLessThan(10 * Math.max(small, least));
  }
});
