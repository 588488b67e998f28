import type { Ctx } from '../context.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.plan);
export type PlanRow = Awaited<ReturnType<typeof everyColumn>>[number];
