import { type Category, lighthouseScores } from '../lighthouse.ts';
import { startProduct } from './product.ts';
import type { Row } from './table.ts';

const CATEGORIES: readonly Category[] = ['performance', 'accessibility', 'best-practices', 'seo'];
const PAGES = [
  ['tip page', '/tip'],
  ['portal', ''],
  ['receipt page', '/receipt'],
] as const;

/** `npm run bench -- pages`: points the public pages lose of Lighthouse's 100, for a phone on a slow network. Goal: none. */
export async function benchPages(_port: number, tell: (what: string) => void): Promise<Row[]> {
  const product = await startProduct();
  try {
    const rows: Row[] = [];
    for (const [name, path] of PAGES) {
      tell(name);
      const url = `${product.url}/${product.district.slug}${path}`;
      const found = (await lighthouseScores([url], CATEGORIES)).get(url);
      for (const category of CATEGORIES) {
        const lost = 100 - (found?.scores[category] ?? 0);
        rows.push({ name: `${name}, ${category}: lost of Lighthouse's 100`, value: lost, unit: 'points', goal: 0 });
      }
    }
    return rows;
  } finally {
    await product.end();
  }
}
