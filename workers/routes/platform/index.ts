import type { Bound } from '../../http/mount.ts';

/** The operators' API. */
export const platformRoutes: readonly Bound[] = [];
