import * as z from 'zod';
import { id, line, text } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { track } from './tips.ts';

/** The form without script: what a browser itself sends, as multipart/form-data. Sealed in the Worker's memory. */
const yes = z.enum(['yes', 'no'], { error: '请选一项' }).transform((v) => v === 'yes');
export const plainTip = z
  .object({
    ticket: z.string().max(200),
    receipt: z.string().regex(/^\d{28}$/),
    track,
    category: z.enum(CATEGORY_NAMES),
    danger: yes,
    casualty: yes,
    aboutOffice: yes,
    placeUnitId: z.union([z.literal('').transform(() => null), id]),
    place: line(200),
    enterprise: text(80),
    text: line(8000),
    name: text(30),
    contact: text(40),
  })
  .refine((v) => v.track === 'anonymous' || v.name !== '', { path: ['name'] })
  .refine((v) => v.track === 'anonymous' || v.contact !== '', { path: ['contact'] });
export type PlainTip = z.output<typeof plainTip>;

/** Photos of one plain form: fewer and smaller than through the sealing page, because they pass through memory. */
export const PLAIN_PHOTOS = 3;
export const PLAIN_BYTES = 20 * 1024 * 1024;
