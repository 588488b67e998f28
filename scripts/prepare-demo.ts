import { prepareDemo } from './lib/demo.ts';

/** `node scripts/prepare-demo.ts URL`: run by the start script; prints the addresses and demo sign-ins. */
const { lines } = await prepareDemo(process.argv[2] ?? 'http://127.0.0.1:8787');
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
