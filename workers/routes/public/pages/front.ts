import { html } from 'hono/html';
import { LEVELS } from '../../../contract/units.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

export interface District {
  readonly slug: string;
  readonly name: string;
  readonly level: string;
}
export interface FrontList {
  readonly q: string;
  readonly items: readonly District[];
  readonly next: string | null;
}

const levelName = (level: string) => (level in LEVELS ? LEVELS[level as keyof typeof LEVELS] : '');

/** The platform's front page. The search is a plain form, so that it needs no script. */
export function frontPage(platform: Platform, list: FrontList): Promise<Response> {
  const more = list.next ? `/?${new URLSearchParams({ ...(list.q ? { q: list.q } : {}), cursor: list.next })}` : '';
  return page(platform, {
    title: '安哨 · 安全生产委员会工作平台',
    danger: true,
    plainForm: true,
    body: html`<h1>看见隐患，<wbr>说得出来，<wbr>有人去改</h1>
<p class="lead">安哨供市、县、区安全生产委员会使用。群众匿名举报，内容在您的手机里加密；办到哪一步，凭回执码查得到。</p>
<section aria-labelledby="find">
<h2 id="find">找您所在的地区</h2>
<form class="search" method="get" action="/" role="search">
<label class="sr" for="q">地区名称</label>
<input id="q" name="q" type="search" maxlength="20" value="${list.q}" placeholder="地区名称，如“高新区”" autocomplete="off" enterkeyhint="search">
<button type="submit">查找</button>
</form>
${
  list.items.length > 0
    ? html`<ul class="places">${list.items.map(
        (d) => html`<li><a href="/${d.slug}"><span>${d.name}</span><small>${levelName(d.level)}</small></a></li>`,
      )}</ul>`
    : nothing(list.q)
}
${more ? html`<p><a href="${more}">更多地区</a></p>` : ''}
</section>
<section class="quiet" aria-labelledby="join">
<h2 id="join">给市、县、区安委会</h2>
<p>填一张表申请开通。同意后即可使用：举报受理、隐患办理、期限提醒、台账导出。</p>
<p class="go"><a class="button plain" href="/apply">申请开通</a></p>
</section>
<footer class="foot"><a href="/platform">平台运营人员登录</a></footer>`,
  });
}

const nothing = (q: string) =>
  q
    ? html`<p class="empty">没有找到名称里含“${q}”的地区。换个字试试，或 <a href="/">看全部</a>；也可以直接拨打 <a href="tel:12350">12350</a>。</p>`
    : html`<p class="empty">还没有地区开通。要举报请拨打 <a href="tel:12350">12350</a>。</p>`;
