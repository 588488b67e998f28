import type { Hono } from 'hono';
import type { Bound } from '../../http/mount.ts';
import type { Opener } from '../../http/opener.ts';

/** The reporter's and citizens' API. */
export const publicRoutes: readonly Bound[] = [];

/** The server-rendered pages. */
export function publicPages(_app: Hono, _opener: Opener): void {}
