import * as z from 'zod';
import { PAGE_MAX } from './limits.ts';

// Zod would try whether it may compile functions from text. It may not, here and in the console, and the browser reports the try.
z.config({ jitless: true });

export const id = z.string().min(1).max(64);
/** `YYYY-MM-DD`, a day in China (UTC+8). */
export const day = z.iso.date();
/** ISO 8601 instant, UTC. */
export const instant = z.iso.datetime();
export const line = (max: number, min = 1) => z.string().trim().min(min).max(max);
export const text = (max: number, min = 0) => z.string().trim().min(min).max(max);
export const phone = z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/);
export const username = z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/);
export const password = z.string().min(10).max(128);
/** Standard base64 or base64url of at most `max` characters. */
export const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/_-]*={0,2}$/);
export const flag = z.stringbool();
export const ok = z.object({ ok: z.literal(true) });

/** Query of every list: an opaque cursor from the page before, and how many. */
export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(20),
};
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
