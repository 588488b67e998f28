import * as z from 'zod';
import { route } from './route.ts';

const run = { app: 'console' as const, access: { permission: 'expert.draw' } as const };

export const drawTemplate = route({
  ...run,
  id: 'drawExcel.template',
  method: 'GET',
  path: '/draw-enterprises/template',
  summary: '下载受检单位名单模板',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({}),
  output: z.any(),
});
/** The list of 双随机 out of a workbook: rows that fit, and what is wrong with the others. Nothing is kept. */
export const drawSheet = route({
  ...run,
  id: 'drawExcel.read',
  method: 'POST',
  path: '/draw-enterprises',
  summary: '从 Excel 读受检单位名单',
  unkeyed: 'reads a file and writes nothing',
  upload: { maxBytes: 5 * 1024 * 1024 },
  input: z.object({}),
  output: z.object({
    rows: z.number(),
    items: z.array(z.object({ name: z.string(), creditCode: z.string(), stratum: z.string() })),
    problems: z.array(z.object({ row: z.number(), column: z.string(), message: z.string() })),
  }),
  errors: ['unsupported_file', 'too_large'],
});
