import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

/** Checks an acceptance proof in the visitor's browser. The public keys come with the page: once loaded it needs no network. */
export function verifyPage(
  platform: Platform,
  tenant: TenantInfo,
  jwks: { readonly keys: readonly JsonWebKey[] },
): Promise<Response> {
  const names = JSON.stringify({ [tenant.slug]: tenant.name });
  return page(platform, {
    title: `核对凭证 · ${tenant.name}`,
    tenant,
    script: 'web/tip/verify.ts',
    body: html`<div id="verify" data-keys="${JSON.stringify(jwks)}" data-names="${names}">
<h1>核对受理凭证、办结凭证</h1>
<p>凭证是签了名的一句话：哪个地区在哪一天收到过哪一份加密举报，或怎样办结。谁都可以核对，凭证里没有举报内容，也没有回执码。专家证也可以在这里核对。</p>
<p class="notice without" id="without">如果按“核对”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器。</p>
<form id="check" novalidate autocomplete="off">
<div class="field">
<label for="proof-text">凭证</label>
<p class="hint" id="proof-hint">整段粘贴，三段字母之间有两个点</p>
<textarea id="proof-text" class="mono" rows="6" maxlength="4000" autocomplete="off" spellcheck="false" aria-describedby="proof-hint proof-error" required></textarea>
<p class="error" id="proof-error" role="alert"></p>
</div>
<div class="field">
<label for="digest">内容编号（可以不填）</label>
<p class="hint" id="digest-hint">64 位，提交后显示过；填了就一并核对凭证说的是不是这一份</p>
<input id="digest" class="mono" maxlength="64" autocomplete="off" spellcheck="false" aria-describedby="digest-hint">
</div>
<p class="promise">只在这个浏览器里核对，不会发出去；页面打开以后，断网也能核对。</p>
<p class="go"><button type="submit">核对</button></p>
</form>
<section id="verdict" class="notice" tabindex="-1" hidden>
<h2 id="verdict-title"></h2>
<p id="verdict-text"></p>
<p class="mono" id="verdict-digest"></p>
</section>
</div>
<footer class="foot"><a href="/${tenant.slug}/api/proof-keys" download="jwks.json">下载公钥（留着日后自己核对）</a> <a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
