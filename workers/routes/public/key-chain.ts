import * as contract from '../../contract/tip-keys.ts';
import { chainPage } from '../../domain/tip-keys/chain.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const chainRoutes: readonly Bound[] = [bind(contract.chain, (ctx, input) => chainPage(ctx, input))];
