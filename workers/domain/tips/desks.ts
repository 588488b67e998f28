import type { Recipient } from '../notifications/notify.ts';

/** Who works at a desk (`intake`, `discipline`, `verification:{unit}`): whom a message about one of its tips is for. */
export function deskRecipients(desk: string): Recipient[] {
  if (desk === 'discipline') return [{ role: 'discipline' }];
  if (desk.startsWith('verification:')) return [{ role: 'tip_verifier', unitId: desk.slice('verification:'.length) }];
  return [{ role: 'tip_office' }];
}
