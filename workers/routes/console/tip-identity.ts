import * as contract from '../../contract/tip-desk.ts';
import { grantIdentity, identityHalf, refuseIdentity } from '../../domain/identity/answer.ts';
import { identityRequests } from '../../domain/identity/list.ts';
import { openIdentity } from '../../domain/identity/open.ts';
import { requestIdentity } from '../../domain/identity/request.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const identityRoutes: readonly Bound[] = [
  bind(contract.requestIdentity, (ctx, input) => requestIdentity(ctx, input)),
  bind(contract.identityRequests, (ctx, input) => identityRequests(ctx, input)),
  bind(contract.identityHalf, (ctx, input) => identityHalf(ctx, input)),
  bind(contract.grantIdentity, (ctx, input) => grantIdentity(ctx, input)),
  bind(contract.refuseIdentity, (ctx, input) => refuseIdentity(ctx, input)),
  bind(contract.openIdentity, (ctx, input) => openIdentity(ctx, input)),
];
