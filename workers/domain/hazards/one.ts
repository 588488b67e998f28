import { and, asc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { clockView, evidenceView, hazardAction, hazardView } from '../../contract/hazards.ts';
import type { Ctx } from '../context.ts';
import type { Step } from '../machine.ts';
import { type EvidenceRow, evidenceOf } from './evidence.ts';
import { allowedStep, missingEvidence, type ScopeOf, scopes } from './guards.ts';
import { HAZARD_MACHINE } from './machine.ts';
import { type HazardRow, loadHazard } from './rows.ts';
import { hidesMinute, iso, isoOrNull, namesOf, rowView } from './view.ts';

export async function one(ctx: Ctx, id: string): Promise<z.input<typeof hazardView>> {
  const row = await loadHazard(ctx, id);
  const evidence = await evidenceOf(ctx, id);
  const [clocks, actions, suggestedUnitId] = await Promise.all([
    clocksOf(ctx, row),
    actionsOf(ctx, row, evidence),
    regulatorOf(ctx, row),
  ]);
  const people = [row.reportedBy, row.assigneeId, row.rectifiedBy, row.verifierId, ...evidence.map((e) => e.addedBy)];
  return {
    ...rowView(ctx, row),
    description: row.description,
    longitude: row.longitude,
    latitude: row.latitude,
    reportedBy: row.reportedBy,
    rectifiedBy: row.rectifiedBy,
    verifierId: row.verifierId,
    watcher: row.watcher,
    interimMeasures: row.interimMeasures,
    rectification: row.rectification,
    outcomeReason: row.outcomeReason,
    mergedIntoId: row.mergedIntoId,
    suggestedUnitId,
    closedAt: isoOrNull(row.closedAt),
    evidence: evidence.map(evidenceShown),
    clocks,
    actions,
    names: await namesOf(ctx, people, [row.placeUnitId, row.ownerUnitId]),
  };
}

/** Who regulates the sector is the default assignee; a hazard already owned needs none. */
async function regulatorOf(ctx: Ctx, row: HazardRow): Promise<string | null> {
  if (row.ownerUnitId || !row.sector) return null;
  const { sectorRegulator: s } = ctx.db.rows;
  const [found] = await ctx.db.select({ unitId: s.unitId }).from(s).where(eq(s.sector, row.sector));
  return found?.unitId ?? null;
}

function evidenceShown(e: EvidenceRow): z.input<typeof evidenceView> {
  return { ...e, stage: e.stage as 'before' | 'after' | 'document', addedAt: iso(e.addedAt) };
}

/** The buttons: every step of the state this person's post could take, pressed or greyed with the reason. */
async function actionsOf(
  ctx: Ctx,
  row: HazardRow,
  evidence: readonly EvidenceRow[],
): Promise<z.input<typeof hazardAction>[]> {
  const steps: Record<string, Step> = HAZARD_MACHINE[row.state as keyof typeof HAZARD_MACHINE];
  const scopeFor = scopes(ctx);
  return Promise.all(Object.entries(steps).map(([action, step]) => button(ctx, row, action, step, evidence, scopeFor)));
}

const PHOTOS: Record<string, string> = { before: '整改前照片', after: '整改后照片' };

async function button(
  ctx: Ctx,
  row: HazardRow,
  action: string,
  step: Step,
  evidence: readonly EvidenceRow[],
  scopeFor: ScopeOf,
): Promise<z.input<typeof hazardAction>> {
  const { refusal } = await allowedStep(ctx, row, action, scopeFor);
  // Photos that come with the command are asked for in its form; the others must lie there already.
  const missing = step.needs?.includes('evidence') ? [] : missingEvidence(row, step, evidence);
  const lacks = missing.length > 0 ? `缺少${missing.map((m) => PHOTOS[m] ?? m).join('、')}` : '';
  const needs = [...(step.needs ?? [])];
  const to = step.to as z.input<typeof hazardAction>['to'];
  return { action, label: step.label, to, needs, allowed: !refusal && !lacks, why: refusal?.why ?? lacks };
}

async function clocksOf(ctx: Ctx, row: HazardRow): Promise<z.input<typeof clockView>[]> {
  const { clock: c, slaPolicy: p, escalationFired: f } = ctx.db.rows;
  const clocks = await ctx.db
    .select({
      id: c.id,
      kind: c.kind,
      anchorAt: c.anchorAt,
      dueAt: c.dueAt,
      epoch: c.epoch,
      stoppedAt: c.stoppedAt,
      outcome: c.outcome,
      basis: p.basis,
      basisChecked: p.basisChecked,
      policyVersion: c.policyVersion,
    })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(and(eq(c.entity, 'hazard'), eq(c.entityId, row.id)))
    .orderBy(asc(c.id));
  const fired = await ctx.db
    .select({ clockId: f.clockId, epoch: f.epoch, step: f.step })
    .from(f)
    .innerJoin(c, eq(c.id, f.clockId))
    .where(and(eq(c.entity, 'hazard'), eq(c.entityId, row.id)));
  const shown = hidesMinute(ctx, row) ? clocks.filter((clock) => clock.anchorAt !== row.createdAt) : clocks;
  return shown.map(({ epoch, ...clock }) => ({
    ...clock,
    kind: clock.kind as 'accept' | 'verify' | 'rectify',
    anchorAt: iso(clock.anchorAt),
    dueAt: isoOrNull(clock.dueAt),
    unknown: clock.dueAt === null,
    stoppedAt: isoOrNull(clock.stoppedAt),
    fired: fired.filter((s) => s.clockId === clock.id && s.epoch === epoch).map((s) => s.step),
  }));
}
