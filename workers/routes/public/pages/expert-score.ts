import { html } from 'hono/html';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

/** An enterprise scores the experts who came. The token is in the fragment: it reaches no log on the way here. */
export function expertScorePage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `专家工作评分 · ${tenant.name}`,
    tenant,
    script: 'web/tip/expert-score.ts',
    body: html`<div id="score" data-tenant="${tenant.slug}">
<h1 tabindex="-1">专家工作评分</h1>
<p class="notice without" id="without">这一页要运行脚本才能打开，请换一个浏览器，或请安委办代为登记。</p>
<p class="notice" id="trouble" role="alert" tabindex="-1" hidden></p>
<form id="sheet" novalidate hidden>
<p id="what"></p>
<p class="promise">只评专家到现场的工作：是否按约定到场、检查是否认真、意见是否说得清。分数只给安委办和专家库管理员看。</p>
<div id="experts"></div>
<p class="error" id="sheet-error" role="alert" tabindex="-1"></p>
<p class="go"><button type="submit" id="send">提交评分</button></p>
</form>
<section id="done" class="notice" hidden>
<h1 tabindex="-1">已收到</h1>
<p>谢谢。工作办结以前，可以用同一个链接修改。</p>
</section>
</div>
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
