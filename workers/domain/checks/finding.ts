import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/checks.ts';
import { HAZARD_SOURCES } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { createHazardWrites, type NewHazard } from '../hazards/create.ts';
import { attach } from '../hazards/evidence.ts';
import type { Notice } from '../notifications/notify.ts';
import { checkUnitsExist } from '../people/check.ts';
import { fileRow, newFiles } from './record.ts';
import { type CheckRow, itemsOf, tagsOf } from './rows.ts';
import { checkFor, stepWrites } from './step.ts';

type Input = InputOf<typeof contract.addFinding>;

/** One thing found: a hazard of the ledger at once, with its clock; or a duty not done, which can become a task. */
export async function addFinding(ctx: Ctx, input: Input): Promise<OutputOf<typeof contract.addFinding>> {
  const row = await checkFor(ctx, input, 'finding');
  await checkUnitsExist(ctx, [
    ['unitId', input.unitId],
    ['missedByUnitId', input.missedByUnitId],
  ]);
  if (input.item !== null && input.item >= itemsOf(row).length) {
    refuse('bad_request', { fields: [{ path: 'item', message: '检查表没有这一项' }] });
  }
  const findingId = ctx.newId();
  const made = input.kind === 'hazard' ? await hazard(ctx, row, input) : await duty(ctx, row, input);
  const { kind, title, description, item, dueDay, missedByUnitId, photos } = input;
  const finding = ctx.db.insert('checkFinding', {
    ...{ id: findingId, checkId: row.id, kind, title, description, item, dueDay, missedByUnitId },
    ...{ unitId: input.unitId ?? row.unitId, photos: JSON.stringify(photos), hazardId: made.id },
    ...{ createdBy: personId(ctx), createdAt: ctx.now },
  });
  const { writes, done } = await stepWrites(ctx, row, 'finding', {
    set: { findings: row.findings + 1 },
    data: { findingId, kind, hazardId: made.id, missedByUnitId },
    writes: [...made.writes, finding],
    notices: made.notices,
  });
  const answer = { ...done, findingId, hazardId: made.id, hazardNumber: made.number };
  const stored = await ctx.db.commit(writes, answer);
  ctx.ports.wakeOutbox();
  return stored;
}

interface Made {
  readonly id: string | null;
  readonly number: string;
  readonly writes: Write[];
  readonly notices: Notice[];
}

/** Which of the eleven channels a visit is. */
export function sourceOf(row: Pick<CheckRow, 'tags'>): 'covert' | 'enforcement' | 'supervision' {
  const tags = tagsOf(row);
  return tags.includes('covert') ? 'covert' : tags.includes('enforcement') ? 'enforcement' : 'supervision';
}

async function hazard(ctx: Ctx, row: CheckRow, input: Input): Promise<Made> {
  const { title, description, level, category, sector, danger, casualty } = input;
  const source = sourceOf(row);
  const fields: NewHazard = {
    ...{ title, description, level, category, sector, danger, casualty, source },
    placeUnitId: row.placeUnitId ?? row.unitId,
    address: input.address || row.address,
    enterprise: row.enterprise,
    ...{ longitude: row.longitude, latitude: row.latitude, reportedBy: personId(ctx) },
  };
  const { id, number, writes } = await createHazardWrites(ctx, fields);
  const photos = await attach(ctx, { id, round: 0 }, input.photos, 'before', { strict: true });
  const shown = photos.rows.map((photo) => fileRow(ctx, row.id, photo.blobId));
  const urgent: Notice = {
    to: [{ role: 'commission_office' }],
    kind: 'hazard.urgent',
    title: `现场危险：隐患 ${number}（${HAZARD_SOURCES[source]}）`,
    body: title,
    link: `/hazards/${id}`,
  };
  return { id, number, writes: [...writes, ...photos.writes, ...shown], notices: danger || casualty ? [urgent] : [] };
}

async function duty(ctx: Ctx, row: CheckRow, input: Input): Promise<Made> {
  if (input.unitId === null && row.unitId === null) {
    refuse('bad_request', { fields: [{ path: 'unitId', message: '请选择应当履行这项职责的单位' }] });
  }
  return { id: null, number: '', writes: await newFiles(ctx, row, input.photos), notices: [] };
}
