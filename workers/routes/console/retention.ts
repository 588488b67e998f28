import * as contract from '../../contract/retention.ts';
import { certificates, securityCounts } from '../../domain/retention/read.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const retentionRoutes: readonly Bound[] = [
  bind(contract.certificates, (ctx, input) => certificates(ctx, input)),
  bind(contract.security, (ctx, input) => securityCounts(ctx, input)),
];
