import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import { CATEGORIES } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import type { Channel } from '../../contract/tips.ts';
import { FORM_HASH } from '../../protocol/form.ts';
import { DAY_MS, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { createUnnumbered } from '../hazards/create.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { isOutboxWrite } from '../outbox/write.ts';
import { checkIdentity, checkSealed } from './check.ts';
import { FOLDED, foldCounter, tipCounters } from './counters.ts';
import { deskRecipients, sealedFor } from './desks.ts';
import { floodNotice } from './flood-notice.ts';
import { places, sealedToKeys } from './intake.ts';
import { receiptMac } from './receipt-mac.ts';
import { floodLevel } from './settings.ts';
import { claimUploads } from './uploads.ts';
import { checkWork } from './work.ts';

type Sent = Omit<InputOf<typeof contract.send>, 'channel' | 'work'>;
type Accepted = OutputOf<typeof contract.send>;

/** From the tip page: everything is checked, the proof of work too. */
export async function sendTip(ctx: Ctx, input: InputOf<typeof contract.send>, arrivals = 0): Promise<Accepted> {
  const spent = await checkWork(ctx, input.work);
  const surge = (await floodLevel(ctx, arrivals)) > 0;
  return takeTip(ctx, input, { channel: input.channel, spent, surge, mustChange: input.channel === 'moved' });
}

export interface Way {
  readonly channel: Channel;
  /** The proof of work this tip uses up. */
  readonly spent?: { signature: string; expiresAt: number };
  readonly mustChange: boolean;
  /** Came in a flood: folded on the desk, and no notice of its own. */
  readonly surge?: boolean;
  /** Writes of the way it came in. */
  readonly writes?: readonly Write[];
}

/**
 * One atomic batch: the tip with its wraps, its hazard with its clocks, both events, the counters, the files, the spent
 * proof, the command. The same for every channel.
 */
export async function takeTip(ctx: Ctx, input: Sent, way: Way): Promise<Accepted> {
  const { db, ports, tenant } = ctx;
  const { id, header } = input;
  const keys = await sealedToKeys(ctx);
  const desk = header.aboutOffice && keys.some((k) => k.role === 'discipline') ? 'discipline' : 'intake';
  const deskKeys = keys.filter((k) => k.role === desk).map((k) => k.id);
  if (deskKeys.length === 0) throw new DomainError('no_role_key');
  if (input.formHash !== FORM_HASH) throw new DomainError('envelope_invalid');
  const sealed = await checkSealed(input, deskKeys);
  const identity = await checkIdentity(input, keys);
  checkDay(ctx, header.day);
  const street = await placeName(ctx, header.placeUnitId);
  const claimed = await claimUploads(ctx, input.attachments, { tipId: id });

  const { category, placeUnitId, danger, casualty, track, day } = header;
  const about = `${CATEGORIES[category]}${street ? `（${street}）` : ''}`;
  const hazard = await createUnnumbered(
    ctx,
    {
      title: `群众举报：${about}`,
      source: 'tip',
      category,
      placeUnitId,
      danger,
      casualty,
      restricted: sealedFor(desk),
    },
    { track },
  );
  const proof = await ports.signProof({ tenant: tenant.slug, digest: sealed.digest, day });
  const facts = { category, placeUnitId, danger, casualty, track, channel: way.channel, desk };
  const { write: event, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'tip',
    entityId: id,
    action: 'receive',
    from: null,
    to: 'received',
    data: { ...facts, digest: sealed.digest, attachments: input.attachments.length },
  });
  const { body, locator, auth, reporterPublic, reporterWrapped, digest } = sealed;
  const row = {
    id,
    hazardId: hazard.id,
    seq: hazard.seq as unknown as number,
    state: 'received',
    ...facts,
    ...{ day, mustChange: way.mustChange, surge: way.surge ?? false, priority: way.surge ? FOLDED : 0 },
    aboutOffice: header.aboutOffice,
    ...{ locator, authMac: await receiptMac(ctx, locator, auth), formHash: input.formHash },
    ...{ reporterPublic, reporterWrapped, digest, proof, envelope: JSON.stringify(body) },
    ...head,
  };
  const notices = way.surge
    ? await floodNotice(ctx, desk)
    : await notifyWrites(ctx, {
        to: deskRecipients(desk),
        kind: 'tip.received',
        title: danger || casualty ? '收到举报：现场有危险或有人伤亡，请立即查看' : '收到一件群众举报',
        body: about,
        link: `/tips/${id}`,
      });
  const writes = [
    ...(way.spent ? [db.insert('spentProof', way.spent)] : []),
    // Neighbours of one kind go to the database as one statement.
    event,
    ...hazard.plain,
    ...tipCounters(ctx, null, 'received'),
    ...hazard.numbered,
    db.insert('tip', row),
    ...[...sealed.wraps, ...identity.wraps].map((wrap) => db.insert('tipWrap', { tipId: id, ...wrap })),
    ...(identity.row ? [db.insert('tipIdentity', { tipId: id, ...identity.row })] : []),
    ...claimed,
    ...(way.surge ? [foldCounter(ctx, { ...header, desk }, 1)] : []),
    ...(way.writes ?? []),
    ...notices,
  ];
  const answer = await db.commit(writes, { proof, digest, day }, 'grouped').catch((error: unknown) => {
    if (!(error instanceof ConflictError)) throw error;
    throw new DomainError(error.table === 'spent_proof' ? 'proof_spent' : 'conflict');
  });
  if (writes.some(isOutboxWrite)) ports.wakeOutbox();
  return answer;
}

/** The reporter's page may have been opened before midnight. */
function checkDay({ now }: Ctx, day: string): void {
  if (day === localDay(now) || day === localDay(now - DAY_MS)) return;
  throw new DomainError('bad_request', { fields: [{ path: 'header.day', message: '日期不是今天，请刷新页面' }] });
}

async function placeName(ctx: Ctx, unitId: string | null): Promise<string> {
  if (unitId === null) return '';
  const place = (await places(ctx)).find((p) => p.id === unitId);
  if (place) return place.name;
  const field = { path: 'header.placeUnitId', message: '请从列表中选择街道、乡镇' };
  throw new DomainError('bad_request', { fields: [field] });
}
