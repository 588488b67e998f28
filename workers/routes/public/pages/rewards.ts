import { html } from 'hono/html';
import { CATEGORIES } from '../../../contract/hazards.ts';
import type { Shown, statistics } from '../../../contract/rewards.ts';
import type { ClientOutput } from '../../../contract/route.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

type Year = ClientOutput<typeof statistics>;

const count = (n: Shown) => (n === 'few' ? '少于 5' : n === 'withheld' ? '不公布' : String(n));
/** Fen as yuan: whole ones without a fraction. */
const yuan = (n: Shown) =>
  typeof n === 'number'
    ? (n / 100).toLocaleString('en-US', { minimumFractionDigits: n % 100 === 0 ? 0 : 2 })
    : '不公布';

/** A year's tips and rewards for everybody. A table, no script. */
export function rewardsPage(platform: Platform, tenant: TenantInfo, data: Year): Promise<Response> {
  const rows = data.items.filter((row) => row.received !== 0 || row.paid !== 0);
  const cells = (row: Omit<Year['items'][number], 'category'>) =>
    html`<td>${count(row.received)}</td><td>${count(row.confirmed)}</td><td>${count(row.paid)}</td>${data.over ? html`<td>${yuan(row.paidSum)}</td>` : ''}`;
  const head = ['类别', '收到', '属实', '发奖', ...(data.over ? ['奖金（元）'] : [])];
  return page(platform, {
    title: `${data.year} 年举报与奖励公开 · ${tenant.name}`,
    tenant,
    body: html`<h1>${data.year} 年<wbr>举报与奖励公开</h1>
<p class="lead">${tenant.name}${data.asOf ? `，统计到 ${data.asOf}` : ''}。</p>
${
  rows.length === 0
    ? html`<p class="empty">${data.asOf ? '这一年还没有收到举报。' : '这一年还没有统计。统计在每天夜里更新。'}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="按类别统计"><table class="figures">
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${CATEGORIES[row.category]}</th>${cells(row)}</tr>`)}</tbody>
<tfoot><tr><th scope="row">合计</th>${cells(data.total)}</tr></tfoot>
</table></div>`
}
<section aria-labelledby="how"><h2 id="how">这些数字怎么来的</h2>
<ul class="promises">
<li><b>收到、属实按举报的年份算，发奖按发放的年份算。</b>几件举报并成一案的，属实只算一件。</li>
<li><b>1 到 4 件写“少于 5”。</b>数目太小，会让人猜出是谁举报的；为了不让合计把它露出来，有时旁边一类或合计也不公布。</li>
${data.over ? '' : html`<li><b>奖金总额过完这一年再公布。</b>每天都变的总额，会露出单笔奖金。</li>`}
</ul></section>
<nav aria-label="其他年份"><p>${data.years.map((year) => (year === data.year ? html`<b>${year}</b>　` : html`<a href="/${tenant.slug}/rewards/${year}">${year}</a>　`))}</p></nav>
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
