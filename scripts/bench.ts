import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchExperts } from './lib/bench/experts.ts';
import { benchGrowth } from './lib/bench/growth.ts';
import { benchHttp } from './lib/bench/http.ts';
import { benchPages } from './lib/bench/pages.ts';
import { benchStart } from './lib/bench/start.ts';
import { missed, print, type Row } from './lib/bench/table.ts';
import { benchTasks } from './lib/bench/tasks.ts';
import { benchTips } from './lib/bench/tips.ts';

/**
 * `npm run bench`, or a part of it (`-- http start`): server CPU of the whole process tree, as ratios to a floor in the same run;
 * a table, JSON in a file, exit 1 on a miss. Loopback only, ports of its own; it ends what it started.
 */
const GROUPS: Record<string, (port: number, tell: (what: string) => void) => Promise<Row[]>> = {
  http: benchHttp,
  start: benchStart,
  pages: benchPages,
  tips: benchTips,
  experts: benchExperts,
  growth: (_, tell) => benchGrowth(tell, { cell: values.growth.split(',').map(Number), tenant: Number(values.big) }),
  tasks: (port, tell) => benchTasks(port, tell, values.tasks.split(',').map(Number)),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string', default: '' },
    port: { type: 'string', default: '18987' },
    tasks: { type: 'string', default: '10000,1000000' },
    /** Hazards in the cell, and of one big tenant. */
    growth: { type: 'string', default: '10000,100000,1000000' },
    big: { type: 'string', default: '100000' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(GROUPS);
const unknown = names.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(', ')}; there is: ${Object.keys(GROUPS).join(', ')}`);
  process.exit(1);
}
const rows: Row[] = [];
for (const name of names) {
  rows.push(...(await GROUPS[name]!(Number(values.port), (what) => console.error(`${name}: ${what}`))));
}
process.stdout.write(print(rows));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), rows }, null, 2)}\n`);
process.exitCode = missed(rows).length > 0 ? 1 : 0;
