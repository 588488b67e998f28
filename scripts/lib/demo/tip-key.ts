import type { ClientOutput } from '../../../workers/contract/route.ts';
import { whoami } from '../../../workers/contract/session.ts';
import { chain, createRoleKey, myKeys, putMyKeys } from '../../../workers/contract/tip-keys.ts';
import { statementHash } from '../../../workers/protocol/chain.ts';
import { officerWords, roleWords, rootWords, sayAll, type Words } from '../../../workers/protocol/chain-write.ts';
import {
  newOfficerKeys,
  newRoleKey,
  type OfficerRecord,
  openRoot,
  ROOT,
  unlockOfficerKeys,
} from '../../../workers/protocol/officer-keys.ts';
import type { Desk } from './client.ts';
import { DEMO_PASSWORD } from './tenants.ts';

/** Somebody who puts the key of `role` into use. */
export interface KeyDesk {
  readonly desk: Desk;
  readonly role: string;
}
interface Officer extends OfficerRecord {
  readonly desk: Desk;
  readonly personId: string;
}
interface Signer {
  readonly sign: CryptoKey;
  /** The public API of the same tenant: anybody may read the chain. */
  readonly reader: Desk;
}

/**
 * Makes the officers' keys, the root, and the key of each role here, as the officers' browsers would: the server gets
 * public halves, sealed private ones, and statements the root signed. The passphrase is published, so that nothing sealed
 * in a demo tenant is secret. The intake comes last: once it is there, all is there. What is there already is left.
 */
export async function enableIntake(tips: Desk, tenantNo: number, others: readonly KeyDesk[] = []): Promise<void> {
  const officer = await keysOf(tips, tenantNo);
  const root = await rootOf(officer, tenantNo);
  for (const { desk, role } of others) {
    await enableRole(await keysOf(desk, tenantNo), role, tenantNo, root);
  }
  await enableRole(officer, 'intake', tenantNo, root);
}

async function keysOf(desk: Desk, tenantNo: number): Promise<Officer> {
  const { personId } = await desk.call(whoami, {});
  let { officer } = await desk.call(myKeys, {});
  if (!officer) {
    officer = await newOfficerKeys({ tenantNo, personId }, DEMO_PASSWORD);
    await desk.call(putMyKeys, officer);
  }
  return { desk, personId, ...officer };
}

async function rootOf(officer: Officer, tenantNo: number): Promise<Signer> {
  const { desk, personId, sealPublic } = officer;
  const { roleKeys } = await desk.call(myKeys, {});
  const held = roleKeys.find((key) => key.role === ROOT && key.state === 'active' && key.share !== null);
  if (held) {
    const keys = await unlockOfficerKeys({ tenantNo, personId }, officer, DEMO_PASSWORD);
    const scope = { tenantNo, role: ROOT, roleKeyId: held.id };
    return { sign: await openRoot(scope, held.sealPublic, held.share!, personId, keys), reader: desk };
  }
  const id = crypto.randomUUID();
  const { sign, ...made } = await newRoleKey({ tenantNo, role: ROOT, roleKeyId: id }, [{ personId, sealPublic }]);
  const signer = { sign: sign!, reader: desk };
  const words = [rootWords({ ...made, id, epoch: 1 }), officerWords(personId, officer.signPublic)];
  await desk.call(createRoleKey, { id, role: ROOT, ...made, statements: await say(signer, tenantNo, words) });
  return signer;
}

async function enableRole(officer: Officer, role: string, tenantNo: number, root: Signer): Promise<void> {
  const { desk, personId, sealPublic, signPublic } = officer;
  const { roleKeys } = await desk.call(myKeys, {});
  if (roleKeys.some((key) => key.role === role && key.state === 'active')) return;
  const id = crypto.randomUUID();
  const { sign: _, ...made } = await newRoleKey({ tenantNo, role, roleKeyId: id }, [{ personId, sealPublic }]);
  const words = [officerWords(personId, signPublic), roleWords(role, { ...made, id, epoch: 1 })];
  await desk.call(createRoleKey, { id, role, ...made, statements: await say(root, tenantNo, words) });
}

/** Signed and linked to the chain as it stands now. */
async function say({ sign, reader }: Signer, tenantNo: number, words: readonly Words[]) {
  let [seq, hash] = [0, ''];
  for (let next: string | null | undefined; next !== null; ) {
    const page: ClientOutput<typeof chain> = await reader.call(chain, next ? { cursor: next } : {});
    const last = page.items.at(-1);
    if (last) [seq, hash] = [last.seq, await statementHash(last)];
    next = page.next;
  }
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return (await sayAll({ tenantNo, day, seq, hash }, words, sign)).statements;
}
