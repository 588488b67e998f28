import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { NoticeReading } from '../workers/contract/notices.ts';
import { noticeText } from '../workers/domain/notices/file.ts';
import { UnreadableNotice } from '../workers/domain/notices/problems.ts';
import { readNotice } from '../workers/domain/notices/read.ts';
import {
  add,
  emptyScore,
  type Figures,
  figures,
  type LabelledItem,
  type Score,
  scoreNotice,
} from './lib/notice-score.ts';
import { Refusal } from './lib/settings.ts';

const USAGE = '用法 usage: npm run notice:score -- DIR [--flat] [--json] [--misses] [--only NAME,NAME]';

/** NAME.json beside NAME.txt or NAME.docx, or the text that its `source` names, in DIR or a folder beside it. */
function textOf(dir: string, name: string, source: unknown): string | null {
  const places = [`${name}.txt`, `${name}.docx`].map((file) => join(dir, file));
  if (typeof source === 'string' && /^[\w.-]+$/.test(source)) {
    const around = readdirSync(dirname(dir), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    places.push(join(dir, source), ...around.map((entry) => join(dirname(dir), entry.name, source)));
  }
  const file = places.find((path) => existsSync(path));
  return file === undefined ? null : noticeText(readFileSync(file));
}

function read(text: string): NoticeReading | null {
  try {
    return readNotice(text);
  } catch (error) {
    if (error instanceof UnreadableNotice) return null;
    throw error;
  }
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      flat: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const dir = resolve(positionals[0] ?? '');
  if (!positionals[0] || !existsSync(dir)) throw new Refusal(USAGE);
  const only = values.only?.split(',');
  const total: Score = emptyScore();
  const rows: Record<string, Figures> = {};
  for (const file of readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const name = file.slice(0, -5);
    if (only && !only.some((start) => name.startsWith(start))) continue;
    const labels = JSON.parse(readFileSync(join(dir, file), 'utf8')) as { items?: LabelledItem[]; source?: unknown };
    const text = textOf(dir, name, labels.source);
    if (!labels.items || text === null) throw new Refusal(`${file}: 没有找到对应的正文或标注。 no text or no labels.`);
    const score = scoreNotice(read(values.flat ? text.replace(/[\r\n]+/g, '') : text), labels.items);
    if (values.misses) for (const miss of score.misses) console.log(`${name} ${miss}`);
    rows[name] = figures(score);
    add(total, score);
  }
  if (Object.keys(rows).length === 0) throw new Refusal(USAGE);
  const all = figures(total);
  if (values.json) console.log(JSON.stringify({ flat: values.flat, all, notices: rows }, null, 2));
  else print({ ...rows, 合计: all });
}

function print(rows: Record<string, Figures>): void {
  const width = Math.max(...Object.keys(rows).map((name) => name.length)) + 2;
  console.log(`${'notice'.padEnd(width)}recall  precision  units F1  leads F1  deadlines`);
  for (const [name, { recall, precision, units, leads, deadlines }] of Object.entries(rows)) {
    const cells = [recall, precision, units, leads, deadlines].map((value) => value.toFixed(3));
    console.log(`${name.padEnd(width)}${cells[0]}   ${cells[1]}      ${cells[2]}     ${cells[3]}     ${cells[4]}`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Refusal || error instanceof UnreadableNotice ? error.message : error);
  process.exitCode = 1;
}
