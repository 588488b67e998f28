import { html } from 'hono/html';
import { CATEGORIES } from '../../../contract/hazards.ts';
import { PLAIN_PHOTOS } from '../../../contract/plain.ts';
import type { OutputOf } from '../../../contract/route.ts';
import { type form as formRoute, TRACKS } from '../../../contract/tips.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { formatReceipt } from '../../../protocol/receipt.ts';
import { type Html, page } from './layout.ts';

/** What the reporter is told wherever words pass through the Worker in clear. */
export const NOT_END_TO_END = '传输加密，非端到端';

export const plainLabel = html`<p class="notice"><b>${NOT_END_TO_END}</b>。这个页面不用脚本：您写的内容加密传到服务器，在服务器的内存里加密后才保存，明文不落盘；但在那一刻，服务器能看到。能运行脚本的浏览器请用原来的举报页，那里在手机上就加密好了。</p>`;

export interface PlainForm {
  readonly form: OutputOf<typeof formRoute>;
  readonly ticket: string;
  readonly receipt: string;
  /** What was written before, when something was missing. */
  readonly values: Readonly<Record<string, string>>;
  /** Field → sentence. */
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string;
}

export function plainTipPage(platform: Platform, tenant: TenantInfo, given: PlainForm): Promise<Response> {
  const { values, errors, form } = given;
  const error = (name: string): Html | '' =>
    errors[name] ? html`<p class="error" id="e-${name}">${errors[name]}</p>` : '';
  const invalid = (name: string) => (errors[name] ? html`aria-invalid="true" aria-describedby="e-${name}"` : '');
  const radio = (name: string, value: string, label: Html | string) =>
    html`<label><input type="radio" name="${name}" value="${value}" ${values[name] === value ? 'checked' : ''}><span>${label}</span></label>`;
  const yesNo = (name: string, question: string, hint = '') =>
    html`<fieldset class="yesno" ${invalid(name)}><legend>${question}</legend>${hint ? html`<p class="hint">${hint}</p>` : ''}
${radio(name, 'yes', '是')}${radio(name, 'no', '否')}${error(name)}</fieldset>`;
  const line = (name: string, label: string, max: number, type: Html | '' = '') =>
    html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" ${type} maxlength="${max}" value="${values[name] ?? ''}" ${invalid(name)}>${error(name)}</div>`;
  const area = (name: string, label: string, max: number, rows: number) =>
    html`<div class="field"><label for="${name}">${label}</label>
<textarea id="${name}" name="${name}" rows="${rows}" maxlength="${max}" ${invalid(name)}>${values[name] ?? ''}</textarea>${error(name)}</div>`;
  const trackWords = {
    anonymous: '不留姓名和电话',
    sealed_name: '姓名另外加密成两半，两个岗位同时同意才能打开',
    real_name: '留姓名和电话，受理员看得到',
  };
  return page(platform, {
    title: `简易举报页 · ${tenant.name}`,
    tenant,
    danger: true,
    plainForm: true,
    status: given.notice || Object.keys(errors).length > 0 ? 422 : 200,
    body: html`<h1>简易举报页</h1>
${plainLabel}
${given.notice ? html`<p class="notice red" role="alert">${given.notice}</p>` : ''}
${Object.keys(errors).length > 0 ? html`<p class="notice red" role="alert">还有 ${Object.keys(errors).length} 处没有填好，已在下面标出。照片要重新选一次。</p>` : ''}
<form method="post" enctype="multipart/form-data" autocomplete="off">
<input type="hidden" name="ticket" value="${given.ticket}"><input type="hidden" name="receipt" value="${given.receipt}">
<fieldset class="grid" ${invalid('track')}><legend>您想怎么说？</legend>
${form.tracks.map((t) => radio('track', t, `${TRACKS[t]}：${trackWords[t]}`))}${error('track')}</fieldset>
<fieldset class="grid" ${invalid('category')}><legend>最接近哪一类？</legend><div class="choices">
${Object.entries(CATEGORIES).map(([value, name]) => radio('category', value, name))}</div>${error('category')}</fieldset>
${yesNo('danger', '现在正有危险吗？', '有危险请先离开，拨打 119 或 12350，再回来填。')}
${yesNo('casualty', '有人受伤或死亡吗？')}
${yesNo('aboutOffice', '举报的是不是收件的单位或其工作人员？', form.offices.length > 0 ? `收件单位：${form.offices.join('、')}` : '')}
<div class="field"><label for="placeUnitId">街道、乡镇</label>
<select id="placeUnitId" name="placeUnitId"><option value="">不清楚，或不在下列</option>
${form.places.map((p) => html`<option value="${p.id}" ${values.placeUnitId === p.id ? 'selected' : ''}>${p.name}</option>`)}</select></div>
${area('place', '具体地点', 200, 2)}
${line('enterprise', '单位名称（可不填）', 80)}
${area('text', '看到了什么？', 8000, 7)}
${line('name', '姓名（匿名不用填）', 30)}
${line('contact', '电话（匿名不用填）', 40, html`type="tel"`)}
<div class="field"><label for="photos">照片（可不选，最多 ${PLAIN_PHOTOS} 张，JPG 或 PNG）</label>
<p class="hint">拍摄时间、位置、机型会去掉；画面里的人脸、工牌、车牌去不掉。</p>
<input type="file" id="photos" name="photos" accept="image/jpeg,image/png" multiple>${error('photos')}</div>
<p class="go"><button type="submit">提交</button></p>
</form>`,
  });
}

/** The receipt, once. */
export function plainTakenPage(platform: Platform, tenant: TenantInfo, receipt: string, proof: string) {
  return page(platform, {
    title: `已收到 · ${tenant.name}`,
    tenant,
    body: html`<h1>已收到。请现在记下回执码</h1>
<p class="receipt" id="receipt">${formatReceipt(receipt)}</p>
<p>28 位数字，只显示这一次，遗失不补。凭它查看办理进度、看答复、补充情况。抄完请从头到尾再对一遍。</p>
${plainLabel}
<p class="go"><a class="button" href="/${tenant.slug}/receipt/plain">去看办理进度</a></p>
<details><summary>受理凭证（可不存）</summary><p class="mono">${proof}</p></details>`,
  });
}

/** Nobody could open what would be sealed. */
export function plainClosedPage(platform: Platform, tenant: TenantInfo) {
  return page(platform, {
    title: `现在不能在网上填 · ${tenant.name}`,
    tenant,
    danger: true,
    status: 409,
    body: html`<h1>现在不能在网上填</h1><p class="notice red">本地举报受理岗位尚未启用密钥，写了也没有人打得开。</p>
<p>可以现在就打电话举报，不用说姓名：<a href="tel:12350">12350</a></p>`,
  });
}
