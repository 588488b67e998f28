import { html, raw } from 'hono/html';
import { viewerHeaders } from '../../../http/headers.ts';
import { entry } from '../../../http/manifest.ts';
import type { Platform } from '../../../platform.ts';

const STYLE = `html,body{margin:0;background:#f5f6f8;color:#1c2430;font:16px/1.7 system-ui,sans-serif}
img,video{display:block;max-width:100%;max-height:600px;margin:0 auto}
audio{display:block;width:100%}
pre{margin:0;padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}`;

/**
 * The frame in which the console shows a decrypted file. Its script stands in the page: a document without an origin may
 * load none from here.
 */
export async function viewerPage(platform: Platform): Promise<Response> {
  const { js } = await entry(platform, 'web/viewer/viewer.ts');
  const built = await platform.assets.fetch(new Request(`http://assets${js}`));
  const script = (await built.text()).replaceAll('</', '<\\/');
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const body = await html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>附件</title>
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body>
<script type="module" nonce="${nonce}">${raw(script)}</script>
</body>
</html>`;
  return new Response(String(body), { headers: viewerHeaders(nonce) });
}
