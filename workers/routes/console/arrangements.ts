import type { Bound } from '../../http/mount.ts';
import { auditRoutes } from './audit.ts';
import { policyRoutes } from './policies.ts';
import { settingRoutes } from './settings.ts';

/** Settings, time limits, the ledger: the routes of contract/settings.ts. */
export const arrangementRoutes: readonly Bound[] = [...settingRoutes, ...policyRoutes, ...auditRoutes];
