import { html } from 'hono/html';
import { CATEGORIES } from '../../../contract/hazards.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { FORM_TEXTS, FORM_VERSION } from '../../../protocol/form.ts';
import { type Html, page } from './layout.ts';
import { receiptSteps, sendingPart } from './tip-after.ts';

const LINES = (FORM_TEXTS[FORM_VERSION] as string).split('\n');
const TRACKS = ['anonymous', 'sealed_name', 'real_name'] as const;
const PROMISES = LINES.slice(0, -TRACKS.length);
/** `匿名：what it means` */
const meaning = (n: number) => (LINES[PROMISES.length + n] as string).split(/：(.*)/s);

const STEPS = ['说出来会怎样', '什么问题', '在什么地方', '说说情况', '照片、文件', '核对'] as const;

const step = (
  n: number,
  body: Html,
  next = '下一步',
) => html`<section class="step" data-step="${n}" aria-labelledby="step-${n}" ${n > 1 ? 'hidden' : ''}>
<p class="progress"><span>第 ${n} 步，共 ${STEPS.length} 步</span><progress max="${STEPS.length}" value="${n}" aria-hidden="true"></progress></p>
<h1 id="step-${n}" tabindex="-1">${STEPS[n - 1]}</h1>
${body}
<p class="error" data-error role="alert"></p>
<p class="go">${n > 1 ? html`<button type="button" class="plain" data-back>上一步</button>` : ''}<button type="submit" data-next>${next}</button></p>
</section>`;

const yesNo = (
  name: string,
  question: string,
  more: Html | '' = '',
) => html`<fieldset class="yesno"><legend>${question}</legend>${more}
<label><input type="radio" name="${name}" value="yes"><span>是</span></label>
<label><input type="radio" name="${name}" value="no"><span>否</span></label></fieldset>`;

const card = (value: (typeof TRACKS)[number], n: number) => {
  const [name, what] = meaning(n);
  return html`<label class="card" ${value === 'sealed_name' ? 'hidden' : ''}><input type="radio" name="track" value="${value}"><span><b>${name}</b><small>${what}</small></span></label>`;
};

const words = (slug: string) =>
  step(
    1,
    html`<ul class="promises">${PROMISES.map((line, n) => html`<li>${line}${n === PROMISES.length - 1 ? html`<span id="kept"></span>` : ''}</li>`)}</ul>
<p class="checked" id="pinned" hidden>海报上的密钥指纹已核对，一致</p>
<p><a href="/${slug}/promise" target="_blank">做得到什么、做不到什么（新页面）</a></p>
<fieldset class="cards"><legend>您想怎么说？</legend>
${TRACKS.map(card)}
</fieldset>
<p class="promise">不要用单位的网络、电脑或单位发的手机填写。</p>`,
  );

const readers = html`加密，只有<span data-who>本地举报受理员</span>能打开。`;

const kind = step(
  2,
  html`<fieldset class="grid"><legend>最接近哪一类？</legend>
<div class="choices">
${Object.entries(CATEGORIES).map(([value, name]) => html`<label><input type="radio" name="category" value="${value}"><span>${name}</span></label>`)}</div>
</fieldset>
${yesNo('danger', '现在正有危险吗？')}
<p class="notice red" id="danger-note" hidden>请先离开危险的地方，拨打 <a href="tel:119">119</a> 或 <a href="tel:12350">12350</a>，再接着填。网上提交代替不了报警。</p>
${yesNo('casualty', '有人受伤或死亡吗？')}
<p class="promise">这一步选的内容不加密，用来立刻派人。</p>`,
);

const where = step(
  3,
  html`<div class="field"><label for="place-unit">街道、乡镇</label>
<select id="place-unit" name="placeUnitId"><option value="">不清楚，或不在下列</option></select>
<p class="promise">这一项不加密，用来立刻派人。</p></div>
<div class="field"><label for="place">具体地点</label>
<p class="hint" id="place-hint">路名、门牌、楼层，或附近好认的地方</p>
<textarea id="place" name="place" rows="2" maxlength="200" aria-describedby="place-hint place-promise"></textarea>
<p class="promise sealed" id="place-promise">${readers}</p></div>
<div class="field"><label for="enterprise">单位名称（可不填）</label>
<input id="enterprise" name="enterprise" maxlength="80" aria-describedby="enterprise-promise">
<p class="promise sealed" id="enterprise-promise">${readers}</p></div>
<div id="office" hidden>
${yesNo('aboutOffice', '举报的是不是收件的单位或其工作人员？', html`<p class="hint">收件单位：<span data-offices></span>。这一项不加密。</p>`)}
<p class="notice" id="office-note" hidden>改由纪检监察受理：这份举报直接加密给纪检监察人员，<span data-offices></span>的人打不开。</p>
</div>
<p class="notice" id="office-none" hidden>这里的举报由<span data-offices></span>收件。要举报的正是它或它的工作人员，请不要在这里写，改打纪检监察举报电话 <a href="tel:12388">12388</a>。</p>`,
);

const what = step(
  4,
  html`<div class="field"><label for="text">看到了什么？</label>
<p class="hint" id="text-hint">什么时候、什么情况、有什么危险。想到哪里写到哪里，不用讲究格式。</p>
<textarea id="text" name="text" rows="7" maxlength="8000" aria-describedby="text-hint text-promise"></textarea>
<p class="promise sealed" id="text-promise">${readers}想匿名，就别写只有您一个人知道的事。</p></div>
<div id="names" hidden>
<div class="field"><label for="name">姓名</label><input id="name" name="name" maxlength="30" aria-describedby="name-promise">
</div>
<div class="field"><label for="contact">电话</label><input id="contact" name="contact" type="tel" maxlength="40" aria-describedby="name-promise"></div>
<div id="name-promise"><p class="promise sealed" id="name-sealed_name" hidden>姓名、电话单独加密成两半，受理员看不到；纪检监察和姓名保管两个岗位同时同意才能打开。请不要在“看到了什么”里再写姓名。</p>
<p class="promise sealed" id="name-real_name" hidden>和内容一起加密，受理员看得到；不写进转办材料。</p></div>
</div>`,
);

const photos = step(
  5,
  html`<p>没有也可以提交。<span id="file-limits"></span></p>
<ul class="photos" id="photos" aria-label="已选的照片"></ul>
<p class="pick"><input type="file" id="pick" accept="image/*" multiple><label for="pick" class="button plain">选照片或拍照</label></p>
<p class="promise sealed">照片在手机里重新压缩：拍摄时间、位置、机型都会去掉，然后加密。画面里的人脸、工牌、车牌去不掉，请自己留意。</p>
<ul class="files" id="files" aria-label="已选的文件、录音、录像"></ul>
<details><summary>还有文件、录音、录像</summary>
<p class="notice">录音、录像和文件里可能带有拍摄时间、地点、设备和作者信息，<b>去不掉</b>，受理员打开就看得到。人的声音、屏幕上的账号、单位内部的文件编号也认得出人。想匿名，就只加照片，或把内容截图、抄下来。</p>
<p class="pick"><input type="file" id="pick-files" multiple><label for="pick-files" class="button plain">我知道了，选文件</label></p>
<p class="promise sealed">和照片一样在手机里加密再上传。文件大、网络慢时要等一会儿，断了会接着传。</p></details>
<p class="working" id="photo-note" role="status"></p>`,
);

const check = step(
  6,
  html`<dl class="review" id="review"></dl>
<p class="promise sealed">按下以后，内容先在手机里加密再发出。手机要算一道题（防止机器刷屏），一般几秒钟。</p>`,
  '加密并提交',
);

/** The form stands complete in the page; the script shows one step at a time, seals and sends. It names no field to the server. */
export function tipPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `我要举报 · ${tenant.name}`,
    tenant,
    danger: true,
    script: 'web/tip/tip.ts',
    body: html`<div class="without" id="without"><h1>我要举报</h1>
<p>填写页正在打开。如果一直没有出来，说明这个浏览器没有运行脚本，内容没法在手机里加密。最好换一个浏览器。</p>
<p>换不了，可以用<a href="/${tenant.slug}/tip/plain">简易举报页</a>（传输加密，非端到端），或现在就拨打 <a href="tel:12350">12350</a>，可以不说姓名。请先想好：</p>
<ol><li>什么问题，现在有没有危险，有没有人受伤</li><li>在哪个街道、什么地方、哪个单位</li><li>什么时候看到的</li></ol></div>
<p class="notice" id="wechat" hidden>您正在微信里打开。微信知道您是谁，也可能留下浏览记录。点右上角“…”，选“在浏览器打开”更稳妥；继续在这里填也能提交。</p>
<section id="stopped" aria-labelledby="stopped-title" hidden><h1 id="stopped-title" tabindex="-1">现在不能在网上填</h1>
<p class="notice red" id="stopped-why"></p>
<p id="stopped-plain" hidden>换不了浏览器，可以用<a href="/${tenant.slug}/tip/plain">简易举报页</a>：传输加密，非端到端。</p>
<p>可以现在就打电话举报，不用说姓名：<a href="tel:12350">12350</a></p></section>
<form id="tip" data-api="/${tenant.slug}/api" data-receipt="/${tenant.slug}/receipt" autocomplete="off" novalidate hidden>
${words(tenant.slug)}${kind}${where}${what}${photos}${check}${sendingPart}
</form>
${receiptSteps(tenant.slug)}`,
  });
}
