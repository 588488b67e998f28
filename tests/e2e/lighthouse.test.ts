import { expect, inject, test } from 'vitest';
import { lighthouseScores } from '../../scripts/lib/lighthouse.ts';
import { SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');

// Speed is measured by `npm run bench -- pages`, on a machine that does nothing else.
test.each(['', '/tip', '/receipt'])(
  '%s of a district: 100 of 100 for accessibility, best practices and being found',
  async (path) => {
    const url = `${baseUrl}/${SLUG}${path}`;
    const result = (await lighthouseScores([url], ['accessibility', 'best-practices', 'seo'])).get(url);
    expect([result?.scores, result?.lost]).toEqual([{ accessibility: 100, 'best-practices': 100, seo: 100 }, []]);
  },
);
