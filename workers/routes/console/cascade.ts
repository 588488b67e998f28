import * as contract from '../../contract/cascade.ts';
import { below } from '../../domain/cascade/below.ts';
import { answerLink, endLink, listLinks, offerLink } from '../../domain/cascade/links.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const cascadeRoutes: readonly Bound[] = [
  bind(contract.links, listLinks),
  bind(contract.offerLink, offerLink),
  bind(contract.answerLink, answerLink),
  bind(contract.endLink, endLink),
  bind(contract.below, below),
];
