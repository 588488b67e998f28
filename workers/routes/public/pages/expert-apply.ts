import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { cards } from './expert-cards.ts';
import { type Html, page } from './layout.ts';

const STEPS = ['申请哪个专家库', '本人信息', '工作经历', '职称、资格、学历', '回避关系', '核对、提交'] as const;

const step = (
  n: number,
  body: Html,
  next = '下一步',
) => html`<section class="step" data-step="${n}" aria-labelledby="step-${n}" ${n > 1 ? 'hidden' : ''}>
<p class="progress"><span>第 ${n} 步，共 ${STEPS.length} 步</span><progress max="${STEPS.length}" value="${n}" aria-hidden="true"></progress></p>
<h1 id="step-${n}" tabindex="-1">${STEPS[n - 1]}</h1>
${body}
<p class="error" data-step-error role="alert"></p>
<p class="go">${n > 1 ? html`<button type="button" class="plain" data-back>上一步</button>` : ''}<button type="submit" ${n === STEPS.length ? html`id="send"` : ''}>${next}</button></p>
</section>`;

const line = (
  name: string,
  label: string,
  attributes: Record<string, string>,
  hint = '',
) => html`<div class="field"><label for="${name}">${label}</label>${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
<input id="${name}" aria-describedby="${hint ? `${name}-hint ` : ''}${name}-error" ${Object.entries(attributes).map(([k, v]) => html` ${k}="${v}"`)}>
<p class="error" id="${name}-error"></p></div>`;

const list = (kind: string, add: string) => html`<div id="${kind}-list"></div>
<p><button type="button" class="plain" id="${kind}-add">${add}</button></p>`;

/** The form stands complete in the page; the script shows one step at a time, measures, uploads and sends. */
export function expertApplyPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `申请成为安全生产专家 · ${tenant.name}`,
    tenant,
    script: 'web/tip/expert-apply.ts',
    body: html`<p class="notice without" id="without">填写页正在打开。如果一直没有出来，说明这个浏览器没有运行脚本，请换一个浏览器。</p>
<section id="stopped" hidden><h1 id="stopped-title" tabindex="-1">申请成为安全生产专家</h1><p class="notice" id="stopped-why"></p>
<p class="go"><button type="button" class="plain" id="reload">再试一次</button></p></section>
<form id="apply" data-api="/${tenant.slug}/api" autocomplete="off" novalidate hidden>
<p class="notice" id="kept" hidden>上次填的内容已取回（身份证号和手机号没有保存，请重新填）。<button type="button" class="plain small" id="forget">清空重填</button></p>
${step(
  1,
  html`<p>已经申请过的，请<a href="/${tenant.slug}/experts/application">用申请编号和查询码查看</a>，不要重复提交。</p>
<fieldset class="cards"><legend>选一个或几个</legend><div id="pools"></div></fieldset>`,
)}
${step(
  2,
  html`${line('name', '姓名', { maxlength: '30', autocomplete: 'name' })}
${line('identityNumber', '身份证号', { maxlength: '24', autocapitalize: 'characters', spellcheck: 'false' }, '18 位。加密保存，不公开；本页不留底')}
${line('phone', '手机号', { type: 'tel', maxlength: '20', autocomplete: 'tel' }, '受理人员联系您用，加密保存，不公开')}
${line('employer', '现工作单位', { maxlength: '80', autocomplete: 'organization' }, '退休的写退休前单位')}
${line('post', '职务（可不填）', { maxlength: '60', autocomplete: 'organization-title' })}
<div class="field"><label for="bio">专长简介（可不填）</label><p class="hint" id="bio-hint">聘任后可能在公开名册上登出</p>
<textarea id="bio" rows="4" maxlength="500" aria-describedby="bio-hint"></textarea></div>`,
)}
${step(
  3,
  html`<p>一个岗位写一段。同时干两份工作的分开写，重叠的日子只算一次；中断的照实写。</p>
<div id="measure" aria-live="polite"></div>
${list('period', '再加一段经历')}`,
)}
${step(4, html`<p>没有就直接下一步。专家库要求的职称、资格在第 1 步里写着。</p>${list('credential', '加一项')}`)}
${step(
  5,
  html`<p>您在哪些企业任职、持股、当顾问、做过有偿服务，或近亲属在哪些企业任职？抽取专家时据此回避，隐瞒的解聘。没有就直接下一步。</p>
${list('tie', '加一个单位')}`,
)}
${step(
  6,
  html`<div id="result"></div><dl class="review" id="review"></dl>
<p class="tick-line"><label class="tick"><input type="checkbox" id="consent"> 我承诺所填内容和材料属实，同意受理单位核验，聘任前同意公示姓名、单位和专业。</label></p>
<div id="sending" hidden><progress class="wide" id="send-progress" max="100" value="0" aria-label="提交进度"></progress><p class="working" id="send-note" role="status"></p></div>`,
  '提交申请',
)}
</form>
<section id="done" tabindex="-1" hidden><h1 tabindex="-1">申请已收到</h1>
<p class="lead">受理人员核验材料后，会打您留的电话联系您。</p>
<p>申请编号</p><p class="mono big" id="number"></p>
<p>查询码（只显示这一次，请现在记下或截屏）</p><p class="mono big" id="code"></p>
<p>凭这两样可以看进度、补材料、撤回申请。</p>
<p class="go"><button type="button" class="plain" id="copy">复制</button><a class="button" href="/${tenant.slug}/experts/application">查看申请</a></p><p class="working" id="copied" role="status"></p>
</section>
${cards}
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}

/** By number and code: how far it is, what is asked for, papers sent after it, withdrawal. */
export function expertApplicationPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `查看入库申请 · ${tenant.name}`,
    tenant,
    script: 'web/tip/expert-status.ts',
    body: html`<div id="ask" data-api="/${tenant.slug}/api"><h1 tabindex="-1">查看入库申请</h1>
<p class="notice without" id="without">如果按“查看”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器。</p>
<form id="look-up" novalidate autocomplete="off">
${line('number', '申请编号', { maxlength: '20', autocapitalize: 'characters', spellcheck: 'false', placeholder: `ZJ2026-0001` })}
${line('code', '查询码', { inputmode: 'numeric', maxlength: '30', class: 'digits' }, '14 位数字，空格可以不打')}
<p class="error" id="look-error" role="alert"></p>
<p class="go"><button type="submit" id="look">查看</button></p></form></div>
<section id="answer" hidden><h1 tabindex="-1">入库申请</h1><p class="lead" id="received"></p>
<ol class="timeline" id="seats"></ol><p class="notice" id="words" hidden></p>
<div id="supplement" hidden><h2>补充材料</h2><p>在对应的一项下面选照片或 PDF。也可以补写漏填的经历、资格。</p>
<div id="items"></div><div id="period-list"></div><div id="credential-list"></div>
<p class="go"><button type="button" class="plain" id="period-add">补一段经历</button><button type="button" class="plain" id="credential-add">补一项资格</button></p>
<p class="error" id="supplement-error" role="alert"></p>
<p class="go"><button type="button" id="supplement-send">提交补充材料</button></p></div>
<p class="checked" id="supplemented" role="status" hidden>补充材料已提交。</p>
<details id="may-withdraw" hidden><summary>撤回申请</summary><p>撤回后不再核验、评审；以后可以重新申请。</p>
<p><button type="button" class="plain" id="withdraw">确定撤回</button></p><p class="error" id="withdraw-error" role="alert"></p></details>
<p class="go"><button type="button" class="plain" id="another">查另一份</button></p></section>
${cards}
<footer class="foot"><a href="/${tenant.slug}/experts/apply">申请成为专家</a><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
