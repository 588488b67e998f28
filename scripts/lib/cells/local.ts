import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../settings.ts';
import { bindingsOf, cellCount } from './config.ts';

/** Names of the D1 bindings on this machine: `declared` ones, or those of CELLS=64. */
export function localBindings(env: NodeJS.ProcessEnv, declared: readonly string[]): readonly string[] {
  return env.CELLS ? bindingsOf(cellCount(env.CELLS)) : declared;
}

const cellsIn = (bindings: readonly string[]): number => bindings.filter((name) => name.startsWith('CELL_')).length;

/** Keeps the number of cells of a data folder. @throws Refusal for fewer: districts in the others would be away */
export function keepCells(dataDir: string, bindings: readonly string[]): void {
  const file = join(dataDir, 'cells');
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const now = cellsIn(bindings);
  if (now < before && existsSync(join(dataDir, 'd1')) && readdirSync(join(dataDir, 'd1')).length > 0) {
    throw new Refusal(
      `${dataDir} 有 ${before} 个数据单元，请用 CELLS=${before} 启动。 This folder has ${before} cells: start with CELLS=${before}.`,
    );
  }
  if (now !== before) writeFileSync(file, String(now));
}
