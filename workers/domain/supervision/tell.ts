import type { Notice, Recipient } from '../notifications/notify.ts';
import type { Kind } from './machine.ts';

const PATHS: Record<Kind, string> = { order: '/orders', summons: '/summonses' };

/** The people who handle the unit's matters, and its head. */
export function unitPeople(unitId: string): Recipient[] {
  return [
    { role: 'unit_handler', unitId },
    { role: 'committee_lead', unitId },
  ];
}

/** A notice to the unit an order or a summons is for, or to the office. */
export function tell(
  kind: Kind,
  row: { readonly id: string; readonly unitId: string; readonly title: string },
  to: 'unit' | 'office',
  what: string,
  title: string,
): Notice {
  return {
    to: to === 'unit' ? unitPeople(row.unitId) : [{ role: 'commission_office' }],
    kind: `${kind}.${what}`,
    title,
    body: row.title,
    link: `${PATHS[kind]}/${row.id}`,
  };
}
