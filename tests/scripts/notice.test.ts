import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Figures, figures, type LabelledItem, scoreNotice } from '../../scripts/lib/notice-score.ts';
import { root } from '../../scripts/lib/settings.ts';
import { UnreadableNotice } from '../../workers/domain/notices/problems.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';
import { misplaced } from '../support/notice-texts.ts';

const DIR = join(root, 'tests/fixtures/notices');
const names = readdirSync(DIR)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5));
const textOf = (name: string) => readFileSync(join(DIR, `${name}.txt`), 'utf8');
const labelsOf = (name: string) =>
  (JSON.parse(readFileSync(join(DIR, `${name}.json`), 'utf8')) as { items: LabelledItem[] }).items;
const PERFECT = { recall: 1, precision: 1, units: 1, leads: 1, deadlines: 1 };

/** What happens to notices on their way: each leaves the words and takes the layout. */
const SPOILT: Record<string, (text: string) => string> = {
  'as written': (text) => text,
  'line breaks lost': (text) => text.replace(/\r?\n/g, ''),
  'line breaks turned into spaces': (text) => text.replace(/\r?\n+/g, ' '),
  'a space behind every character': (text) => text.replace(/([\u4e00-\u9fa5])/g, '$1 '),
  'half-width marks': (text) => text.replace(/[（），：；]/g, (mark) => '(),:;'['（），：；'.indexOf(mark)]!),
  'square brackets': (text) => text.replaceAll('（', '【').replaceAll('）', '】'),
  'closing brackets lost at the ends of lines': (text) => text.replace(/）$/gm, ''),
};
/** A table whose cells stood a line each is lost with its lines, and says so; nothing else is. */
const needsLines = (name: string, how: string) => name === 'cells' && how.startsWith('line breaks');

test.each(Object.keys(SPOILT))('every notice is read whole: %s', (how) => {
  const read = names.filter((name) => !needsLines(name, how));
  expect(read.length).toBeGreaterThan(6);
  for (const name of read) {
    const text = SPOILT[how]!(textOf(name));
    // Spaces part the cells of a table: between all characters they part nothing.
    if (how.startsWith('a space') && (name === 'cells' || name === 'table')) continue;
    const reading = readNotice(text);
    const score = scoreNotice(reading, labelsOf(name));
    expect([name, score.misses, figures(score)]).toEqual([name, [], PERFECT]);
    expect(misplaced(text, reading)).toEqual([]);
  }
});

test('the score counts what is missed, what is too much, and wrong days', () => {
  const labels = labelsOf('lines');
  const reading = readNotice(textOf('lines'));
  const [first, ...others] = reading.items;
  const worse = { ...reading, items: [{ ...first!, units: first!.units.slice(1) }, ...others.slice(1)] };
  const { recall, precision, units, leads, deadlines } = figures(scoreNotice(worse, labels));
  expect([recall, precision, deadlines]).toEqual([3 / 4, 1, 3 / 4]);
  expect(units).toBeLessThan(0.8);
  expect(leads).toBe((2 * 2) / (2 + 4));
  const late = structuredClone(reading);
  late.items[0]!.deadlines[0]!.date = '2025-06-30';
  expect(figures(scoreNotice(late, labels)).deadlines).toBe(3 / 4);
  expect(figures(scoreNotice({ ...reading, items: [...reading.items, { ...first! }] }, labels)).precision).toBe(4 / 5);
  expect(figures(scoreNotice(null, labels))).toMatchObject({ recall: 0, units: 0 });
});

const node = (script: string, args: string[], input?: string | Uint8Array) =>
  spawnSync(process.execPath, [join(root, 'scripts', script), ...args], { input: input ?? '', encoding: 'utf8' });

test('npm run notice: JSON on stdout, from a file and from stdin', () => {
  const out = node('notice.ts', [join(DIR, 'brackets.txt')]);
  expect([out.status, out.stderr]).toEqual([0, '']);
  expect(JSON.parse(out.stdout)).toEqual(readNotice(textOf('brackets')));
  const piped = node('notice.ts', ['-'], textOf('table'));
  expect(JSON.parse(piped.stdout)).toMatchObject({ items: [{ no: '1' }, { no: '2' }, { no: '3' }] });
});

test.each([
  ['a scanned PDF', ['-'], '%PDF-1.4 …', /PDF/],
  ['too long a text', ['-'], '责任单位：'.repeat(350_000), /50 万字/],
  ['no items', ['-'], '关于放假的通知', /没有找到/],
  ['no such file', ['no-such-file.txt'], '', /打不开/],
  ['no argument', [], '', /用法/],
])('npm run notice: %s is a sentence on stderr and exit 1', (_, args, input, sentence) => {
  const { status, stdout, stderr } = node('notice.ts', args, input);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('npm run notice:score: a table, or JSON; flat too', () => {
  const json = execFileSync(process.execPath, [join(root, 'scripts/notice-score.ts'), DIR, '--json'], {
    encoding: 'utf8',
  });
  const { all, notices } = JSON.parse(json) as { all: Figures; notices: Record<string, Figures> };
  expect(all).toEqual(PERFECT);
  expect(Object.keys(notices)).toEqual(names);
  const flat = node('notice-score.ts', [DIR, '--flat', '--only', 'brackets,parts']);
  expect(flat.stdout.trim().split('\n')).toHaveLength(4);
  expect(flat.stdout).toMatch(/合计 +1\.000 +1\.000 +1\.000 +1\.000 +1\.000/);
  expect(node('notice-score.ts', ['no-such-folder']).status).toBe(1);
});

/** Shapes that make careless readers go over the same words again and again. */
const HOSTILE = [
  '（',
  `${'（'.repeat(50)}市应急局负责${'）'.repeat(50)}`,
  '责任单位：',
  '责任单位：市应急局、',
  '一、',
  '1.',
  '（一）',
  '（市教育局）',
  '2024年',
  '每月',
  '1月',
  '市应急局和',
  '，由',
  '，由市应急局负责',
  '关于',
  '安〔2024〕',
  '任务 ',
  '序号\t任务\t责任单位\n',
  '字',
  '字\n',
  '等',
  '牵头',
  '- 1 -\n',
  '一、甲。（一）乙。1.丙。（1）丁。①戊。',
  '序号\n任务\n责任单位\n1\n做好\n市应急局\n',
  '1.甲。\n2.乙。（市应急局负责）\n',
  '2024年1月1日',
];
const cpu = (text: string) => {
  const before = process.cpuUsage();
  try {
    readNotice(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableNotice);
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

test('four times the text is four times the work, not sixteen, whatever is in it', () => {
  const least = (text: string) => Math.min(cpu(text), cpu(text));
  const worse = HOSTILE.flatMap((piece) => {
    const [small, large] = [20_000, 80_000].map((size) => least(piece.repeat(Math.ceil(size / piece.length))));
    // Below 15 ms (microseconds are counted) it is the engine warming up.
    return large! / Math.max(small!, 15_000) > 10 ? [[piece.slice(0, 20), small, large]] : [];
  });
  expect(worse).toEqual([]);
});
