import * as contract from '../../contract/settings.ts';
import { revisePolicy } from '../../domain/clocks/revise-policy.ts';
import { bind } from '../../http/mount.ts';

export const policyRoutes = [bind(contract.revisePolicy, (ctx, input) => revisePolicy(ctx, input))];
