import { eq } from 'drizzle-orm';
import { HAZARD_SOURCES, type report as route } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { createHazardWrites } from './create.ts';
import { attach } from './evidence.ts';

export async function report(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { evidence, ...fields } = input;
  // A hazard from a tip is made with its tip, by the tip page alone.
  if (input.source === 'tip') refuse('bad_request', { fields: [{ path: 'source', message: '群众举报请走举报页面' }] });
  await checkPlace(ctx, input.placeUnitId);
  const created = await createHazardWrites(ctx, { ...fields, reportedBy: personId(ctx) });
  const { id, number } = created;
  const photos = await attach(ctx, { id, round: 0 }, evidence, 'before');
  const urgent = input.danger || input.casualty;
  const notices = urgent
    ? await notifyWrites(ctx, {
        to: [{ role: 'commission_office' }],
        kind: 'hazard.urgent',
        title: `现场危险：隐患 ${number}（${HAZARD_SOURCES[input.source]}）`,
        body: input.title,
        link: `/hazards/${id}`,
      })
    : [];
  const answer = await ctx.db.commit([...created.writes, ...photos.writes, ...notices], { id, number });
  ctx.ports.wakeOutbox();
  return answer;
}

export async function checkPlace(ctx: Ctx, placeUnitId: string | null): Promise<void> {
  if (placeUnitId === null) return;
  const u = ctx.db.rows.unit;
  const [unit] = await ctx.db.select({ id: u.id }).from(u).where(eq(u.id, placeUnitId));
  if (!unit) refuse('bad_request', { fields: [{ path: 'placeUnitId', message: '没有这个单位' }] });
}
