import type { Hono } from 'hono';
import { ERRORS } from '../contract/errors.ts';
import { asset } from './assets.ts';
import { commonHeaders } from './headers.ts';
import type { Opener } from './opener.ts';

/** Swagger UI places its parts with style attributes; those cannot run script. Everything else comes from our files. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/swagger/swagger-ui.css"></head><body>${body}</body></html>`;

const DOCS = page(
  '安哨接口文档',
  '<div id="docs"></div><script src="/assets/swagger/swagger-ui-bundle.js"></script><script src="/assets/swagger/start.js"></script>',
);

const rows = Object.entries(ERRORS).map(
  ([code, [status, sentence]]) =>
    `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${sentence}</td></tr>`,
);
const PROBLEMS = page(
  '安哨接口错误码',
  `<main class="swagger-ui"><h1>错误码</h1><table><thead><tr><th>code</th><th>HTTP</th><th>说明</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></main>`,
);

/** The contract for readers and machines: OpenAPI 3.1, its pages, and what each problem `type` points to. */
export function docs(app: Hono, opener: Opener): void {
  const html = (text: string): Response =>
    new Response(text, {
      headers: { ...commonHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP },
    });
  app.get('/api/openapi.json', () => asset(opener.platform, '/assets/openapi.json'));
  app.get('/api/docs', () => html(DOCS));
  app.get('/api/problems', () => html(PROBLEMS));
}
