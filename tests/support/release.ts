import { cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/settings.ts';

/** A release in a folder of its own: this one, with only the cell migrations up to `last`, and one more where given. */
export function makeRelease(folder: string, last: string, more?: { name: string; sql: string }): string {
  for (const path of ['dist', 'scripts', 'db', 'wrangler.toml', 'package.json']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  for (const path of ['node_modules', 'workers', 'web']) symlinkSync(join(root, path), join(folder, path));
  const migrations = join(folder, 'db/migrations/cell');
  for (const name of readdirSync(migrations)) if (name.slice(0, 4) > last) rmSync(join(migrations, name));
  if (more) writeFileSync(join(migrations, more.name), more.sql);
  return folder;
}
