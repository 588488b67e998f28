import { html } from 'hono/html';
import { pageHeaders } from '../../../http/headers.ts';
import { entry } from '../../../http/manifest.ts';
import type { Platform } from '../../../platform.ts';

/** The frame the staff console is drawn into. antd's style elements need the nonce; browsers hide `nonce`, so it goes in `data-nonce`. */
export async function consoleShell(platform: Platform, title: string): Promise<Response> {
  const { js, css, imports } = await entry(platform, 'web/console/main.tsx');
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const body = await html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#1f3a68">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/assets/app.webmanifest">
${css.map((file) => html`<link rel="stylesheet" href="${file}">\n`)}
${imports.map((file) => html`<link rel="modulepreload" href="${file}">\n`)}
<script type="module" src="${js}"></script>
</head>
<body>
<div id="root" data-nonce="${nonce}"></div>
<noscript>工作台需要浏览器允许脚本运行。</noscript>
</body>
</html>`;
  return new Response(String(body), { headers: pageHeaders(nonce) });
}
