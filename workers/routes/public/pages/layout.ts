import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import { pageHeaders } from '../../../http/headers.ts';
import { entry } from '../../../http/manifest.ts';
import type { Platform } from '../../../platform.ts';

export type Html = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** What a search engine or a shared link says of it; without it, what the whole house is for. */
  readonly description?: string;
  /** Entry of the web build, e.g. `web/tip/tip.ts`. */
  readonly script?: string;
  readonly tenant?: TenantInfo;
  readonly status?: number;
  /** Whether the red band with the emergency numbers stands above everything. */
  readonly danger?: boolean;
  /** The page has a form that the browser itself sends (the search). Elsewhere a dead script must not put words into an address. */
  readonly plainForm?: boolean;
}

/** Emergency numbers hold everywhere in China, so that they need no data and no script. */
export const dangerBand = html`<aside class="danger" aria-label="紧急电话">
  <p class="wrap"><strong>现场正有危险？先离开，再打电话</strong>
  <span class="tels"><a href="tel:119"><b>119</b> 火警、救援</a><a href="tel:12350"><b>12350</b> 安全生产举报</a></span></p>
</aside>`;

/** A public page: own files only, no inline script or style, the same head everywhere. */
export async function page(platform: Platform, spec: Page): Promise<Response> {
  const [style, script] = await Promise.all([
    entry(platform, 'web/tip/public.css'),
    spec.script ? entry(platform, spec.script) : undefined,
  ]);
  const { tenant } = spec;
  const home = tenant ? `/${tenant.slug}` : '/';
  const body = await html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="#1f3a68">
<title>${spec.title}</title>
<meta name="description" content="${spec.description ?? purposeOf(tenant)}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/assets/app.webmanifest">
<link rel="stylesheet" href="${style.js}">
${script?.css.map((file) => html`<link rel="stylesheet" href="${file}">\n`)}
${script?.imports.map((file) => html`<link rel="modulepreload" href="${file}">\n`)}
${script ? html`<script type="module" src="${script.js}"></script>` : ''}
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="top"><p class="wrap"><a href="${home}">${tenant ? tenant.name : '安哨'}</a><span>${tenant ? '安全生产举报' : '安全生产委员会工作平台'}</span></p></header>
${spec.danger ? dangerBand : ''}
<main id="main" class="wrap" tabindex="-1">${spec.body}</main>
</body>
</html>`;
  return new Response(String(body), { status: spec.status ?? 200, headers: headersOf(spec) });
}

const purposeOf = (tenant: TenantInfo | undefined): string =>
  tenant
    ? `${tenant.name}安全生产举报：用手机反映事故隐患和违法行为，不必留姓名，凭回执码查办理进度。`
    : '安哨：市、县、区安全生产委员会办公室的工作平台，办举报、隐患、任务、督办和专家库。';

function headersOf({ plainForm }: Page): Record<string, string> {
  const headers = pageHeaders();
  const policy = headers['content-security-policy'] as string;
  return plainForm
    ? headers
    : { ...headers, 'content-security-policy': policy.replace("form-action 'self'", "form-action 'none'") };
}
