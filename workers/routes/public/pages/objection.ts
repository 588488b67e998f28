import { html } from 'hono/html';
import type { publicity } from '../../../contract/roster.ts';
import type { ClientOutput } from '../../../contract/route.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { type Html, page } from './layout.ts';

export type Candidate = ClientOutput<typeof publicity>['items'][number];

export interface PublicityList {
  readonly items: readonly Candidate[];
  readonly next: string | null;
  /** 由谁答复: the commission's office in full. */
  readonly office: string;
}

/** Who is about to be appointed, until when one may object, and how. */
export function publicityPage(platform: Platform, tenant: TenantInfo, list: PublicityList): Promise<Response> {
  const home = `/${tenant.slug}`;
  const next = list.next ? `?${new URLSearchParams({ cursor: list.next })}` : '';
  return page(platform, {
    title: `拟聘专家公示 · ${tenant.name}`,
    tenant,
    body: html`<h1>拟聘专家公示</h1>
<p class="lead">下面的人选已通过材料核验和评审。公示期内任何人都可以提出异议；${list.office}逐条核实，答复以前不聘任。</p>
${
  list.items.length === 0
    ? html`<p class="empty">现在没有正在公示的人选。</p>`
    : html`<ul class="experts">${list.items.map(
        (c) => html`<li><h2>${c.name}</h2><p>${about(c)}</p>
<p class="hint">公示期 ${c.from} 至 ${c.to}（含当天）</p>
<p class="go"><a class="button plain" href="${home}/experts/publicity/${c.seatId}">对${c.name}提出异议</a></p></li>`,
      )}</ul>`
}
${next ? html`<p><a href="${next}">更多人选</a></p>` : ''}
<footer class="foot"><a href="${home}/experts">专家名册</a><a href="${home}">回到${tenant.name}首页</a></footer>`,
  });
}

const about = (c: Candidate): string => [c.poolTitle, c.title, c.employer].filter(Boolean).join('　');

export interface ObjectionForm {
  readonly candidate: Candidate;
  readonly office: string;
  /** Good for one objection where no script runs. */
  readonly ticket: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string;
}

/** The form of an objection. It is sent by the browser itself; a script, where one runs, adds the puzzle and stays on the page. */
export function objectionPage(platform: Platform, tenant: TenantInfo, given: ObjectionForm): Promise<Response> {
  const { candidate: c, values, errors } = given;
  const error = (name: string): Html =>
    html`<p class="error" id="${name}-error" role="alert">${errors[name] ?? ''}</p>`;
  const invalid = (name: string) => (errors[name] ? html`aria-invalid="true"` : '');
  return page(platform, {
    title: `对${c.name}提出异议 · ${tenant.name}`,
    tenant,
    plainForm: true,
    script: 'web/tip/objection.ts',
    status: given.notice || Object.keys(errors).length > 0 ? 422 : 200,
    body: html`<div id="form-part" data-seat="${c.seatId}" data-api="/${tenant.slug}/api">
<h1>对${c.name}<wbr>提出异议</h1>
<p>${about(c)}。公示到 ${c.to}（含当天）。</p>
<p class="notice red" id="refusal" role="alert" ${given.notice ? '' : html`hidden`}>${given.notice}</p>
<form id="objection" method="post" autocomplete="off">
<input type="hidden" name="ticket" value="${given.ticket}">
<div class="field"><label for="words">哪里不属实，怎么知道的</label>
<p class="hint" id="words-hint">例如：某段经历没有做过、证书不是本人的、与谁有利害关系。写得越具体，越好核实。</p>
<textarea id="words" name="words" rows="7" minlength="10" maxlength="2000" required aria-describedby="words-hint words-error" ${invalid('words')}>${values.words ?? ''}</textarea>
${error('words')}</div>
<div class="field"><label for="contact">您的联系方式（可以不填）</label>
<p class="hint" id="contact-hint">加密保存，只有${given.office}负责答复的人看得到，每看一次都有记录。</p>
<input id="contact" name="contact" maxlength="100" value="${values.contact ?? ''}" aria-describedby="contact-hint" autocomplete="off"></div>
<p class="promise">由${given.office}核实，与申请人有利害关系的人不经手。成立的不予聘任；不成立的写明理由。答复以前不会聘任。</p>
<p class="go"><button type="submit" id="send">提交异议</button></p>
<p class="working" id="working" role="status"></p>
</form>
</div>
${objectionDone(tenant, given.office, true)}`,
  });
}

const objectionDone = (tenant: TenantInfo, office: string, hidden: boolean): Html =>
  html`<div id="done-part" tabindex="-1" ${hidden ? html`hidden` : ''}>
<h1>异议已收到</h1>
<p class="lead">${office}会核实，答复以前不聘任。</p>
<p class="go"><a class="button plain" href="/${tenant.slug}/experts/publicity">回到公示名单</a></p></div>`;

/** After the form of a browser without scripts. */
export const objectionTakenPage = (platform: Platform, tenant: TenantInfo, office: string): Promise<Response> =>
  page(platform, { title: `异议已收到 · ${tenant.name}`, tenant, body: objectionDone(tenant, office, false) });

/** The period is over, or there never was one. */
export const noObjectionPage = (platform: Platform, tenant: TenantInfo): Promise<Response> =>
  page(platform, {
    title: `不在公示期内 · ${tenant.name}`,
    tenant,
    status: 404,
    body: html`<h1>不在公示期内</h1><p>这个人选没有在公示，或公示期已过，不能在这里提异议。</p>
<p class="go"><a class="button plain" href="/${tenant.slug}/experts/publicity">看正在公示的人选</a></p>`,
  });
