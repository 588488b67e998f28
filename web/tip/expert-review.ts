import { empty, make } from './dom.ts';
import type { Cards, Kind } from './expert-cards.ts';

/** What is about to be sent; of the identity number the last four. */
export function review(
  box: HTMLElement,
  pools: readonly { readonly title: string }[],
  value: (name: string) => string,
  identityNumber: string,
  lists: Readonly<Record<Kind, Cards>>,
): void {
  const files = lists.period.entries.concat(lists.credential.entries).filter((entry) => entry.file);
  const without = lists.period.entries.filter((entry) => !entry.file).length;
  const rows: [string, string][] = [
    ['申请的专家库', pools.map((pool) => pool.title).join('、')],
    ['姓名', value('name')],
    ['身份证号', `末四位 ${identityNumber.slice(-4)}`],
    ['手机号', value('phone')],
    ['工作单位', [value('employer'), value('post')].filter(Boolean).join('，')],
    ['工作经历', `${lists.period.entries.length} 段${without > 0 ? `，其中 ${without} 段还没有证明材料` : ''}`],
    ['职称、资格、学历', `${lists.credential.entries.length} 项`],
    ['回避关系', `${lists.tie.entries.length} 个单位`],
    ['证明材料', `${files.length} 份`],
  ];
  empty(box);
  for (const [label, text] of rows) {
    box.appendChild(make('dt', { textContent: label }));
    box.appendChild(make('dd', {}, make('span', { textContent: text || '没有填' })));
  }
}
