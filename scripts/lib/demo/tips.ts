import { desk as listTips } from '../../../workers/contract/tip-desk.ts';
import { form, send } from '../../../workers/contract/tips.ts';
import { composeTip, type TipHeader, type TipText } from '../../../workers/protocol/compose.ts';
import { solve } from '../../../workers/protocol/work.ts';
import { Desk } from './client.ts';
import type { DemoTenant } from './tenants.ts';

type Tip = Pick<TipHeader, 'category' | 'danger'> & Pick<TipText, 'text' | 'place' | 'enterprise'>;

const TIPS: readonly Tip[] = [
  {
    category: 'fire',
    danger: false,
    text: '厂里把二楼车间的消防通道堵了当仓库，两个门都锁着，夜班有三十多人。反映过没有人管。',
    place: '工业园三路，门口有蓝色大门',
    enterprise: '顺达包装',
  },
  {
    category: 'chemicals',
    danger: true,
    text: '村北旧养殖场里晚上有罐车卸东西，味道很呛，白天锁门。',
    place: '张范街道旧养殖场',
    enterprise: '',
  },
];

/** Two sealed tips for the desk, sent as a reporter's browser would. Their receipts are thrown away. */
export async function sendTips(url: string, tenant: DemoTenant, officer: Desk): Promise<void> {
  const { items } = await officer.call(listTips, { limit: 1 });
  if (items.length > 0) return;
  const reporter = new Desk(`${url}/${tenant.slug}/api`);
  for (const { category, danger, ...words } of TIPS) {
    const page = await reporter.call(form, {});
    const { payload } = await composeTip({
      form: page,
      header: {
        category,
        danger,
        casualty: false,
        placeUnitId: page.places[0]?.id ?? null,
        track: 'anonymous',
        aboutOffice: false,
        day: page.day,
      },
      text: { ...words, name: '', contact: '' },
      work: await solve(page.challenge),
    });
    await reporter.call(send, payload as Parameters<typeof reporter.call<typeof send>>[1]);
  }
}
