import type { Category } from '../../../workers/contract/hazards.ts';
import * as hazards from '../../../workers/contract/hazards.ts';
import { type Desk, keyOf } from './client.ts';
import { DEMO_HAZARDS, type DemoHazard, FEW, type Until } from './hazards.ts';
import { picture } from './picture.ts';
import type { DemoTenant, Username } from './tenants.ts';

export type Desks = Readonly<Record<Username, Desk>>;

const ORDER: readonly Until[] = ['confirmed', 'assigned', 'rectifying', 'submitted', 'verified', 'closed'];
/** What a hazard passes before it rests where the demo shows it. */
const reaches = ({ until }: DemoHazard, step: Until): boolean =>
  ORDER.indexOf(until === 'returned' ? 'submitted' : until) >= ORDER.indexOf(step);

const HANDLER = { emergency: 'unit', fire: 'fire', housing: 'housing', street: 'street' } as const;
const OPINION = '现场复查，措施落实，与整改报告一致。';

/** Brings the demo hazards to their states through the same verbs a clerk uses. */
export async function stageHazards(tenant: DemoTenant, desks: Desks): Promise<void> {
  const list = tenant.hazards === 'many' ? DEMO_HAZARDS : DEMO_HAZARDS.slice(0, FEW);
  for (const [i, hazard] of list.entries()) await stage(tenant, desks, hazard, i);
}

async function stage(tenant: DemoTenant, desks: Desks, hazard: DemoHazard, i: number): Promise<void> {
  const key = (step: string) => keyOf(tenant.slug, i, step);
  const place = { placeUnitId: `unit-${tenant.street}`, address: hazard.address, enterprise: hazard.enterprise };
  const photo = async (desk: Desk, kind: 'before' | 'after') =>
    (await desk.call(hazards.upload, { purpose: 'evidence' }, key(kind), picture(kind, i))).id;

  const reporter = desks[hazard.by];
  const { title, description, category, sector, source } = hazard;
  const { id } = await reporter.call(
    hazards.report,
    {
      title,
      description,
      category: category as Category,
      sector,
      source,
      ...place,
      level: 'general',
      danger: hazard.danger,
      evidence: [await photo(reporter, 'before')],
    },
    key('report'),
  );
  if (hazard.until === 'reported') return;
  let version = 1;
  const next = async (done: Promise<{ version: number }>) => {
    version = (await done).version;
  };
  const { office, inspector } = desks;
  if (hazard.until === 'dismissed') {
    const reason = '现场核实为市政已列入更换计划的设施，不构成隐患。';
    await office.call(hazards.dismiss, { id, version, reason }, key('dismiss'));
    return;
  }
  const level = hazard.major ? 'major' : 'general';
  await next(office.call(hazards.confirm, { id, version, level, sector }, key('confirm')));
  if (!reaches(hazard, 'assigned')) return;

  const unitId = `unit-${hazard.owner === 'housing' || hazard.owner === 'street' ? tenant[hazard.owner] : hazard.owner}`;
  const watch = hazard.major ? { watcher: '驻点监管员', interimMeasures: '停止作业，现场设警戒，专人盯守。' } : {};
  const dueDay = hazard.dueIn === undefined ? undefined : await dayAfter(office, id, hazard.dueIn);
  await next(office.call(hazards.assign, { id, version, unitId, dueDay, ...watch }, key('assign')));
  if (!reaches(hazard, 'rectifying')) return;
  const handler = desks[HANDLER[hazard.owner]];
  await next(handler.call(hazards.start, { id, version }, key('start')));
  if (!reaches(hazard, 'submitted')) return;
  const evidence = [await photo(handler, 'after')];
  const rectification = '已按要求整改，完善台账并组织员工培训，请复查。';
  await next(handler.call(hazards.submit, { id, version, rectification, evidence }, key('submit')));
  if (hazard.until === 'returned') {
    const reason = '现场仍有一处未整改到位，照片与实际不符，请重新整改。';
    await inspector.call(hazards.sendBack, { id, version, reason }, key('return'));
    return;
  }
  if (!reaches(hazard, 'verified')) return;
  await next(inspector.call(hazards.verify, { id, version, opinion: OPINION }, key('verify')));
  if (!reaches(hazard, 'closed')) return;
  await office.call(hazards.close, { id, version, note: '同意销号。' }, key('close'));
}

/** Counted from the day it was reported, so that a preparation that is taken up again later asks for the same day. */
async function dayAfter(desk: Desk, id: string, days: number): Promise<string> {
  const { createdAt } = await desk.call(hazards.one, { id });
  return new Date(Date.parse(createdAt) + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
}
