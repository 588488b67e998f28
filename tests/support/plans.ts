import { national } from '../../seeds/national.ts';
import * as api from '../../workers/contract/plans.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { add } from '../../workers/domain/tasks/add.ts';
import { forgetCalendar } from '../../workers/http/calendar.ts';
import { type Caller, mintTenant, platform, type World } from './world.ts';

export interface Planned extends World {
  readonly street: string;
  readonly bureau: string;
  readonly office: Caller;
  readonly handler: Caller;
  readonly streetHandler: Caller;
  plan(more?: Partial<ClientInput<typeof api.addPlan>>): Promise<{ id: string; number: string; version: number }>;
  task(planId: string, more?: Partial<ClientInput<typeof tasks.addTask>>): Promise<{ id: string; number: string }>;
}

/** A district with its limits, a calendar of this year, an office that plans and two units that do. */
export async function planned(): Promise<Planned> {
  const world = await mintTenant();
  await platform.directory
    .prepare(
      "INSERT OR IGNORE INTO calendar_day (day, working, name, source) VALUES ('2026-10-01', 0, '国庆节', '测试')",
    )
    .run();
  forgetCalendar();
  await loadPack(await world.ctx(), national, { step: 'policies' });
  const street = await world.unit('城东街道', 'street');
  const bureau = await world.unit('住建局');
  const office = await world.person(['commission_office'], '安委办甲');
  return {
    ...world,
    street,
    bureau,
    office,
    handler: await world.person([{ role: 'unit_handler', unitId: bureau }], '经办人甲'),
    streetHandler: await world.person([{ role: 'unit_handler', unitId: street }], '街道经办'),
    plan: (more = {}) => office.call(api.addPlan, { kind: 'manual', title: '年度要点', year: 2026, ...more }),
    async task(planId, more = {}) {
      const input = tasks.addTask.input.parse({ planId, title: '排查燃气隐患', ...more });
      return add(await world.ctx(office.actor), input);
    },
  };
}
