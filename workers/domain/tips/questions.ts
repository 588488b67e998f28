import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { readSetting } from './settings.ts';

type Question = OutputOf<typeof contract.questions>['items'][number];

/** Setting `tip.questions`: a list of `{key, text}`; an item of another shape is left out. */
export async function questions(ctx: Ctx): Promise<{ items: Question[] }> {
  const value = await readSetting(ctx, 'tip.questions');
  const items = (Array.isArray(value) ? (value as unknown[]) : []).filter(isQuestion);
  return { items: items.map(({ key, text }) => ({ key, text })) };
}

const isQuestion = (v: unknown): v is Question =>
  typeof v === 'object' &&
  v !== null &&
  typeof (v as Question).key === 'string' &&
  typeof (v as Question).text === 'string';
