import type { Bound } from '../../http/mount.ts';

export const uploadRoutes: readonly Bound[] = [];
