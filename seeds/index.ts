import type { Pack } from '../workers/domain/packs/pack.ts';
import { ankang } from './ankang.ts';
import { hanbin, xunyang } from './ankang-counties.ts';
import { county } from './county.ts';
import { countyLevelCity } from './county-level-city.ts';
import { national } from './national.ts';
import { yueyanglou } from './yueyanglou.ts';
import { zaozhuang } from './zaozhuang.ts';

/** Every starter pack by its key. Import it lazily: it is data of tens of kilobytes that most requests never need. */
export const PACKS: Readonly<Record<string, Pack>> = Object.fromEntries(
  [national, ankang, hanbin, xunyang, yueyanglou, countyLevelCity, county, zaozhuang].map((pack) => [pack.key, pack]),
);
