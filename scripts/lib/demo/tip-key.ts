import { whoami } from '../../../workers/contract/session.ts';
import { createRoleKey, myKeys, putMyKeys } from '../../../workers/contract/tip-keys.ts';
import { newOfficerKeys, newRoleKey } from '../../../workers/protocol/officer-keys.ts';
import type { Desk } from './client.ts';
import { DEMO_PASSWORD } from './tenants.ts';

/**
 * Makes the officer's keys and the intake office's key here, as the officer's browser would: the server gets public
 * halves and sealed private ones. The passphrase is published, so that nothing sealed in a demo tenant is secret.
 */
export async function enableIntake(officer: Desk, tenantNo: number): Promise<void> {
  const { personId } = await officer.call(whoami, {});
  const mine = await officer.call(myKeys, {});
  if (mine.roleKeys.some((key) => key.role === 'intake' && key.state === 'active')) return;
  let sealPublic = mine.officer?.sealPublic;
  if (sealPublic === undefined) {
    const record = await newOfficerKeys({ tenantNo, personId }, DEMO_PASSWORD);
    await officer.call(putMyKeys, record);
    sealPublic = record.sealPublic;
  }
  const id = crypto.randomUUID();
  const {
    sealPublic: rolePublic,
    shares,
    recoveryEnvelope,
  } = await newRoleKey({ tenantNo, role: 'intake', roleKeyId: id }, [{ personId, sealPublic }]);
  await officer.call(createRoleKey, {
    ...{ id, role: 'intake', sealPublic: rolePublic, shares },
    ...{ recoveryEnvelope, statements: [] },
  });
}
