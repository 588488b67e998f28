import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type DrawFile, readDrawFile } from '../workers/protocol/draw-file.ts';
import { type Verified, verify } from '../workers/protocol/draw-verify.ts';
import { Refusal } from './lib/settings.ts';

const USAGE = '用法 usage: npm run draw:verify -- FILE [--list-hash HEX] [--json]';
const MARKS = new Map<boolean | null, string>([
  [true, '✓'],
  [false, '✗'],
  [null, '·'],
]);

/** npm run draw:verify: exit 0 when everything in the file holds, 1 when something does not, 2 when it is no such file. No network. */
async function main(): Promise<number> {
  const options = { 'list-hash': { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name] = positionals;
  if (positionals.length !== 1 || name === undefined) throw new Refusal(USAGE);
  if (!existsSync(name)) throw new Refusal(`没有这个文件。 No such file: ${name}`);
  const verdict = await verify(fileOf(readFileSync(name, 'utf8'), name), values['list-hash']);
  console.log(values.json ? JSON.stringify(verdict, null, 2) : tableOf(verdict));
  return verdict.holds ? 0 : 1;
}

function fileOf(text: string, name: string): DrawFile {
  try {
    return readDrawFile(text);
  } catch {
    throw new Refusal(`这不是抽取文件。 Not a draw file: ${name}`);
  }
}

function tableOf({ frozen, checks, result, holds, complete }: Verified): string {
  const head = frozen ? [`${frozen.draw}　${frozen.title}（${frozen.tenant}），${frozen.frozenAt} 封存`] : [];
  const rows = checks.map(({ ok, label, words }) => `${MARKS.get(ok) ?? ''} ${label}：${words}`);
  const picks = (holds && result ? result.lists : []).flatMap(({ name, strata }) =>
    strata.flatMap(({ stratum, selected, alternates }) => [
      `${name} ${stratum}`,
      ...selected.map((id, i) => `  入选 ${i + 1}　${id}`),
      ...alternates.map((id, i) => `  候补 ${i + 1}　${id}`),
    ]),
  );
  const end = holds
    ? complete
      ? '全部一致。 Everything holds.'
      : '到目前为止一致，尚未抽取。 Holds so far; not drawn yet.'
    : '';
  return [...head, ...rows, ...picks, holds ? end : '核验不通过。 Does not hold.'].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Refusal || error instanceof TypeError ? error.message : error);
  process.exitCode = 2;
}
