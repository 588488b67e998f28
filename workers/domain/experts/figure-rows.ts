import { refuse } from '../errors.ts';
import type { ExpertRow } from './record.ts';

/** No longer confirmed, and known to have been: the mark equals no digest. */
export const STALE = { confirmedHash: 'stale', confirmedBy: null, confirmedAt: null } as const;

/** @throws `bad_request` at `path` */
export function checkOrder(from: string | null, to: string | null, path: string): void {
  if (from !== null && to !== null && to < from) {
    refuse('bad_request', { fields: [{ path, message: '结束日期早于开始日期' }] });
  }
}

/** @throws `bad_request` when a record would hold more than `most` of one kind. */
export function checkRoom(count: number, most: number): void {
  if (count > most) refuse('bad_request', { fields: [{ path: '', message: `最多 ${most} 项` }] });
}

/** A step of the record that leaves it what it is. Ids and counts alone. */
export const step = (action: string, data: Record<string, unknown>) => ({ action, from: 'kept', to: 'kept', data });

/** Experts themselves take nothing back that somebody has confirmed. */
export function checkMayRemove(expert: ExpertRow, personId: string, confirmedHash: string | null): void {
  if (expert.personId === personId && confirmedHash !== null) refuse('wrong_state');
}
