import './old.ts';
import './draw.css';
import { newDrawSalt } from '../../workers/protocol/draw-salt.ts';
import { commitmentOf } from '../../workers/protocol/draw-text.ts';
import { $ } from './dom.ts';

const value = (id: string) => $<HTMLInputElement>(id).value.trim();

async function seal(): Promise<void> {
  const [number, name, words] = [value('number'), value('name'), value('words')];
  const error = $('seal-error');
  error.textContent = number && name && words ? '' : '三项都要填。';
  if (!number || !name || !words) return;
  if (typeof crypto !== 'object' || !crypto.subtle) {
    error.textContent = '这个浏览器太旧，或网址不是 https 开头，请换一个浏览器。';
    return;
  }
  const salt = newDrawSalt();
  $('commitment').textContent = await commitmentOf(number, name, words, salt);
  $('own').textContent = words;
  $('salt').textContent = salt;
  const slip = $('slip');
  slip.hidden = false;
  slip.focus();
}

$('seal').addEventListener('submit', (event) => {
  event.preventDefault();
  void seal();
});
$('without').hidden = true;
