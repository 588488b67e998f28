import { html } from 'hono/html';
import type { Ctx, TenantInfo } from '../../../domain/context.ts';
import { rootStatements } from '../../../domain/tip-keys/chain.ts';
import { hotlines, retention } from '../../../domain/tips/settings.ts';
import type { Platform } from '../../../platform.ts';
import { fingerprint, followRoots } from '../../../protocol/chain.ts';
import { page } from './layout.ts';
import { honest, promised, readers } from './promise-texts.ts';

/** Fingerprint of the root in force, in groups of four, as a poster prints it; '' before the district has one. */
async function rootPrint(ctx: Ctx): Promise<string> {
  const roots = await rootStatements(ctx);
  if (roots.length === 0) return '';
  const root = await followRoots(ctx.tenant.no, roots).catch(() => undefined);
  return root === undefined ? '' : fingerprint(ctx.tenant.no, root);
}

/** Numbers of the whole country that a reporter may need besides the district's. */
const OWN = [
  { number: '12388', name: '纪检监察举报：举报的是收件单位，不想让它经手' },
  { number: '110', name: '报警；因举报受到人身威胁' },
];

const list = (items: readonly (readonly [string, string])[]) =>
  html`<ul class="promises">${items.map(([what, how]) => html`<li><b>${what}</b>${how}</li>`)}</ul>`;

/** What is promised and what is not, in plain words. It needs no script. */
export async function promisePage(platform: Platform, tenant: TenantInfo, ctx: Ctx): Promise<Response> {
  const [days, numbers, print] = await Promise.all([retention(ctx), hotlines(ctx), rootPrint(ctx)]);
  return page(platform, {
    title: `我们的承诺 · ${tenant.name}`,
    tenant,
    danger: true,
    body: html`<h1>我们的承诺</h1>
<p class="lead">做得到的，写明怎么做到。做不到的，也写明，您看了再决定怎么说。</p>
<h2>做得到的</h2>
${list(promised)}
<h2>做不到的</h2>
<p>我们不说“绝对查不到您”。下面这些，技术上挡不住：</p>
${list(honest)}
<h2>谁能看到什么</h2>
<dl class="who">${readers.map(({ who, sees, not }) => html`<dt>${who}</dt><dd><p><b>看得到</b>${sees}</p><p><b>看不到</b>${not}</p></dd>`)}</dl>
<h2>服务器上留下什么</h2>
<ul>
<li>不加密的几项：类别、街道乡镇、是否正有危险、是否有人伤亡、是不是举报收件单位、举报方式、哪一天。凭它们马上立案、算期限。立案和期限要精确到分钟。</li>
<li>加密的内容、附件和往来消息。大小补成几个固定档，看不出写了多少字；附件的大小看得出。</li>
<li>受理员写的转办摘要、不成立或延期的理由，不加密。写转办摘要时自动和您的原话比对，提醒哪些话会让人认出您。</li>
<li>查询号和一个校验值，由您的手机从回执码算出。回执码本身不存。</li>
<li>您的网络地址不存。防刷时只在内存里用它的一个代号，每十分钟换一次。另外按小时记下拒绝过多少次，没有地址，和举报对不起来。</li>
</ul>
<h2>保存多久</h2>
<p>办结的保存 ${days.closed} 天，查下来不成立的、移送外地的保存 ${days.not_established} 天；奖励还没领完的，领完或过期再销毁。到期从服务器上销毁这件举报的密钥、密文和附件，并留下一张销毁记录。以前的备份里还有密文，随备份过期删掉。办结以后，办理进度页里写着哪一天销毁。</p>
<h2>举报奖励</h2>
<p>查实后符合条件的可以领奖，匿名的也可以申领：办理进度页里写着金额、期限和地点，凭回执码生成领奖码。财务只看到金额、编号和领奖码，看不到举报。领钱时看不看身份证，按本地规定，领取之前页面上写明。过期不领，视为放弃。同一件事多人举报的，奖给受理在先的一位。<a href="/${tenant.slug}/rewards">历年举报和奖励数字</a></p>
<h2>怎么核对</h2>
<p><b>密钥是不是真的。</b>海报二维码里带着本地密钥的指纹，扫码打开举报页时手机自动核对，对不上就停下，不让填。直接输网址的，请把下面这一串和海报上印的比一比。</p>
${print ? html`<p class="mono print-of">${print.replace(/(.{4})(?=.)/g, '$1 ')}</p>` : html`<p class="notice">本地还没有启用指纹，海报上没有，暂时无法这样核对。</p>`}
<p><b>是不是真收到过。</b>提交后得到受理凭证，办结时得到办结凭证，都是带签名的。谁都可以<a href="/${tenant.slug}/verify">验一验</a>，不用相信我们。</p>
<h2>不想上网说</h2>
<ul class="numbers">${[...numbers.filter(({ number }) => !OWN.some((own) => own.number === number)), ...OWN].map(
      ({ name, number }) => html`<li><a href="tel:${number}">${number}</a><span>${name}</span></li>`,
    )}</ul>
<p class="go"><a class="button" href="/${tenant.slug}/tip">我要举报</a><a class="button plain" href="/${tenant.slug}/receipt">查询办理进度</a></p>
<footer class="foot"><a href="/${tenant.slug}">回到${tenant.name}首页</a></footer>`,
  });
}
