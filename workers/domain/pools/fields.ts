import { asc, eq } from 'drizzle-orm';
import { GENERAL_FIELD } from '../../protocol/eligibility-tables.ts';
import type { Ctx } from '../context.ts';

/** A field as the district's pack describes it for its expert pools. */
export interface FieldTemplate {
  readonly field: string;
  readonly title: string;
  readonly owners: readonly string[];
  readonly duties: readonly string[];
  readonly source: string | null;
}

export async function fieldTemplates({ db }: Ctx): Promise<FieldTemplate[]> {
  const t = db.rows.template;
  const rows = await db
    .select({ title: t.title, body: t.body, source: t.source })
    .from(t)
    .where(eq(t.kind, 'expert_field'))
    .orderBy(asc(t.sort), asc(t.id));
  return rows.map(({ title, body, source }) => {
    const { sector, owners, duties } = JSON.parse(body) as { sector: string; owners?: string[]; duties?: string[] };
    return { field: sector, title, owners: owners ?? [], duties: duties ?? [], source };
  });
}

/** Field → name, in order: those of the pack's pools first, then the other sectors, then work in no field of its own. */
export async function fieldNames(ctx: Ctx, known?: readonly FieldTemplate[]): Promise<Map<string, string>> {
  const s = ctx.db.rows.sectorRegulator;
  const [templates, sectors] = await Promise.all([
    known ?? fieldTemplates(ctx),
    ctx.db.select({ field: s.sector, name: s.label }).from(s).orderBy(asc(s.sort), asc(s.sector)),
  ]);
  const names = new Map(templates.map((t) => [t.field, t.title]));
  for (const { field, name } of sectors) if (!names.has(field)) names.set(field, name);
  return names.set(GENERAL_FIELD, '综合安全监管');
}

export async function listFields(ctx: Ctx): Promise<{ items: { field: string; name: string }[] }> {
  return { items: [...(await fieldNames(ctx))].map(([field, name]) => ({ field, name })) };
}
