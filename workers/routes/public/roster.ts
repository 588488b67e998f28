import * as contract from '../../contract/roster.ts';
import { publicCard } from '../../domain/seats/card.ts';
import { objectTo } from '../../domain/seats/object.ts';
import { publicPublicity, publicRoster } from '../../domain/seats/roster.ts';
import { newChallenge } from '../../domain/tips/work.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const rosterRoutes: readonly Bound[] = [
  bind(contract.roster, publicRoster),
  bind(contract.publicity, publicPublicity),
  bind(contract.objectionForm, async (ctx) => ({ challenge: await newChallenge(ctx, 0) })),
  bind(contract.object, objectTo),
  bind(contract.card, publicCard),
];
