import type { Bound } from '../../http/mount.ts';

/** The staff API. */
export const consoleRoutes: readonly Bound[] = [];
