import { ApiError } from '../../../web/shared/api.ts';
import * as hazards from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { auditChain } from '../../../workers/contract/settings.ts';
import * as tipDesk from '../../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../../workers/contract/tip-keys.ts';
import type { SentTip } from '../../../workers/protocol/client.ts';
import { openRoleKey } from '../../../workers/protocol/officer-keys.ts';
import { openTip } from '../../../workers/protocol/open-tip.ts';
import type { Desk } from '../demo/client.ts';
import { picture } from '../demo/picture.ts';
import { must, type Steps } from '../steps.ts';
import type { District } from './onboard.ts';
import { CANARY } from './reporter.ts';

/** The tip as its officer has it open, and the key of the desk that opened it. */
export interface Intake {
  readonly tip: ClientOutput<typeof tipDesk.openTip>;
  readonly roleKeyId: string;
  readonly pair: CryptoKeyPair;
}

/** The queue has it at once → the officer opens it in their own keys. */
export async function openSealed(district: District, sent: SentTip, steps: Steps): Promise<Intake> {
  const waiting = await steps.run(
    'the hazard queue has it',
    async () => {
      const { items } = await district.tips.call(hazards.queue, { source: 'tip' });
      must(items.length === 1 && items[0], 'the queue does not show the tip');
      return items[0];
    },
    (row) => `${row.number}, due ${row.dueAt ?? 'UNKNOWN'}`,
  );
  await steps.run('others do not see it yet', async () => {
    const { items } = await district.office.call(hazards.queue, {});
    must(!items.some((r) => r.id === waiting.id), 'the commission office sees a sealed tip');
  });
  return steps.run('the officer opens it', async () => {
    const keys = await district.tips.call(tipKeys.myKeys, {});
    const held = keys.roleKeys.find((k) => k.role === 'intake' && k.share !== null);
    must(held?.share, 'the officer holds no share of the intake key');
    const scope = { tenantNo: district.no, role: held.role, roleKeyId: held.id };
    const pair = await openRoleKey(scope, held.sealPublic, held.share, district.tipsPersonId, district.officer);
    const sealed = await district.tips.call(tipDesk.openTip, { id: sent.payload.id });
    const opened = await openTip(
      { tenantNo: district.no, tipId: sealed.id, formHash: sealed.formHash },
      sealed.envelope,
      sealed.header,
      held.id,
      pair,
    );
    must(opened.content.text === CANARY && opened.headerIntact, 'the words differ from what was sent');
    return { tip: sealed, roleKeyId: held.id, pair };
  });
}

/** The brief makes it a hazard like any other. */
export async function writeBrief(district: District, { tip }: Intake, steps: Steps): Promise<string> {
  await steps.run('the officer writes the transfer brief', () =>
    district.tips.call(tipDesk.brief, {
      id: tip.id,
      version: tip.version,
      title: '厂房安全出口上锁',
      summary: '夜间有车间的安全出口被锁闭，疏散受阻。',
      level: 'major',
      enterprise: '某某制品厂',
      checked: ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'],
    }),
  );
  return tip.hazard.id;
}

const upload = async (desk: Desk, stage: 'before' | 'after'): Promise<string> =>
  (await desk.call(hazards.upload, {}, undefined, picture(stage, 1))).id;

/** assign → start → submit with photos → the rectifier may not verify → verify → close → the chain is whole. */
export async function handleHazard(district: District, id: string, steps: Steps): Promise<void> {
  const { office, handler, inspector } = district;
  const seen = async (desk: Desk) => ({ id, version: (await desk.call(hazards.one, { id })).version });
  await steps.run('the commission office assigns it', async () =>
    office.call(hazards.assign, {
      ...(await seen(office)),
      unitId: district.ownerUnitId,
      watcher: '当班安全员',
      interimMeasures: '先开锁、派人值守',
    }),
  );
  await steps.run('the unit accepts it and photographs the state before', async () => {
    await handler.call(hazards.start, await seen(handler));
    await handler.call(hazards.addEvidence, { id, stage: 'before', blobIds: [await upload(handler, 'before')] });
  });
  await steps.run('submitting without an after photo is refused', async () => {
    const refused = await codeOf(
      handler.call(hazards.submit, { ...(await seen(handler)), rectification: '已拆除铁链' }),
    );
    must(refused === 'evidence_missing', `answered ${refused}`);
  });
  await steps.run('the unit rectifies, with a photo of the state after', async () => {
    const evidence = [await upload(handler, 'after')];
    await handler.call(hazards.submit, {
      ...(await seen(handler)),
      rectification: '铁链已拆除，加装推杆锁，全员演练疏散',
      evidence,
    });
  });
  await steps.run('the rectifier may not verify', async () => {
    const refused = await codeOf(handler.call(hazards.verify, { ...(await seen(handler)), opinion: '合格' }));
    must(refused === 'forbidden' || refused === 'same_person', `answered ${refused}`);
  });
  await steps.run('another person verifies', async () =>
    inspector.call(hazards.verify, { ...(await seen(inspector)), opinion: '现场核对，出口畅通，整改到位' }),
  );
  await steps.run('the commission office closes it', async () => office.call(hazards.close, await seen(office)));
  await steps.run(
    'the event chain is whole',
    async () => {
      const answer = await office.call(auditChain, {});
      must(!answer.broken, 'the event chain is broken');
      return answer;
    },
    (a) => `${a.checked} events checked`,
  );
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}
