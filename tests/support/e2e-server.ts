import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { launchReady } from './server-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a real server with the demo loaded, shared by all tests of the e2e project. */
    baseUrl: string;
  }
}

/** The built system on a free port and a folder of its own, for the tests in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anshao-e2e-'));
  const server = await launchReady({ DATA_DIR: dataDir, DEMO: '1' });
  project.provide('baseUrl', server.url);
  return async () => {
    await server.end();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
