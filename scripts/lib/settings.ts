import { resolve } from 'node:path';

/** Two folders up both from scripts/lib and from dist/node, where the bundled start script lives. */
export const root = resolve(import.meta.dirname, '../..');

export interface Settings {
  readonly dataDir: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  /** Name of the header in which a trusted proxy puts the sender's address; empty without a proxy. */
  readonly clientHeader: string;
}

/** A message for the person at the terminal; printed without a stack. */
export class Refusal extends Error {}

export function settingsFromEnv(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Refusal('PORT 应为 0–65535 的整数。 PORT must be a whole number from 0 to 65535.');
  }
  return {
    dataDir: resolve(env.DATA_DIR || '.data'),
    port,
    host: env.HOST || '127.0.0.1',
    demo: (env.DEMO ?? '1') === '1',
    clientHeader: env.CLIENT_HEADER ?? '',
  };
}
