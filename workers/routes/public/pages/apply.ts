import { html } from 'hono/html';
import { LEVELS } from '../../../contract/units.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly attributes: Record<string, string>;
}

const before: readonly Field[] = [
  {
    name: 'unitName',
    label: '申请单位',
    hint: '写全称，如“某某区安全生产委员会办公室”',
    attributes: { maxlength: '60', autocomplete: 'organization' },
  },
  {
    name: 'tenantName',
    label: '地区名称',
    hint: '群众在首页看到的名字，如“某某区”',
    attributes: { maxlength: '40', autocomplete: 'off' },
  },
];
const after: readonly Field[] = [
  {
    name: 'divisionCode',
    label: '行政区划代码',
    hint: '六位数字（GB/T 2260）；功能区填所在县区的代码',
    attributes: { inputmode: 'numeric', maxlength: '6', pattern: '[1-9][0-9]{5}', autocomplete: 'off' },
  },
  {
    name: 'slug',
    label: '网址简称',
    hint: '3 至 32 个小写字母、数字或短横，字母开头；举报页就在这个网址下',
    attributes: {
      maxlength: '32',
      pattern: '[a-z][a-z0-9\\-]{1,30}[a-z0-9]',
      autocapitalize: 'none',
      spellcheck: 'false',
      autocomplete: 'off',
    },
  },
  {
    name: 'contactName',
    label: '联系人',
    hint: '负责这项工作的同志',
    attributes: { maxlength: '30', autocomplete: 'name' },
  },
  {
    name: 'contactPhone',
    label: '联系电话',
    hint: '手机，或带区号的座机',
    attributes: { type: 'tel', maxlength: '20', autocomplete: 'tel' },
  },
];

const field = (f: Field) => html`<div class="field">
<label for="${f.name}">${f.label}</label>
<p class="hint" id="${f.name}-hint">${f.hint}</p>
<input id="${f.name}" name="${f.name}" required aria-describedby="${f.name}-hint ${f.name}-error" ${Object.entries(f.attributes).map(([k, v]) => html` ${k}="${v}"`)}>
<p class="error" id="${f.name}-error"></p>
</div>`;

export function applyPage(platform: Platform): Promise<Response> {
  return page(platform, {
    title: '申请开通 · 安哨',
    script: 'web/tip/apply.ts',
    body: html`<div id="form-part">
<h1>申请开通</h1>
<p class="lead">由市、县、区或功能区安委会办公室填写，约三分钟。平台运营人员核对后答复您留的电话。</p>
<p class="notice without" id="without">如果按“提交申请”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器。</p>
<form id="apply" novalidate>
<div id="summary" class="summary" role="alert" tabindex="-1" hidden></div>
${before.map(field)}
<div class="field">
<label for="level">层级</label>
<select id="level" name="level" required aria-describedby="level-error">
<option value="">请选择</option>
${Object.entries(LEVELS).map(([value, name]) => html`<option value="${value}">${name}</option>`)}
</select>
<p class="error" id="level-error"></p>
</div>
${after.map(field)}
<div class="field">
<label for="reason">申请说明</label>
<p class="hint" id="reason-hint">打算用来做什么，大约多少单位、多少人用</p>
<textarea id="reason" name="reason" rows="4" maxlength="500" required aria-describedby="reason-hint reason-error"></textarea>
<p class="error" id="reason-error"></p>
</div>
<p class="promise">这里填的联系方式只给平台运营人员看，用来答复这份申请。</p>
<p class="go"><button type="submit" id="send">提交申请</button></p>
</form>
</div>
<div id="done-part" tabindex="-1" hidden>
<h1>申请已收到</h1>
<p class="lead">运营人员核对后，会打您留的电话答复。</p>
<p>申请编号（询问进度时报这个）：<br><output id="number" class="mono"></output></p>
<p>开通后，贵单位会拿到一个一次性链接，用来设置第一位管理员。</p>
<p class="go"><a class="button plain" href="/">回到首页</a></p>
</div>`,
  });
}
