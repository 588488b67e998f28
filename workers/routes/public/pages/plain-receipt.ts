import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { PlainReceipt } from '../../../domain/tips/plain-receipt.ts';
import type { Platform } from '../../../platform.ts';
import { MESSAGE_TEXT_MAX } from '../../../protocol/messages.ts';
import { formatReceipt } from '../../../protocol/receipt.ts';
import { page } from './layout.ts';
import { plainLabel } from './plain-tip.ts';

export function plainAskPage(platform: Platform, tenant: TenantInfo, error = ''): Promise<Response> {
  return page(platform, {
    title: `查询办理进度（简易页） · ${tenant.name}`,
    tenant,
    plainForm: true,
    status: error ? 422 : 200,
    body: html`<h1>查询办理进度（简易页）</h1>
${plainLabel}
<form method="post" autocomplete="off">
<div class="field"><label for="code">回执码</label>
<p class="hint">28 位数字，空格可以不打。26 位的回执码请在<a href="/${tenant.slug}/receipt">能运行脚本的页面</a>查。</p>
<textarea id="code" class="digits" name="code" rows="2" inputmode="numeric" maxlength="60" required ${error ? html`aria-invalid="true" aria-describedby="e-code"` : ''}></textarea>
${error ? html`<p class="error" id="e-code" role="alert">${error}</p>` : ''}</div>
<p class="go"><button type="submit">查询</button></p>
</form>`,
  });
}

export interface Shown {
  readonly receipt: string;
  readonly answer: PlainReceipt;
  readonly notice: string;
  /** What was written and could not be sent. */
  readonly kept: string;
}

const dayText = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

export function plainAnswerPage(platform: Platform, tenant: TenantInfo, shown: Shown): Promise<Response> {
  const { status, messages } = shown.answer;
  const next = status.steps.find((step) => !step.done);
  return page(platform, {
    title: `办理进度 · ${tenant.name}`,
    tenant,
    plainForm: true,
    body: html`<h1>办理进度</h1>
${shown.notice ? html`<p class="notice" role="status">${shown.notice}</p>` : ''}
<ol class="timeline">${status.steps.map(
      (
        step,
      ) => html`<li class="${step.done ? 'done' : step === next ? 'now' : 'later'}"><span class="sr">${step.done ? '已完成：' : ''}</span><b>${step.label}</b>
<span class="when">${step.done && step.day ? dayText(step.day) : step.promisedDay ? `${dayText(step.promisedDay)}前` : ''}</span>
${step.note ? html`<p class="note">${step.note}</p>` : ''}${step.basis ? html`<p class="hint">${step.basis}</p>` : ''}</li>`,
    )}</ol>
<section aria-label="往来消息"><h2>往来消息</h2>
${messages.length === 0 ? html`<p class="hint">还没有消息。</p>` : ''}
${messages.map(
  (
    m,
  ) => html`<article class="message ${m.mine ? 'mine' : ''}"><p class="hint">${m.mine ? '我' : '受理员（已核对签名）'} · ${dayText(m.day)}</p>
<p>${m.text ?? '这条消息打不开，或签名对不上，没有显示。'}</p></article>`,
)}
${
  status.shreddedOn === null
    ? html`<form method="post" autocomplete="off"><input type="hidden" name="code" value="${shown.receipt}">
<div class="field"><label for="reply">回复或补充</label>
<p class="hint">想匿名，就别写只有您一个人知道的事、班次、工号。</p>
<textarea id="reply" name="reply" rows="4" maxlength="${MESSAGE_TEXT_MAX}" required>${shown.kept}</textarea></div>
<label class="card"><input type="checkbox" name="retaliation" value="yes"><span>我因举报受到打击报复（会优先处理）</span></label>
<p class="go"><button type="submit">加密并发出</button></p></form>`
    : html`<p class="hint">内容已于 ${status.shreddedOn} 按保存期限销毁。</p>`
}</section>
${plainLabel}
<p class="hint">回执码 ${formatReceipt(shown.receipt)}。看完请关掉这个页面；手机可能被别人看到的话，请清除浏览记录。</p>`,
  });
}
