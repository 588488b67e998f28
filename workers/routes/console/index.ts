import type { Bound } from '../../http/mount.ts';
import { sessionRoutes } from './session.ts';

/** The staff API. */
export const consoleRoutes: readonly Bound[] = [...sessionRoutes];
