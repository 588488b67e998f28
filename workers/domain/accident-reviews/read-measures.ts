import type * as contract from '../../contract/accident-reviews.ts';
import { MAX_MEASURES } from '../../contract/accident-reviews.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { draftOf } from '../notice-desk/draft.ts';
import { knownUnits } from '../notice-desk/known-units.ts';
import type { UnitRef } from '../notices/match.ts';
import { UnreadableNotice } from '../notices/problems.ts';
import { readNotice } from '../notices/read.ts';
import { loadAccident } from './rows.ts';

type Items = OutputOf<typeof contract.readMeasures>['items'];
const MAX_WORDS = 1000;

/**
 * The measures of a pasted part of the report. Where it names its units as a notice does, the notice reader reads it;
 * else each numbered paragraph is one, with the first unit and day it mentions. A person checks them before they are kept.
 */
export async function readMeasures(
  ctx: Ctx,
  { id, text }: InputOf<typeof contract.readMeasures>,
): Promise<OutputOf<typeof contract.readMeasures>> {
  await loadAccident(ctx, id);
  const units = await knownUnits(ctx);
  const items = asNotice(text, units, localDay(ctx.now)) ?? asParagraphs(text, units);
  return { items: items.slice(0, MAX_MEASURES) };
}

function asNotice(text: string, units: readonly UnitRef[], today: string): Items | null {
  try {
    const { draft } = draftOf(readNotice(text, { units }), units, today);
    return draft.items.map((item) => {
      const unit = item.units.find((u) => u.unitIds.length > 0) ?? item.units[0];
      return {
        words: (item.content || item.title).slice(0, MAX_WORDS),
        unitId: unit?.unitIds[0] ?? null,
        unit: unit?.name ?? '',
        dueDay: item.dueDay,
      };
    });
  } catch (error) {
    if (error instanceof UnreadableNotice) return null;
    throw error;
  }
}

const MARK = /^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、]|[①-⑳])\s*/;
const DAY = /(20\d\d)年(\d{1,2})月(?:(\d{1,2})日|底)/;

/** Lines without a number belong to the numbered one above; where nothing is numbered, each line is a measure. */
function asParagraphs(text: string, units: readonly UnitRef[]): Items {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const numbered = lines.some((line) => MARK.test(line));
  const parts: string[] = [];
  for (const line of lines) {
    if (!numbered || MARK.test(line)) parts.push(line.replace(MARK, ''));
    else if (parts.length > 0) parts[parts.length - 1] += line;
  }
  return parts
    .filter((words) => words.length >= 6)
    .map((words) => {
      const unit = firstUnit(words, units);
      return {
        words: words.slice(0, MAX_WORDS),
        unitId: unit?.id ?? null,
        unit: unit?.name ?? '',
        dueDay: dayIn(words),
      };
    });
}

/** The one named first; of names that begin at the same place the longest. */
function firstUnit(words: string, units: readonly UnitRef[]): UnitRef | undefined {
  const named = units.flatMap((unit) =>
    [unit.name, ...(unit.aliases ?? []), ...(unit.known ?? [])].flatMap((name) => {
      const at = name.length < 3 ? -1 : words.indexOf(name);
      return at < 0 ? [] : [{ unit, at, length: name.length }];
    }),
  );
  return named.sort((a, b) => a.at - b.at || b.length - a.length)[0]?.unit;
}

function dayIn(words: string): string | null {
  const [, year, month, date] = DAY.exec(words) ?? [];
  if (!year || !month) return null;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const day = date === undefined ? last : Number(date);
  if (Number(month) < 1 || Number(month) > 12 || day < 1 || day > last) return null;
  return `${year}-${month.padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
