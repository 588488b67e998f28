import { readFileSync } from 'node:fs';
import { noticeText } from '../workers/domain/notices/file.ts';
import { UnreadableNotice } from '../workers/domain/notices/problems.ts';
import { readNotice } from '../workers/domain/notices/read.ts';
import { Refusal } from './lib/settings.ts';

/** npm run notice -- FILE: what the reader finds in a .txt or .docx (`-`: standard input), as JSON. */
function main(): void {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0)
    throw new Refusal('用法 usage: npm run notice -- FILE（.txt、.docx，或 - 表示标准输入）');
  process.stdout.write(`${JSON.stringify(readNotice(noticeText(bytesOf(file))), null, 2)}\n`);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch {
    throw new Refusal(`打不开这个文件，请检查文件名和路径：${file}`);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof UnreadableNotice || error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
