import { html } from 'hono/html';
import { CREDENTIAL_KINDS, TIE_KINDS, WORK_KINDS } from '../../../contract/expert-words.ts';
import type { Html } from './layout.ts';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => html`<option value="${value}">${label}</option>`);

/** A field of a card. The script gives each copy of it ids of its own. */
const field = (name: string, label: string, input: Html, hint = '') => html`<div class="field" data-field="${name}">
<label>${label}</label>${hint ? html`<p class="hint">${hint}</p>` : ''}${input}<p class="error" data-error></p></div>`;

const line = (name: string, max: number) => html`<input data-name="${name}" maxlength="${max}" autocomplete="off">`;
const date = (name: string) =>
  html`<input type="date" data-name="${name}" min="1950-01-01" max="2100-12-31" placeholder="2015-03-01">`;

const file = html`<div class="evidence" data-field="file"><p class="label">证明材料</p>
<p class="hint">照片或 PDF，一份不超过 10 MB</p>
<p class="pick"><input type="file" data-pick accept="image/*,application/pdf"><label class="button plain small">选照片或 PDF</label></p>
<div class="uploading" data-uploading hidden><progress max="100" value="0" aria-label="上传进度"></progress><p class="working" role="status"></p></div>
<p class="filed" data-filed hidden><span></span> <button type="button" class="plain small" data-unfile>去掉</button></p>
<p class="error" data-error role="alert"></p></div>`;

const remove = html`<p><button type="button" class="plain small" data-remove>删去这一项</button></p>`;

/** Copied by the script for each entry. */
export const cards = html`<template id="period-card"><fieldset class="entry"><legend></legend>
${field('employer', '工作单位', line('employer', 80))}
${field('post', '岗位', line('post', 60), '写当时的岗位，如“安全评价师”“安环部部长”')}
${field('work', '工作性质', html`<select data-name="work"><option value="">请选择</option>${options(WORK_KINDS)}</select>`)}
${field('field', '专业领域', html`<select data-name="field" data-fields><option value="">请选择</option></select>`)}
${field('fromDay', '开始日期', date('fromDay'))}
${field('toDay', '离开日期', html`<label class="tick"><input type="checkbox" data-name="open"> 至今还在这个岗位</label>${date('toDay')}`)}
${field('share', '占全职的百分之几', html`<input data-name="share" inputmode="numeric" maxlength="3" autocomplete="off">`, '全职填 100；每周只去一天填 20')}
${file}${remove}</fieldset></template>
<template id="credential-card"><fieldset class="entry"><legend></legend>
${field('kind', '类别', html`<select data-name="kind"><option value="">请选择</option>${options(CREDENTIAL_KINDS)}</select>`)}
${field('name', '名称', line('name', 60), '如“高级工程师”“注册安全工程师”“大学本科”')}
${field('level', '等级、专业（可不填）', line('level', 40))}
${field('number', '证书编号（可不填）', line('number', 60))}
${field('issuedOn', '发证日期（可不填）', date('issuedOn'))}
${field('expiresOn', '有效期至（长期有效不填）', date('expiresOn'))}
${file}${remove}</fieldset></template>
<template id="tie-card"><fieldset class="entry"><legend></legend>
${field('kind', '关系', html`<select data-name="kind"><option value="">请选择</option>${options(TIE_KINDS)}</select>`)}
${field('enterprise', '单位名称', line('enterprise', 80))}
${field('fromDay', '从哪天起（可不填）', date('fromDay'))}
${field('toDay', '到哪天止（还在继续不填）', date('toDay'))}
${remove}</fieldset></template>`;
