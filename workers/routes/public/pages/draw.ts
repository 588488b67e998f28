import { html } from 'hono/html';
import { DRAW_KINDS, DRAW_LISTS } from '../../../contract/draw-words.ts';
import type { publishedDraw, publishedDraws } from '../../../contract/draws.ts';
import {
  DRAW_STATES,
  EXCLUSIONS,
  type Exclusion,
  PICK_STATES,
  type PickState,
} from '../../../contract/expert-words.ts';
import type { ClientOutput } from '../../../contract/route.ts';
import type { TenantInfo } from '../../../domain/context.ts';
import type { Platform } from '../../../platform.ts';
import { seedKind } from '../../../protocol/draw-seed.ts';
import { page } from './layout.ts';

type List = ClientOutput<typeof publishedDraws>;
export type Published = ClientOutput<typeof publishedDraw>;

/** `2026-11-22 21:15` in China. */
const at = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Every draw whose list was frozen, newest first. No script. */
export function drawsPage(platform: Platform, tenant: TenantInfo, data: List): Promise<Response> {
  const home = `/${tenant.slug}`;
  return page(platform, {
    title: `抽取公开 · ${tenant.name}`,
    tenant,
    body: html`<h1>抽取公开</h1>
<p class="lead">专家和检查对象怎样抽出来，谁都可以在自己的手机上重抽一遍。</p>
${
  data.items.length === 0
    ? html`<p class="empty">还没有公开的抽取。</p>`
    : html`<ul class="experts">${data.items.map(
        (d) => html`<li><h2><a href="${home}/draws/${d.number}">${d.title}</a></h2>
<p>${DRAW_KINDS[d.kind]}　${DRAW_STATES[d.state]}${d.redrawOf ? `　重新抽取，原为 ${d.redrawOf}` : ''}</p>
<p class="hint">编号 ${d.number}　${at(d.committedAt)} 封存名单</p></li>`,
      )}</ul>`
}
${data.next ? html`<p><a href="?cursor=${data.next}">更早的抽取</a></p>` : ''}
<section aria-labelledby="how"><h2 id="how">为什么谁也左右不了</h2>
<ul class="promises">
<li><b>名单先封存，号码后开出。</b>名单和指纹公布在先，用哪一期公开的号码也写在里面；号码没开出来，谁也不知道会抽到谁。</li>
<li><b>见证人加一把锁。</b>见证人事先交存密封的输入，开奖以前拆封；不拆的不计入，拆不拆都没有好处。</li>
<li><b>结果是算出来的。</b>同一份名单和号码，谁来算都是同一个结果。改动一个字，核对就通不过。</li>
</ul></section>
<footer class="foot"><a href="${home}/draws/witness">见证人：生成密封值</a><a href="${home}/experts">专家名册</a><a href="${home}">回到${tenant.name}首页</a></footer>`,
  });
}

/** One draw: what was frozen, the seed, the result, and the engine itself to check it with. */
export function drawPage(platform: Platform, tenant: TenantInfo, d: Published): Promise<Response> {
  const home = `/${tenant.slug}`;
  const file = `${home}/api/published-draws/${d.number}/file`;
  const source = seedKind(d.seedSource.kind);
  return page(platform, {
    title: `${d.title} · 抽取公开 · ${tenant.name}`,
    tenant,
    script: 'web/tip/draw.ts',
    body: html`<h1>${d.title}</h1>
<p class="lead">${DRAW_KINDS[d.kind]}　编号 ${d.number}　<b>${DRAW_STATES[d.state]}</b></p>
${d.state === 'void' ? html`<p class="notice"><b>这次抽取已作废。</b>原因：${d.reason}。名单仍保留在这里。</p>` : ''}
${d.redrawOf ? html`<p class="notice">这是重新抽取，原来的一次是 <a href="${home}/draws/${d.redrawOf}">${d.redrawOf}</a>。原因：${d.reason}</p>` : ''}
${d.repeatedBy ? html`<p class="notice">这一次之后重新抽取过：${d.repeatedBy}</p>` : ''}
<section aria-labelledby="list"><h2 id="list">一、名单封存</h2>
<p>${at(d.committedAt)} 封存并公布。名单里每人一个编号，编号由姓名加密得来，不公开是谁；办结后公开参加者的编号对应谁。</p>
${d.lists.map(
  (list) => html`<h3>${DRAW_LISTS[list.name]}</h3>
<dl class="kept"><dt>名单</dt><dd>${list.entries} 个</dd>
${list.quotas.map((q) => html`<dt>${q.stratum || '名额'}</dt><dd>${q.free} 个里抽 ${q.n} 个${q.alternates ? `，候补 ${q.alternates} 个` : ''}</dd>`)}
${Object.entries(list.excluded).map(([why, n]) => html`<dt>不参加</dt><dd>${EXCLUSIONS[why as Exclusion]}：${n} 个</dd>`)}</dl>`,
)}
<p class="hint">名单指纹（可以抄下来，日后核对）</p><p class="mono" id="list-hash">${d.listHash}</p></section>
<section aria-labelledby="seed"><h2 id="seed">二、公开种子和见证人</h2>
<dl class="kept"><dt>来源</dt><dd>${source?.label ?? d.seedSource.kind}，${d.seedSource.id}</dd>
<dt>开出时间</dt><dd>不早于 ${at(d.seedSource.notBefore)}</dd>
<dt>结果</dt><dd>${d.publicSeed ? html`<b>${d.publicSeed}</b>` : '还没有'}</dd>
${d.witnesses.map((w) => html`<dt>见证人</dt><dd>${w.name}：${w.opened ? '输入已拆封' : d.seed ? '没有拆封，不计入' : '已交存，待拆封'}</dd>`)}</dl></section>
${d.picked.length > 0 ? results(d) : ''}
${verifier(file, d)}
<footer class="foot"><a href="${home}/draws">全部抽取</a><a href="${home}/experts">专家名册</a><a href="${home}">回到${tenant.name}首页</a></footer>`,
  });
}

function results(d: Published) {
  const name = (one: Published['picked'][number]) => one.who || `${one.code.slice(0, 16)}…`;
  const counted = Object.entries(d.calls).filter(([state]) => state !== 'waiting');
  return html`<section aria-labelledby="result"><h2 id="result">三、结果</h2>
<p class="hint">${d.drawnAt ? `${at(d.drawnAt)} 抽出。` : ''}${counted.map(([state, n]) => `${PICK_STATES[state as PickState]} ${n}`).join('，')}</p>
${d.lists.map(
  (list) =>
    html`<h3>${DRAW_LISTS[list.name]}</h3><ol class="picks">${d.picked
      .filter((one) => one.list === list.name)
      .map(
        (one) =>
          html`<li value="${one.position}"><span class="tag">${one.role === 'selected' ? '入选' : '候补'}</span> <span class="mono">${name(one)}</span>${list.quotas.length > 1 ? html` <span class="hint">${one.stratum}</span>` : ''}</li>`,
      )}</ol>`,
)}
${d.replacements.length > 0 ? html`<h3>递补</h3><ul>${d.replacements.map((r) => html`<li>${DRAW_LISTS[r.list]} ${r.out} 号${PICK_STATES[r.why]}，${r.steppedIn ? `${r.steppedIn} 号递补` : '已没有候补'}</li>`)}</ul>` : ''}
</section>`;
}

const verifier = (file: string, d: Published) => html`<section aria-labelledby="check">
<h2 id="check">自己核对</h2>
<p>下面的程序只在您的手机上运行：重算名单指纹，照号码重抽一遍，与公布的结果逐个比对。</p>
<p class="notice without" id="without">如果按“重新抽取并核对”没有反应，说明这个浏览器没有运行脚本，请换一个浏览器，或下载文件用命令行核对。</p>
<form id="verify" novalidate autocomplete="off" data-file="${file}">
<div class="field"><label for="noted">封存时抄下的名单指纹（可以不填）</label>
<input id="noted" class="mono" maxlength="64" autocomplete="off" spellcheck="false"></div>
<div class="field"><label for="chosen">核对自己保存的文件（不选就核对本页公布的）</label>
<input id="chosen" type="file" accept="application/json,.json"></div>
<p class="error" id="verify-error" role="alert"></p>
<p class="go"><button type="submit">重新抽取并核对</button></p>
</form>
<section id="verdict" tabindex="-1" hidden><h3 id="verdict-title"></h3><ol id="checks" class="checks"></ol></section>
<p><a href="${file}" download="draw-${d.number}.json">下载抽取文件</a></p>
</section>`;

/** What a witness hands in, made on the witness's own phone. */
export function witnessPage(platform: Platform, tenant: TenantInfo): Promise<Response> {
  return page(platform, {
    title: `见证人 · 抽取 · ${tenant.name}`,
    tenant,
    script: 'web/tip/witness.ts',
    body: html`<h1>见证人：<wbr>生成密封值</h1>
<p class="lead">写一句只有您知道的话，换成一串密封值交给经办人。封存名单以后、开奖以前，再把这句话和附加码告诉经办人拆封。</p>
<p class="notice without" id="without">这一页要运行脚本。按“生成”没有反应的，请换一个浏览器。</p>
<form id="seal" novalidate autocomplete="off">
<div class="field"><label for="number">抽取编号</label><p class="hint" id="number-hint">问经办人，如 2026-0001</p><input id="number" maxlength="20" aria-describedby="number-hint" required></div>
<div class="field"><label for="name">您的姓名</label><p class="hint" id="name-hint">与经办人登记的一字不差</p><input id="name" maxlength="30" aria-describedby="name-hint" required></div>
<div class="field"><label for="words">只有您知道的一句话</label><input id="words" maxlength="200" required></div>
<p class="error" id="seal-error" role="alert"></p>
<p class="promise">只在这个浏览器里计算，不会发出去。</p>
<p class="go"><button type="submit">生成</button></p>
</form>
<section id="slip" class="notice" tabindex="-1" hidden><h2>请截图或抄下</h2>
<dl class="kept"><dt>交给经办人</dt><dd class="mono" id="commitment"></dd><dt>自己留着</dt><dd id="own"></dd><dt>附加码</dt><dd class="mono" id="salt"></dd></dl></section>
<footer class="foot"><a href="/${tenant.slug}/draws">抽取公开</a></footer>`,
  });
}
