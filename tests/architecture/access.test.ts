import { expect, test } from 'vitest';
import { accessDocument } from '../../scripts/lib/access.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import { read } from './sources.ts';

test('docs/access.md is what the contract says; `npm run access` prints it anew', () => {
  expect(read('docs/access.md').split('\n')).toEqual(accessDocument(ROUTES).split('\n'));
});
