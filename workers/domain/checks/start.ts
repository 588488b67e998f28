import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import type { CheckRow, Done, Item } from './rows.ts';
import { checkFor, takeStep } from './step.ts';

/**
 * 开始检查: when and where, as the phone says; from here on the unit may see it. What the checklist asks is kept as it stands
 * now. The statement on conflicts of interest was ticked, or the schema refused.
 */
export async function startCheck(ctx: Ctx, input: InputOf<typeof contract.startCheck>): Promise<Done> {
  const row = await checkFor(ctx, input, 'start');
  const { point, noPoint } = input;
  const position = point ? 'given' : noPoint;
  return takeStep(ctx, row, 'start', {
    set: {
      ...{ startedAt: ctx.now, startedDay: localDay(ctx.now), startedBy: personId(ctx), position },
      ...(point ? { longitude: point.longitude, latitude: point.latitude, accuracy: point.accuracy } : {}),
      items: JSON.stringify(await asked(ctx, row)),
    },
    data: { position, statement: true },
  });
}

async function asked({ db }: Ctx, { templateId }: CheckRow): Promise<Item[]> {
  if (templateId === null) return [];
  const t = db.rows.template;
  const [template] = await db.select({ body: t.body }).from(t).where(eq(t.id, templateId));
  const { items = [] } = JSON.parse(template?.body ?? '{}') as { items?: string[] };
  return items.slice(0, 200).map((words) => ({ words, answer: null, note: '', photos: [] }));
}
