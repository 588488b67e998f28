import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** While it is sealed and sent; on failure everything stays where it is. */
export const sendingPart = html`<section class="step" data-step="7" aria-labelledby="step-7" hidden>
<h1 id="step-7" tabindex="-1">正在加密提交</h1>
<progress class="wide" id="bar" max="100" value="0" aria-label="提交进度"></progress>
<p class="working" id="doing" role="status"></p>
<p class="go"><button type="button" class="plain" id="halt" hidden>停止上传</button></p>
<p id="stay">请不要关掉这一页，提交后要给您回执码。</p>
<div id="failed" hidden>
<p class="notice red" id="why" role="alert"></p>
<p class="go"><button type="button" class="plain" data-back>回去看看</button><button type="button" id="again">重新提交</button></p>
<p>一直不成功，就拨打 <a href="tel:12350">12350</a>，可以不说姓名。</p>
</div>
</section>`;

/** A calendar entry made on the phone; it says nothing that leads here. */
export const reminders = html`<details><summary>提醒我再来看</summary>
<p>在手机日历里记一个日子。提醒里只写“查一下办事进度”，没有地区、网址和回执码。</p>
<p class="days">${[3, 7, 15, 30].map((n) => html`<button type="button" class="plain small" data-days="${n}">${n} 天后</button>`)}</p>
<p class="working" id="reminded" role="status"></p></details>`;

/** A code shown once, written down, asked back. Its digits are put in by the script, into `digits`, and never leave the phone. */
export const codeParts = (
  digits: string,
  title: Html,
  done: string,
) => html`<section id="receipt" aria-labelledby="receipt-title" hidden>
<h1 id="receipt-title" tabindex="-1">${title}</h1>
<p class="code" id="${digits}"></p>
<p class="once">仅此一次显示，关掉这一页就找不回来。</p>
<ol class="ways">
<li><b>抄下来</b>：用笔抄在纸上最稳妥，一组四位。</li>
<li><b>复制</b>：存到只有您看得到的地方，不要发到群里。<button type="button" class="plain" id="copy">复制回执码</button><span class="working" id="copied" role="status"></span></li>
<li><b>打印</b>：小票上只有数字，不写地区，也不写“举报”。<button type="button" class="plain" id="print">打印小票</button></li>
</ol>
<dl class="means">
<dt>它能打开什么</dt><dd>办理进度、结果和理由，还有受理员给您的答复；也凭它回复、补充。</dd>
<dt>没有它会怎样</dt><dd>举报照样办理，但谁也不能替您查，我们也补不了。</dd>
<dt>别人拿到会怎样</dt><dd>能看到进度和往来消息，看不到您当初写的举报。怕被人看过，就在进度页里换一个新码。</dd>
</dl>
<p class="go"><button type="button" id="noted">我记下了</button></p>
</section>
<section id="asked" aria-labelledby="asked-title" hidden>
<h1 id="asked-title" tabindex="-1">对一下，<wbr>看记得对不对</h1>
<p>请照着您记下的，填这四组数字。</p>
<form id="groups" autocomplete="off" novalidate><div class="groups" id="group-fields"></div>
<p class="error" id="groups-error" role="alert"></p>
<p class="go"><button type="button" class="plain" id="look-again">再看一眼</button><button type="submit">${done}</button></p>
</form>
</section>
<div class="stub" aria-hidden="true"><p>编码</p><p class="stub-code" id="stub-code"></p><p>请收好，遗失不补。</p></div>`;

/** What stands on the tip page once it has arrived. */
export const receiptSteps = (slug: string) => html`${codeParts('code', html`已收到。<wbr>请现在记下回执码`, '对好了')}
<section id="end" aria-labelledby="end-title" hidden>
<h1 id="end-title" tabindex="-1">好了，<wbr>可以关掉这一页</h1>
<p class="lead">举报已进入办理。受理员有疑问，会在办理进度页里问您，请过几天凭回执码来看看。</p>
<p class="go"><a class="button plain" href="/${slug}/receipt">查询办理进度</a></p>
<p>手机可能被别人看到的话，请把这个网页从浏览记录里删掉。</p>
${reminders}
<details><summary>受理凭证（可不存）</summary>
<p>系统对“哪一天收到过这份密文”的签名。以后有争议，可以用它证明您举报过。办理进度页里也能看到。</p>
<p class="mono" id="proof"></p>
<p><button type="button" class="plain" id="copy-proof">复制凭证</button><span class="working" id="proof-copied" role="status"></span></p></details>
</section>`;
