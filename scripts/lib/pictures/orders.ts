import type { Page } from '@playwright/test';
import {
  approveBulletin,
  bulletins,
  draftBulletin,
  publishBulletin,
  submitBulletin,
} from '../../../workers/contract/month.ts';
import { noticeOne, notices, readNotice } from '../../../workers/contract/notice-desk.ts';
import { plans } from '../../../workers/contract/plans.ts';
import { tasks } from '../../../workers/contract/tasks.ts';
import { type Desk, signedIn } from '../demo/client.ts';
import { noticeText } from '../walkthrough/notice-text.ts';

export type Shot = readonly [name: string, path: string, shows: string, act?: (page: Page) => Promise<void>];

const DAY_MS = 86_400_000;
const dayFrom = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

/** Bodies of the demo zone as a notice writes them, and one that it does not have. */
const NAMES = ['区应急管理局', '区消防救援大队', '区国土住建局', '海事处', '兴仁街道办事处'];

/** The pages of orders and tasks; a notice is read and a bulletin published where there is none. */
export async function orderShots(url: string, slug: string): Promise<Shot[]> {
  const [office, leader] = [await signedIn(url, slug, 'office'), await signedIn(url, slug, 'leader')];
  const planOf = async (kind: 'campaign' | 'work_points') => {
    const [plan] = (await office.call(plans, { kind, limit: 1 })).items;
    if (!plan) throw new Error(`the demo has no plan of kind ${kind}`);
    return plan;
  };
  const [campaign, points] = [await planOf('campaign'), await planOf('work_points')];
  const [late] = (await office.call(tasks, { planId: campaign.id, sort: 'plan', limit: 1 })).items;
  if (!late) throw new Error('the campaign has no task');
  return [
    ['notice', `/notices/${await noticeId(office)}`, '已核对', lookThrough],
    ['task', `/tasks/${late.id}`, '办理过程'],
    ['matrix', `/plans/${points.id}?tab=matrix`, '只看有超期的'],
    ['bulletin', `/bulletins/${await bulletinId(office, leader)}`, '安全生产'],
    ['wall', `/plans/${campaign.id}/wall`, '任务完成'],
  ];
}

async function noticeId(office: Desk): Promise<string> {
  const text = noticeText(NAMES, dayFrom(-1), dayFrom(40));
  for (const { id } of (await office.call(notices, { state: 'reviewing', limit: 20 })).items) {
    if ((await office.call(noticeOne, { id })).text === text) return id;
  }
  return (await office.call(readNotice, { text })).id;
}

/** The newest that is out; else this month's: drafted by the office, signed by a leader, published. */
async function bulletinId(office: Desk, leader: Desk): Promise<string> {
  const there = (await office.call(bulletins, { limit: 20 })).items.find((b) => b.state === 'published');
  if (there) return there.id;
  const { id, version } = await office.call(draftBulletin, { period: dayFrom(0).slice(0, 7) });
  const sent = await office.call(submitBulletin, { id, version });
  const signed = await leader.call(approveBulletin, { id, version: sent.version });
  return (await office.call(publishBulletin, { id, version: signed.version })).id;
}

/** The fourth task, whose leader is not a body of this district: the reader asks instead of guessing. */
async function lookThrough(page: Page): Promise<void> {
  const card = page.locator('.nt-card').nth(3);
  await card.hover();
  await page.locator('.nt-over').first().waitFor();
}
