import { eq, sql } from 'drizzle-orm';
import type { addFinding as officeRoute } from '../../contract/engagements.ts';
import type { reportFinding as ownRoute } from '../../contract/my-expert.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { myExpertId } from '../experts/sight.ts';
import { createHazardWrites } from '../hazards/create.ts';
import { attach } from '../hazards/evidence.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { changed } from '../people/chain.ts';
import { type EngagementRow, loadEngagement, ownPart, type PartRow, partsOf } from './rows.ts';

type Words = Omit<InputOf<typeof ownRoute>, 'id'>;

/** What an expert found goes into the queue at once, with source `expert`. */
export async function reportFinding(ctx: Ctx, input: InputOf<typeof ownRoute>): Promise<OutputOf<typeof ownRoute>> {
  const { id, ...words } = input;
  return record(ctx, await ownPart(ctx, await myExpertId(ctx), id), words);
}

/** The same, written down by the office for an expert of this engagement. */
export async function addFinding(
  ctx: Ctx,
  { id, partId, ...words }: InputOf<typeof officeRoute>,
): Promise<OutputOf<typeof officeRoute>> {
  const row = await loadEngagement(ctx, id, 'expert.engage');
  const part = found((await partsOf(ctx, row.id)).find((p) => p.id === partId));
  return record(ctx, { part, row }, words);
}

async function record(ctx: Ctx, { part, row }: { part: PartRow; row: EngagementRow }, words: Words) {
  if (part.state !== 'accepted' || row.state !== 'under_way') refuse('wrong_state');
  const { evidence, ...fields } = words;
  const { placeUnitId, sector, enterprise } = row;
  const hazard = await createHazardWrites(ctx, {
    ...{ ...fields, source: 'expert', placeUnitId, sector, enterprise, reportedBy: personId(ctx) },
    address: fields.address || row.address,
  });
  const photos = await attach(ctx, { id: hazard.id, round: 0 }, evidence, 'before');
  const event = { action: 'finding', from: part.state, to: part.state, data: { hazardId: hazard.id } };
  const urgent = fields.danger || fields.casualty;
  const notices = urgent
    ? await notifyWrites(ctx, {
        to: [{ role: 'commission_office' }],
        kind: 'hazard.urgent',
        title: `现场危险：隐患 ${hazard.number}（专家检查）`,
        body: fields.title,
        link: `/hazards/${hazard.id}`,
      })
    : [];
  const writes = [
    ...hazard.writes,
    ...photos.writes,
    ...changed(ctx, 'engagementExpert', part, event, { updatedAt: ctx.now }),
    ctx.db.insert('engagementFinding', {
      ...{ engagementId: row.id, hazardId: hazard.id, expertId: part.expertId, foundAt: ctx.now },
    }),
    // A count and no step of the whole: two experts who write at once do not wait for each other.
    ctx.db.update('engagement', { findings: sql`findings + 1` }, (e) => eq(e.id, row.id)),
    ...notices,
  ];
  const answer = await ctx.db.commit(writes, { hazardId: hazard.id, number: hazard.number });
  ctx.ports.wakeOutbox();
  return answer;
}
