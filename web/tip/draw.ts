import './old.ts';
import './draw.css';
import { type DrawFile, readDrawFile } from '../../workers/protocol/draw-file.ts';
import { verify } from '../../workers/protocol/draw-verify.ts';
import { $, empty, make } from './dom.ts';

const form = $<HTMLFormElement>('verify');
const chosen = $<HTMLInputElement>('chosen');

/** The chosen file, or else the published one. @throws Error with a sentence for the reader */
async function read(): Promise<DrawFile> {
  const own = chosen.files ? chosen.files[0] : undefined;
  let text: string;
  try {
    if (own) text = await new Response(own).text();
    else {
      const answer = await fetch(form.dataset.file || '', { credentials: 'omit', cache: 'no-store' });
      if (!answer.ok) throw new Error('');
      text = await answer.text();
    }
  } catch {
    throw new Error('没有取到文件，请检查网络后再试。');
  }
  try {
    return readDrawFile(text);
  } catch {
    throw new Error('这不是抽取文件。');
  }
}

async function run(): Promise<void> {
  const error = $('verify-error');
  error.textContent = '';
  if (typeof crypto !== 'object' || !crypto.subtle) {
    error.textContent = '这个浏览器太旧，或网址不是 https 开头，不会核对。请换一个浏览器，或下载文件用命令行核对。';
    return;
  }
  const box = $('verdict');
  box.hidden = true;
  try {
    const noted = $<HTMLInputElement>('noted').value.trim();
    const { checks, holds, complete } = await verify(await read(), noted === '' ? undefined : noted);
    const list = $('checks');
    empty(list);
    for (const { ok, label, words } of checks) {
      const className = ok === null ? 'none' : ok ? 'good' : 'bad';
      const said = ok === null ? '（还没有）' : ok ? '（一致）' : '（不一致）';
      list.appendChild(make('li', { className }, make('b', {}, label + said), make('span', {}, words)));
    }
    $('verdict-title').textContent = !holds
      ? '没有通过'
      : complete
        ? '全部一致，结果可信'
        : '到目前为止一致，还没有抽取';
    box.hidden = false;
    box.focus();
  } catch (problem) {
    error.textContent = problem instanceof Error ? problem.message : '没能核对，请再试一次。';
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
$('without').hidden = true;
