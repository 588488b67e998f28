import { and, eq, inArray, isNull } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import { CATEGORIES } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import { PLACE_KINDS } from '../../contract/units.ts';
import { FORM_HASH } from '../../protocol/form.ts';
import { DAY_MS, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { createHazardWrites } from '../hazards/create.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { uploadHash } from './attach.ts';
import { checkSealed } from './check.ts';
import { tipCounters } from './counters.ts';
import { receiptMac } from './receipt-mac.ts';
import { activeRoleKeys } from './role-keys.ts';
import { checkWork } from './work.ts';

type Sent = InputOf<typeof contract.send>;

/** One atomic batch: the tip, its hazard with its clocks, both events, the counters, the photos, the spent proof, the command. */
export async function sendTip(ctx: Ctx, input: Sent): Promise<OutputOf<typeof contract.send>> {
  const { db, ports, tenant } = ctx;
  const { id, header } = input;
  const spent = await checkWork(ctx, input.work);
  const roleKeys = await activeRoleKeys(ctx);
  if (roleKeys.length === 0) throw new DomainError('no_role_key');
  if (input.formHash !== FORM_HASH) throw new DomainError('envelope_invalid');
  const roleKeyIds = roleKeys.map((k) => k.id);
  const sealed = await checkSealed(input, roleKeyIds);
  checkDay(ctx, header.day);
  const street = await placeName(ctx, header.placeUnitId);
  await checkAttachments(ctx, input.attachments);

  const { category, placeUnitId, danger, casualty, track, day } = header;
  const about = `${CATEGORIES[category]}${street ? `（${street}）` : ''}`;
  const hazard = await createHazardWrites(ctx, {
    title: `群众举报：${about}`,
    source: 'tip',
    category,
    placeUnitId,
    danger,
    casualty,
    restricted: true,
  });
  const proof = await ports.signProof({ tenant: tenant.slug, digest: sealed.digest, day });
  const { write: event, head } = nextEvent(ctx, NO_EVENTS, {
    entity: 'tip',
    entityId: id,
    action: 'receive',
    from: null,
    to: 'received',
    data: {
      category,
      placeUnitId,
      danger,
      casualty,
      track,
      digest: sealed.digest,
      attachments: input.attachments.length,
    },
  });
  const { envelope, locator, auth, reporterPublic, reporterWrapped, digest } = sealed;
  const row = {
    id,
    hazardId: hazard.id,
    seq: Number(hazard.number.slice(5)),
    state: 'received',
    ...{ track, category, placeUnitId, danger, casualty, day },
    ...{ locator, authMac: await receiptMac(ctx, locator, auth), formHash: input.formHash },
    ...{ reporterPublic, reporterWrapped, digest, proof, envelope: JSON.stringify(envelope) },
    ...head,
  };
  const notices = await notifyWrites(ctx, {
    to: [{ role: 'tip_office' }],
    kind: 'tip.received',
    title: danger || casualty ? '收到举报：现场有危险或有人伤亡，请立即查看' : '收到一件群众举报',
    body: about,
    link: `/tips/${id}`,
  });
  const claimed = input.attachments.map((file) =>
    db.update('tipAttachment', { tipId: id, createdAt: 0 }, (a) => and(eq(a.id, file.id), isNull(a.tipId))),
  );
  const writes = [
    db.insert('spentProof', spent),
    ...hazard.writes,
    event,
    db.insert('tip', row),
    ...claimed,
    ...tipCounters(ctx, null, 'received'),
    ...notices,
  ];
  const answer = await db.commit(writes, { proof, digest, day }).catch((error: unknown) => {
    if (!(error instanceof ConflictError)) throw error;
    throw new DomainError(error.table === 'spent_proof' ? 'proof_spent' : 'conflict');
  });
  ports.wakeOutbox();
  return answer;
}

/** The reporter's page may have been opened before midnight. */
function checkDay({ now }: Ctx, day: string): void {
  if (day === localDay(now) || day === localDay(now - DAY_MS)) return;
  throw new DomainError('bad_request', { fields: [{ path: 'header.day', message: '日期不是今天，请刷新页面' }] });
}

async function placeName({ db }: Ctx, unitId: string | null): Promise<string> {
  if (unitId === null) return '';
  const u = db.rows.unit;
  const [row] = await db
    .select({ name: u.name })
    .from(u)
    .where(and(eq(u.id, unitId), inArray(u.kind, PLACE_KINDS), eq(u.active, true)));
  if (row) return row.name;
  const field = { path: 'header.placeUnitId', message: '请从列表中选择街道、乡镇' };
  throw new DomainError('bad_request', { fields: [field] });
}

/** Each must be there, unclaimed, and the sender must know its upload token. */
async function checkAttachments({ db }: Ctx, files: Sent['attachments']): Promise<void> {
  if (files.length === 0) return;
  const a = db.rows.tipAttachment;
  const rows = await db
    .select({ id: a.id, uploadHash: a.uploadHash })
    .from(a)
    .where(
      and(
        among(
          a.id,
          files.map((f) => f.id),
        ),
        isNull(a.tipId),
      ),
    );
  const hashes = new Map(rows.map((r) => [r.id, r.uploadHash]));
  const known = files.every((f) => hashes.get(f.id) === uploadHash(f.uploadToken));
  if (!known || hashes.size !== files.length) throw new DomainError('envelope_invalid');
}
