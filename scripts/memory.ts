import { memoryOf, tree } from './lib/process-tree.ts';

/** `npm run memory -- PID`: memory of a running system, the whole process tree below PID (that of `npm start`). */
const pid = Number(process.argv[2]);
if (!Number.isInteger(pid)) {
  console.error('usage: npm run memory -- PID');
  process.exit(1);
}
const uses = tree(pid).map(memoryOf);
console.log('RSS MB  PSS MB  process');
for (const { rss, pss, command, pid: id } of uses) {
  console.log(`${rss.toFixed(1).padStart(6)}  ${pss.toFixed(1).padStart(6)}  ${id} ${command.slice(0, 70)}`);
}
const sum = (of: 'rss' | 'pss') => uses.reduce((total, use) => total + use[of], 0).toFixed(1);
console.log(`${sum('rss').padStart(6)}  ${sum('pss').padStart(6)}  whole tree`);
