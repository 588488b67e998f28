import type * as contract from '../../contract/my-expert.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { myExpertId } from '../experts/sight.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { findingFile, findingsOf } from './findings-list.ts';
import { FINISHED } from './machine.ts';
import { declared, jobShown, namesFor } from './mine.ts';
import { cardNumber } from './opinion.ts';
import { partButtons } from './part-view.ts';
import { namesByEngagement } from './row-view.ts';
import { type EngagementRow, ownPart, type PartRow } from './rows.ts';
import { askedKinds, fieldOf, statementShown } from './statement.ts';
import { dutiesOf, milestonesShown } from './view.ts';

/** One's own job. The case itself comes with the signed statement, from this reader and from nowhere else. */
export async function oneMine(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof contract.myJob>> {
  const { part, row } = await ownPart(ctx, await myExpertId(ctx), id);
  const { field } = await fieldOf(ctx, row.poolId);
  const ended = (FINISHED as readonly string[]).includes(row.state);
  return {
    ...jobShown(part, row, await namesFor(ctx, [row])),
    asked: await askedKinds(ctx, field),
    statement: statementShown(part),
    reason: part.reason,
    job: declared(part) ? await theCase(ctx, part, row) : null,
    actions: ended ? [] : partButtons(row, part, 'self'),
  };
}

async function theCase(ctx: Ctx, part: PartRow, row: EngagementRow) {
  const [names, milestones, colleagues, card] = await Promise.all([
    namesOf(ctx, [], [row.placeUnitId]),
    milestonesShown(ctx, row),
    namesByEngagement(ctx, [row.id]),
    cardNumber(ctx, part.seatId),
  ]);
  const { opinion, opinionHash, opinionSignature } = part;
  return {
    ...{ address: row.address, brief: row.brief, sector: row.sector, placeName: names[row.placeUnitId ?? ''] ?? '' },
    ...{ duties: dutiesOf(row), milestones, colleagues: colleagues.get(row.id) ?? [] },
    ...{ opinion, opinionHash, opinionSignature, signedAt: isoOrNull(part.signedAt), cardNumber: card },
  };
}

/** Of one's own job, once the statement is signed. @throws `not_found` before */
async function opened(ctx: Ctx, id: string): Promise<string> {
  const { part, row } = await ownPart(ctx, await myExpertId(ctx), id);
  return declared(part) ? row.id : refuse('not_found');
}

export async function findingsMine(
  ctx: Ctx,
  input: InputOf<typeof contract.myFindings>,
): Promise<OutputOf<typeof contract.myFindings>> {
  return findingsOf(ctx, await opened(ctx, input.id), input);
}

export async function fileMine(ctx: Ctx, id: string, blobId: string): Promise<StoredFile> {
  return findingFile(ctx, await opened(ctx, id), blobId);
}
