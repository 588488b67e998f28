import { html, raw } from 'hono/html';
import { CARD_STATES, type card } from '../../../contract/roster.ts';
import type { ClientOutput } from '../../../contract/route.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

type Card = ClientOutput<typeof card>;
const SAID: Record<Card['state'], string> = {
  valid: '在聘，今天有效。',
  old: '这张证已换发，请看本人的新证。',
  suspended: '聘用已暂停，现在不能以专家身份执业。',
  revoked: '已解聘，这张证作废。',
  ended: '聘期已届满，这张证作废。',
};

/**
 * An expert's card: how it stands today, and a code to hold in front of somebody's phone. The signed card lies behind `#`:
 * the page checks it by itself, also when the network is gone.
 */
export async function cardPage(
  platform: Platform,
  tenant: TenantInfo,
  origin: string,
  shown: Card,
  jwks: { readonly keys: readonly JsonWebKey[] },
): Promise<Response> {
  const { renderSVG } = await import('uqr');
  const address = `${origin}/${tenant.slug}/experts/card/${shown.number}?serial=${shown.serial}`;
  const code = shown.card ? renderSVG(`${address}#${shown.card}`, { ecc: 'L', border: 2 }) : '';
  return page(platform, {
    title: `专家证 ${shown.number} · ${tenant.name}`,
    tenant,
    script: 'web/tip/expert-card.ts',
    body: html`<div id="card" data-keys="${JSON.stringify(jwks)}" data-slug="${tenant.slug}" data-number="${shown.number}">
<h1>安全生产专家证</h1>
<article class="expert-card ${shown.state}" aria-label="专家证">
<p class="card-state"><b>${CARD_STATES[shown.state]}</b>　${SAID[shown.state]}</p>
<p class="card-name">${shown.name}</p>
<dl class="means">
<dt>专家库</dt><dd>${tenant.name}　${shown.poolTitle}</dd>
<dt>编号</dt><dd>${shown.number}</dd>
<dt>聘期</dt><dd>${shown.termFrom} 至 ${shown.termTo}</dd>
<dt>发证</dt><dd>第 ${shown.serial} 次</dd>
</dl>
${code ? html`<div class="qr" role="img" aria-label="专家证二维码">${raw(code)}</div><p class="hint">用手机扫码核对；二维码里是签了名的专家证，断网也能核对真伪。</p>` : ''}
</article>
<section id="verdict" class="notice" tabindex="-1" hidden><h2 id="verdict-title"></h2><p id="verdict-text"></p></section>
<details><summary>核对一张专家证</summary>
<form id="check" novalidate autocomplete="off">
<div class="field"><label for="card-text">专家证（二维码里的文字，或网址 # 后面的一段）</label>
<textarea id="card-text" class="mono" rows="5" maxlength="4000" spellcheck="false" aria-describedby="card-error">${shown.card}</textarea>
<p class="error" id="card-error" role="alert"></p></div>
<p class="promise">只在这个浏览器里核对，不会发出去；页面打开以后，断网也能核对真伪。</p>
<p class="go"><button type="submit">核对</button></p>
</form></details>
</div>
<footer class="foot"><a href="/${tenant.slug}/experts">专家名册</a><a href="/${tenant.slug}/api/proof-keys" download="jwks.json">下载公钥</a><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
