import * as contract from '../../contract/settings.ts';
import { auditEvents } from '../../domain/audit/walk.ts';
import { bind } from '../../http/mount.ts';

export const auditRoutes = [bind(contract.auditChain, (ctx, input) => auditEvents(ctx, input))];
