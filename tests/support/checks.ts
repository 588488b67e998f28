import { national } from '../../seeds/national.ts';
import * as api from '../../workers/contract/checks.ts';
import type { ClientInput } from '../../workers/contract/route.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { newPlan } from '../../workers/domain/plans/create.ts';
import { type District, district } from './hazards.ts';
import type { Caller } from './world.ts';

export interface Checked extends District {
  readonly leader: Caller;
  /** Handler of the street: of the unit that is visited. */
  readonly visited: Caller;
  /** Head of the street, who plans checks of its own. */
  readonly streetHead: Caller;
  readonly auditor: Caller;
  readonly checklist: string;
  /** A visit to the street by the inspector. */
  visit(more?: Partial<ClientInput<typeof api.planCheck>>): Promise<string>;
  covert(more?: Partial<ClientInput<typeof api.planCheck>>): Promise<string>;
  started(id: string, by?: Caller): Promise<void>;
  campaign(): Promise<string>;
}

export const POINT = { longitude: 113.12, latitude: 29.37, accuracy: 12 };

/** A district with a checklist of two lines, an inspector of the bureau, and the people of a street that is visited. */
export async function checked(): Promise<Checked> {
  const d = await district();
  await loadPack(await d.ctx(), national, { step: 'settings' });
  const { db } = await d.ctx();
  const checklist = `list-${d.slug}`;
  const body = JSON.stringify({ items: ['安全出口畅通', '灭火器有效'] });
  await db.commit([db.insert('template', { id: checklist, kind: 'checklist', title: '场所检查', body })], null);
  const visit: Checked['visit'] = async (more = {}) => {
    const input = { unitId: d.street, personIds: [d.inspector.personId], plannedDay: '2026-11-20', ...more };
    return (await d.office.call(api.planCheck, input)).id;
  };
  return {
    ...d,
    ...{ checklist, visit },
    leader: await d.person(['leader'], '副区长甲'),
    visited: await d.person([{ role: 'unit_handler', unitId: d.street }], '街道经办人'),
    streetHead: await d.person([{ role: 'committee_lead', unitId: d.street }], '街道主任'),
    auditor: await d.person(['auditor'], '审计甲'),
    covert: (more = {}) => visit({ tags: ['covert'], ...more }),
    async started(id, by = d.inspector) {
      const { version } = await by.call(api.check, { id });
      await by.call(api.startCheck, { id, version, statement: true, point: POINT });
    },
    async campaign() {
      const ctx = await d.ctx(d.office.actor);
      const fields = { kind: 'campaign' as const, title: '春节前大检查', year: 2027, state: 'active' as const };
      const { writes, plan } = await newPlan(ctx, { ...fields, fromDay: '2027-01-10', toDay: '2027-02-05' });
      return ctx.db.commit(writes, plan.id);
    },
  };
}
