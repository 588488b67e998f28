import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';
import { codeParts, reminders } from './tip-after.ts';

/** Before anything else: somebody at the office has seen the code. */
const mustChange = html`<div class="notice" id="must-change" hidden>
<p><b>请先换一个新码。</b>这个回执码办事人员见过。换了以后，才能看消息、写回复，别人拿旧码也查不到了。</p>
<p><button type="button" id="change-now">换一个新码</button></p></div>`;

const mayChange = html`<details id="may-change"><summary>换一个回执码</summary>
<p>怕有人看到过现在的码，就换一个。换好以后旧码当即作废，往来消息都还在。</p>
<p><button type="button" class="plain" id="change">换一个新码</button></p></details>`;

/** What the answer is drawn into; the receipt code never leaves the phone. */
const answer = html`<div id="answer" hidden>
<h1 tabindex="-1">办理进度</h1>
<p class="lead" id="received"></p>
${mustChange}
<p class="error" id="change-note" role="alert"></p>
<div id="steps"></div>
<div id="reward" hidden></div>
<section id="talk" aria-label="往来消息" hidden></section>
<div class="more">
<div id="proofs"></div>
${reminders}
${mayChange}
</div>
<p class="promise" id="kept"></p>
<p class="go"><button type="button" class="plain" id="another">查另一个</button></p>
</div>`;

/** One field; everything else appears after the look-up. */
export function receiptPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `查询办理进度 · ${tenant.name}`,
    tenant,
    script: 'web/tip/receipt.ts',
    body: html`<div id="ask" data-api="/${tenant.slug}/api" data-no="${tenant.no}">
<h1 tabindex="-1">查询办理进度</h1>
<p class="notice without" id="without">如果按“查询”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器；28 位的回执码可以在<a href="/${tenant.slug}/receipt/plain">简易查询页</a>查；或拨打 <a href="tel:12350">12350</a> 询问。</p>
<form id="lookup" novalidate autocomplete="off">
<div class="field">
<label for="code">回执码</label>
<p class="hint" id="code-hint">26 位或 28 位数字，空格可以不打</p>
<textarea id="code" class="digits" rows="2" inputmode="numeric" maxlength="60" autocomplete="off" spellcheck="false" aria-describedby="code-hint code-error promise-line" required></textarea>
<p class="error" id="code-error" role="alert"></p>
</div>
<p class="promise" id="promise-line">回执码不会发出去：手机只算出查询号，凭它取进度和消息。</p>
<p class="go"><button type="submit" id="look">查询</button></p>
<p class="working" id="working" role="status"></p>
</form>
</div>
${answer}
${codeParts('new-code', html`新回执码。<wbr>请现在记下`, '对好了，换成这个码')}
<section id="end" aria-labelledby="end-title" hidden>
<h1 id="end-title" tabindex="-1">换好了</h1>
<p class="lead">旧码已作废，以后用新码查。</p>
<p class="go"><a class="button" href="/${tenant.slug}/receipt">用新码看进度</a></p>
</section>
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a><a href="/${tenant.slug}/promise">我们的承诺</a></footer>`,
  });
}
