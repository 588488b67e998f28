import { html } from 'hono/html';
import type { Ctx } from '../../../domain/context.ts';
import { hasPools } from '../../../domain/pools/rows.ts';
import type { Platform } from '../../../platform.ts';
import { page } from './layout.ts';

/** A district's own page: two things to do, what is promised, and its experts, where there are pools of them. */
export async function portalPage(platform: Platform, ctx: Ctx): Promise<Response> {
  const { tenant } = ctx;
  const experts = await hasPools(ctx);
  return page(platform, {
    title: `${tenant.name} · 安全生产举报`,
    tenant,
    danger: true,
    body: html`<h1>${tenant.name}<wbr>安全生产举报</h1>
<p class="lead">看见安全隐患、违法生产或瞒报事故，告诉我们。可以不留姓名。</p>
<nav class="doors" aria-label="要办的事">
<a class="door main" href="/${tenant.slug}/tip"><b>我要举报</b><span>约三分钟，可附照片</span></a>
<a class="door" href="/${tenant.slug}/receipt"><b>查询办理进度</b><span>凭回执码，不用登录</span></a>
</nav>
<section aria-labelledby="promise">
<h2 id="promise">我们做得到的</h2>
<ul class="promises">
<li><b>内容在您的手机里加密。</b>只有经手的受理、核查人员能打开，系统和运营人员看不到。</li>
<li><b>提交后马上进入办理。</b>举报一到，隐患就立了案，期限从这一刻起算。</li>
<li><b>办到哪一步，您看得到。</b>凭回执码查，也凭它收答复、补充情况；不成立也会告诉您理由。</li>
<li><b>网络地址不和举报存在一起。</b>但电信网络仍知道您上过这个网页，请不要用单位的网络。</li>
</ul>
<p><a href="/${tenant.slug}/promise">我们的承诺：做得到什么、做不到什么、谁能看到什么</a></p>
</section>
${
  experts
    ? html`<section aria-labelledby="experts">
<h2 id="experts">安全生产专家</h2>
<ul class="places">
<li><a href="/${tenant.slug}/experts/apply"><span>申请成为专家</span><small>网上填写</small></a></li>
<li><a href="/${tenant.slug}/experts"><span>专家名册和公示</span><small>核对专家证</small></a></li>
<li><a href="/${tenant.slug}/draws"><span>专家抽取公开</span><small>自己验证结果</small></a></li>
</ul>
</section>`
    : ''
}
<footer class="foot"><a href="/${tenant.slug}/console">工作人员登录</a><a href="/${tenant.slug}/poster">打印举报海报</a><a href="/${tenant.slug}/rewards">举报与奖励公开</a></footer>`,
  });
}
