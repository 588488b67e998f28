import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROUTES } from '../workers/contract/index.ts';
import { accessDocument } from './lib/access.ts';

/** Prints who may do what into docs/access.md. */
const file = join(resolve(import.meta.dirname, '..'), 'docs/access.md');
writeFileSync(file, accessDocument(ROUTES));
console.log('docs/access.md');
