import type { Bound } from '../../http/mount.ts';
import { operatorSessionRoutes } from './session.ts';

/** The operators' API. */
export const platformRoutes: readonly Bound[] = [...operatorSessionRoutes];
