import type { Bound } from '../../http/mount.ts';
import { applicationRoutes } from './applications.ts';
import { cellRoutes } from './cells.ts';
import { healthRoutes } from './health.ts';
import { operatorSessionRoutes } from './session.ts';
import { tenantRoutes } from './tenants.ts';

/** The operators' API. */
export const platformRoutes: readonly Bound[] = [
  ...operatorSessionRoutes,
  ...applicationRoutes,
  ...tenantRoutes,
  ...cellRoutes,
  ...healthRoutes,
];
