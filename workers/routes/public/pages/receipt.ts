import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

/** One field; the answer is drawn by the page's script, because the receipt code never leaves the phone. */
export function receiptPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `查询办理进度 · ${tenant.name}`,
    tenant,
    script: 'web/tip/receipt.ts',
    body: html`<div id="ask" data-api="/${tenant.slug}/api" data-no="${tenant.no}">
<h1>查询办理进度</h1>
<p class="notice without" id="without">如果按“查询”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器，或拨打 <a href="tel:12350">12350</a> 询问。</p>
<form id="lookup" novalidate autocomplete="off">
<div class="field">
<label for="code">回执码</label>
<p class="hint" id="code-hint">26 位数字，空格可以不打</p>
<textarea id="code" class="digits" rows="2" inputmode="numeric" maxlength="60" autocomplete="off" spellcheck="false" aria-describedby="code-hint code-error promise-line" required></textarea>
<p class="error" id="code-error" role="alert"></p>
</div>
<p class="promise" id="promise-line">回执码不会发出去：手机只算出查询号，凭它取进度。</p>
<p class="go"><button type="submit" id="look">查询</button></p>
<p class="working" id="working" role="status"></p>
</form>
</div>
<div id="answer" tabindex="-1" hidden></div>
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
