import { entryId, type Frozen, type Result } from './draw.ts';
import type { DrawFile } from './draw-file.ts';

/** `ok`: null where there is nothing to check yet. */
export interface Check {
  readonly code: string;
  readonly label: string;
  readonly ok: boolean | null;
  readonly words: string;
}
export const check = (code: string, label: string, ok: boolean | null, words: string): Check => ({
  code,
  label,
  ok,
  words,
});

/** Those who took part are who their codes stand for. */
export async function openings(frozen: Frozen, file: DrawFile): Promise<Check> {
  const say = (ok: boolean | null, words: string) => check('openings', '编号对应的人', ok, words);
  if (file.openings.length === 0) return say(null, '办结后公开');
  const wrong: string[] = [];
  for (const { list, id, who, salt } of file.openings) {
    const known = frozen.lists.some((l) => l.name === list && l.entries.some((e) => e.id === id));
    if (!known || (await entryId(frozen.draw, list, who, salt)) !== id) wrong.push(who);
  }
  return wrong.length === 0
    ? say(true, `${file.openings.length} 个，全部对得上`)
    : say(false, `对不上：${wrong.join('、')}`);
}

/** Alternates step in by lot: nobody was called before one who stood ahead, and nobody without a place free. */
export function callsInOrder(result: Result, { calls }: DrawFile): Check {
  const say = (ok: boolean | null, words: string) => check('calls', '通知与递补', ok, words);
  if (calls.length === 0) return say(null, '尚未通知');
  let ok = true;
  for (const { name, strata } of result.lists) {
    const state = new Map(calls.filter((c) => c.list === name).map((c) => [c.id, c.state] as const));
    for (const { selected, alternates } of strata) {
      const called = alternates.map((id) => (state.get(id) || 'waiting') !== 'waiting');
      const inOrder = called.every((yes, i) => !yes || i === 0 || called[i - 1]);
      const out = selected.concat(alternates).filter((id) => OUT.has(state.get(id) || '')).length;
      ok = ok && inOrder && called.filter(Boolean).length <= out;
    }
  }
  return say(ok, ok ? '候补按抽出的次序递补' : '递补没有按抽出的次序');
}
const OUT = new Set(['refused', 'no_show', 'recused']);
