import { setSetting, settings } from '../../../workers/contract/settings.ts';
import { signedIn } from '../demo/client.ts';
import { freePort } from '../free-port.ts';
import { Steps } from '../steps.ts';
import { onboard } from '../walkthrough/onboard.ts';
import type { Place } from './people.ts';
import { launch, OPERATOR_PASSWORD, type Running } from './server.ts';

/** A data folder with one district in it, and the address it is served at. */
export interface Site {
  readonly dataDir: string;
  readonly port: number;
  readonly place: Place;
}

/** A new system in this folder, with a district whose intake is open and whose senders have little to work at. */
export async function settleIn(dataDir: string): Promise<{ site: Site; server: Running }> {
  const port = await freePort();
  const server = await launch(dataDir, port);
  try {
    const { slug, no, ownerUnitId } = await onboard(server.url, OPERATOR_PASSWORD, new Steps(false));
    const admin = await signedIn(server.url, slug, 'admin');
    const { items } = await admin.call(settings, {});
    const set = (key: string, value: Record<string, number>) =>
      admin.call(setSetting, { key, value, version: items.find((s) => s.key === key)?.version ?? 0 });
    await set('tip.work', { cost: 100, from: 1, to: 5 });
    await set('tip.flood', { perMinute: 1_000_000, maxLevel: 1 });
    return { site: { dataDir, port, place: { slug, no, ownerUnitId } }, server };
  } catch (error) {
    await server.kill();
    throw error;
  }
}
