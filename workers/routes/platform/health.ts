import * as contract from '../../contract/health.ts';
import { bind } from '../../http/mount.ts';

export const healthRoutes = [bind(contract.health, (ctx) => ctx.health())];
