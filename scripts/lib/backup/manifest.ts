import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../settings.ts';

export const MANIFEST = 'manifest.json';
const NAME = /^anshao-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

const listed = z.object({
  /** Below the backup's folder; nothing may lead out of it. */
  path: z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/),
  size: z.number().int().nonnegative(),
  /** Empty for a stored object that is only a second name of the live file. */
  sha256: z.string().regex(/^([0-9a-f]{64})?$/),
});
const schema = z.object({ kind: z.enum(['directory', 'cell', 'search']), applied: z.array(z.string()) });
const manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  /** The moment that every database shows. */
  at: z.iso.datetime(),
  migrations: z.string(),
  schemas: z.record(z.string(), schema),
  secrets: z.boolean(),
  files: z.array(listed),
});
export type Manifest = z.infer<typeof manifest>;
export type Listed = z.infer<typeof listed>;

export const nameAt = (at: Date): string => `anshao-${at.toISOString().replace(/[:.]/g, '-')}`;

/** Complete backups in a folder, oldest first: a name without a manifest is none. */
export function backupsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name) && existsSync(join(folder, name, MANIFEST)))
    .sort();
}

/** @throws Refusal when it is missing, not ours, or not the one whose SHA-256 is `expected` */
export function readManifest(folder: string, expected = ''): Manifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) {
    throw new Refusal(`${folder} 不是备份（没有 ${MANIFEST}）。 ${folder} is no backup: it has no ${MANIFEST}.`);
  }
  const text = readFileSync(file);
  const digest = createHash('sha256').update(text).digest('hex');
  if (expected && expected.toLowerCase() !== digest) {
    throw new Refusal(`清单的 SHA-256 是 ${digest}，与给出的不同。 The manifest's SHA-256 is not the one given.`);
  }
  const read = manifest.safeParse(jsonOf(text.toString()));
  if (!read.success) throw new Refusal(`${file} 不是可读的备份清单。 ${file} is no manifest this release can read.`);
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
