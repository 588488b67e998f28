// Writes seeds/calendar.ts from the chinese-days data: `node scripts/calendar.ts`, then read the result against the notice.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** Year → the State Council notice it was read against. A year is listed here once its notice is out, never before. */
const NOTICES: Readonly<Record<number, string>> = {
  2025: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  2026: '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）',
};

interface YearFile {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);

function daysOf(year: number) {
  const file = require.resolve(`chinese-days/dist/years/${year}.json`);
  const { holidays, workdays } = JSON.parse(readFileSync(file, 'utf8')) as YearFile;
  const name = (label: string) => label.split(',')[1]!;
  const off = Object.entries(holidays).map(([day, label]) => ({ day, working: false, name: name(label) }));
  const on = Object.entries(workdays).map(([day, label]) => ({ day, working: true, name: `${name(label)}调休上班` }));
  return [...off, ...on].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const years = Object.entries(NOTICES).map(([year, source]) => {
  const days = daysOf(Number(year)).map((d) => `      { day: '${d.day}', working: ${d.working}, name: '${d.name}' },`);
  return `  {\n    year: ${year},\n    source: '${source}',\n    days: [\n${days.join('\n')}\n    ],\n  },`;
});
const text = `import type { CalendarDay } from '../workers/domain/calendar/load.ts';

export interface CalendarYear {
  readonly year: number;
  readonly source: string;
  readonly days: readonly CalendarDay[];
}

/**
 * Days that differ from Monday to Friday, written by scripts/calendar.ts. A year that is not here is UNKNOWN: 2027 is
 * loaded when its notice is out.
 */
export const CALENDAR: readonly CalendarYear[] = [
${years.join('\n')}
];
`;
writeFileSync(resolve(import.meta.dirname, '../seeds/calendar.ts'), text);
