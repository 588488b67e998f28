import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

/** Same page for every address nobody holds: it tells nothing about which exist. */
export function unknownPage(platform: Platform): Promise<Response> {
  return page(platform, {
    title: '没有这个页面 · 安哨',
    status: 404,
    danger: true,
    body: html`<h1>没有这个页面</h1>
<p>网址可能打错了，或者这个地区还没有开通。请核对海报或通知上的网址。</p>
<p class="go"><a class="button" href="/">查找您所在的地区</a></p>
<p>不上网也能举报：拨打 <a href="tel:12350">12350</a>，全国通用，可以不说姓名。</p>`,
  });
}

export function suspendedPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `${tenant.name} · 服务暂停`,
    status: 503,
    danger: true,
    tenant,
    body: html`<h1>网上服务暂停</h1>
${tenant.notice ? html`<p class="notice">${tenant.notice}</p>` : ''}
<p>以前提交的举报都在，回执码仍然有效，恢复后可以继续查询。</p>
<p>现在要举报，请拨打 <a href="tel:12350">12350</a>；遇到火情或有人被困，请拨打 <a href="tel:119">119</a>。</p>`,
  });
}

/** Plain HTML without the build's files, because they may be what failed. */
export async function brokenPage(platform: Platform): Promise<Response> {
  const spec = {
    title: '页面暂时打不开 · 安哨',
    status: 500,
    danger: true,
    body: html`<h1>页面暂时打不开</h1>
<p>是我们这边出了问题，没有收下任何内容。请过几分钟再试。</p>
<p>不能等的事，请拨打 <a href="tel:12350">12350</a> 或 <a href="tel:119">119</a>。</p>`,
  };
  try {
    return await page(platform, spec);
  } catch {
    const text =
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页面暂时打不开</title><h1>页面暂时打不开</h1>';
    return new Response(
      `${text}<p>请过几分钟再试。不能等的事，请拨打 <a href="tel:12350">12350</a> 或 <a href="tel:119">119</a>。</p></html>`,
      {
        status: 500,
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" },
      },
    );
  }
}
