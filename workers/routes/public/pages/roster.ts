import { html } from 'hono/html';
import type { roster } from '../../../contract/roster.ts';
import type { ClientOutput } from '../../../contract/route.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

type Roster = ClientOutput<typeof roster>;
export interface Asked {
  readonly poolId: string;
  readonly q: string;
}

/** Who is appointed here, for everybody. A form and a list, no script. */
export function rosterPage(platform: Platform, tenant: TenantInfo, asked: Asked, data: Roster): Promise<Response> {
  const home = `/${tenant.slug}`;
  const query = { ...(asked.poolId ? { poolId: asked.poolId } : {}), ...(asked.q ? { q: asked.q } : {}) };
  const more = data.next ? `?${new URLSearchParams({ ...query, cursor: data.next })}` : '';
  const filtered = asked.poolId !== '' || asked.q !== '';
  return page(platform, {
    title: `安全生产专家名册 · ${tenant.name}`,
    tenant,
    plainForm: true,
    body: html`<h1>安全生产<wbr>专家名册</h1>
<p class="lead">${tenant.name}聘任的安全生产专家。每人的经历和证书都对照材料核验过，由两人以上评审，并经公示。</p>
<form class="search" method="get" role="search" aria-label="查专家">
<label class="sr" for="poolId">专业</label>
<select id="poolId" name="poolId"><option value="">全部专业</option>
${data.pools.map((p) => html`<option value="${p.id}" ${p.id === asked.poolId ? 'selected' : ''}>${p.title}</option>`)}</select>
<label class="sr" for="q">姓名或编号</label>
<input id="q" name="q" type="search" maxlength="40" value="${asked.q}" placeholder="姓名或编号" autocomplete="off" enterkeyhint="search">
<button type="submit">查找</button>
</form>
${
  data.items.length === 0
    ? html`<p class="empty">${filtered ? html`没有符合条件的专家。<a href="${home}/experts">看全部</a>` : '还没有聘任专家。'}</p>`
    : html`<ul class="experts">${data.items.map(
        (e) => html`<li><h2><a href="${home}/experts/card/${e.number}">${e.name}</a></h2>
<p>${[e.poolTitle, e.title, e.employer].filter(Boolean).join('　')}</p>
<p class="hint">编号 ${e.number}　聘期 ${e.termFrom} 至 ${e.termTo}</p></li>`,
      )}</ul>`
}
${more ? html`<p><a href="${more}">更多专家</a></p>` : ''}
<footer class="foot"><a href="${home}/experts/publicity">拟聘专家公示</a><a href="${home}/experts/apply">申请入库</a><a href="${home}">回到${tenant.name}首页</a></footer>`,
  });
}
