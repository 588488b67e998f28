import { html, raw } from 'hono/html';
import type { Ctx, TenantInfo } from '../../../domain/context.ts';
import { rootStatements } from '../../../domain/tip-keys/chain.ts';
import type { Platform } from '../../../platform.ts';
import { fingerprint, followRoots } from '../../../protocol/chain.ts';
import { page } from './layout.ts';

/**
 * An A4 sheet for a factory gate or a notice board, with the tip page's address as a QR code. The code carries the root's
 * fingerprint behind `#`, which a browser never sends: the page checks the role keys against it.
 */
export async function posterPage(platform: Platform, tenant: TenantInfo, origin: string, ctx: Ctx): Promise<Response> {
  const { renderSVG } = await import('uqr');
  const address = `${origin}/${tenant.slug}/tip`;
  const print = await rootPrint(ctx);
  const code = renderSVG(print ? `${address}#k=${print}` : address, { ecc: 'M', border: 2 });
  return page(platform, {
    title: `举报海报 · ${tenant.name}`,
    tenant,
    script: 'web/tip/poster.ts',
    body: html`<div class="screen-only">
<h1>打印举报海报</h1>
<p>A4 一张，贴在厂门、工地、社区公告栏。打印时请关掉页眉页脚。${print && '贴出前，请受理员把海报底部的密钥指纹与工作台“举报密钥”页上的对照一遍。'}</p>
<p class="go"><button type="button" id="print">打印</button></p>
</div>
<article class="poster" aria-label="海报样张">
<h2>看见安全隐患<br>请告诉我们</h2>
<p class="poster-place">${tenant.name}</p>
<div class="qr" role="img" aria-label="举报页二维码">${raw(code)}</div>
<p class="poster-how">手机扫码举报，可以不留姓名</p>
<p class="poster-url">${address.replace(/^https?:\/\//, '')}</p>
<ul>
<li>内容在您的手机里加密，只有举报受理人员能打开</li>
<li>提交后得到回执码，办到哪一步查得到</li>
<li>请不要用单位的网络和电脑</li>
</ul>
<p class="poster-tel">正有危险：<b>119</b>　电话举报：<b>12350</b></p>
${print && html`<p class="poster-print">密钥指纹 <span>${groups(print)}</span></p>`}
</article>`,
  });
}

/** Of the root in force; '' where none has been set up. */
async function rootPrint(ctx: Ctx): Promise<string> {
  const roots = await rootStatements(ctx);
  const { no } = ctx.tenant;
  return roots.length === 0 ? '' : fingerprint(no, await followRoots(no, roots));
}

const groups = (print: string): string => print.replace(/(.{4})(?=.)/g, '$1 ');
