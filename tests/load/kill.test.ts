import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditFolder } from '../../scripts/lib/audit.ts';
import { signedIn } from '../../scripts/lib/demo/client.ts';
import { tree } from '../../scripts/lib/process-tree.ts';
import { Steps } from '../../scripts/lib/steps.ts';
import { type District, onboard } from '../../scripts/lib/walkthrough/onboard.ts';
import { statusView } from '../../workers/contract/receipts.ts';
import { setSetting } from '../../workers/contract/settings.ts';
import { type Accepted, TipClient } from '../../workers/protocol/client.ts';
import { newTipId, type TipPayload } from '../../workers/protocol/compose.ts';
import { launchReady, type Running } from '../support/server-process.ts';

const TIPS = 54;
const KILLS = 3;
/** So many are acknowledged before each kill, with so many others under way. */
const BEFORE_KILL = 12;
const AT_ONCE = 8;
/** The receipt's own derivation is the reporter's work, not the server's. */
const ITERATIONS = 1000;
const OPERATOR_PASSWORD = 'load-test-operator';

interface Tip {
  readonly payload: TipPayload;
  readonly receipt: string;
  readonly key: string;
  accepted?: Accepted;
}

const dataDir = mkdtempSync(join(tmpdir(), 'anshao-kill-'));
let server: Running;
let district: District;
const start = () => launchReady({ DATA_DIR: dataDir, DEMO: '0', OPERATOR_PASSWORD });
const client = () => new TipClient(fetch, `${server.url}/${district.slug}/api`);

beforeAll(async () => {
  server = await start();
  district = await onboard(server.url, OPERATOR_PASSWORD, new Steps(false));
  const admin = await signedIn(server.url, district.slug, 'admin');
  // Fifty real proofs of work would heat two cores for half a minute.
  await admin.call(setSetting, { key: 'tip.work', value: { cost: 100, from: 1, to: 5 }, version: 0 });
});
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** As if the plug were pulled: the supervisor and workerd at the same moment, whatever they are at. */
async function pullThePlug(): Promise<void> {
  for (const pid of tree(server.pid)) process.kill(pid, 'SIGKILL');
  await server.end('SIGKILL');
}

/** Sends what is not yet acknowledged, a few at a time, until all is or the connection breaks. */
async function stream(tips: readonly Tip[], onAccepted: () => void): Promise<void> {
  const waiting = tips.filter((tip) => !tip.accepted);
  const to = client();
  const worker = async () => {
    for (let tip = waiting.shift(); tip; tip = waiting.shift()) {
      tip.accepted = await to.post(tip.payload, tip.key);
      onAccepted();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker().catch(connectionBroke)));
}

function connectionBroke(error: unknown): void {
  if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
}

function rows(sql: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sqlite')) continue;
    const db = new DatabaseSync(join(dataDir, name), { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'tip'").get()) found.push(...db.prepare(sql).all());
    db.close();
  }
  return found;
}

test('kill -9 in a stream of tips: what was acknowledged is there, nothing is half there, a retry makes one', async () => {
  const tips: Tip[] = [];
  for (let i = 0; i < TIPS; i++) {
    tips.push({ ...(await client().prepare({ iterations: ITERATIONS })), key: newTipId() });
  }
  for (let kill = 1; kill <= KILLS; kill++) {
    let plug: Promise<void> | undefined;
    let accepted = 0;
    await stream(tips, () => {
      accepted += 1;
      if (accepted === BEFORE_KILL) plug = pullThePlug();
    });
    await plug;
    const acknowledged = tips.filter((tip) => tip.accepted);
    expect(acknowledged.length).toBeGreaterThanOrEqual(kill * BEFORE_KILL);
    expect(acknowledged.length).toBeLessThan(TIPS);
    server = await start();
  }

  const acknowledged = tips.filter((tip) => tip.accepted);
  for (const { payload, key, accepted } of acknowledged) {
    // The same press once more, after the crash: the answer is the one already given.
    expect(await client().post(payload, key)).toEqual(accepted);
  }
  await stream(tips, () => undefined);
  for (const { receipt, accepted } of tips) {
    const view = statusView.parse(await client().status(district.no, receipt, ITERATIONS));
    expect(view).toMatchObject({ found: true, digest: accepted?.digest, proof: accepted?.proof });
  }

  expect(await server.end()).toBe(0);
  const ids = tips.map((tip) => tip.payload.id).sort();
  const pairs = rows(`SELECT t.id, h.id AS hazard, h.number,
      (SELECT count(*) FROM clock c WHERE c.tenant_id = h.tenant_id AND c.entity_id = h.id) AS clocks,
      (SELECT count(*) FROM event e WHERE e.tenant_id = t.tenant_id AND e.entity_id IN (t.id, h.id)) AS events,
      (SELECT count(*) FROM hazard o WHERE o.tenant_id = t.tenant_id) AS hazards
    FROM tip t LEFT JOIN hazard h ON h.tenant_id = t.tenant_id AND h.id = t.hazard_id ORDER BY t.id`);
  expect(pairs.map((p) => p.id)).toEqual(ids);
  expect(new Set(pairs.map((p) => p.hazard)).size).toBe(TIPS);
  expect(new Set(pairs.map((p) => p.number)).size).toBe(TIPS);
  expect(new Set(pairs.map((p) => [p.clocks, p.events, p.hazards].join()))).toEqual(new Set([`2,2,${TIPS}`]));
  expect(rows(`SELECT value FROM counter WHERE name = 'tip.state' AND bucket = 'received'`)).toEqual([{ value: TIPS }]);
  expect(rows('SELECT count(*) AS n FROM spent_proof').filter((r) => r.n !== 0)).toEqual([{ n: TIPS }]);
  expect(auditFolder(dataDir, district.slug)).toMatchObject({ broken: null });
});
