import './old.ts';
import { checkProof, type ProofKey, sayProof } from '../../workers/protocol/proof.ts';
import { $, goTo } from './dom.ts';

const { keys, names } = $('verify').dataset as { keys: string; names: string };
const jwks = JSON.parse(keys) as { keys: ProofKey[] };
const known = JSON.parse(names) as Record<string, string>;
const field = $<HTMLTextAreaElement>('proof-text');
const digest = $<HTMLInputElement>('digest');

/** Everything needed came with the page: from here on it works without a network. */
async function verify(): Promise<void> {
  const text = field.value.trim();
  $('proof-error').textContent = text ? '' : '请先把凭证粘贴到这里。';
  field.setAttribute('aria-invalid', String(!text));
  if (!text) {
    field.focus();
    return;
  }
  const verdict = await checkProof(text, jwks.keys, digest.value.trim().toLowerCase());
  const box = $('verdict');
  $('verdict-title').textContent = verdict.good ? '凭证属实' : verdict.why === 'no_ed25519' ? '没有结论' : '没有通过';
  $('verdict-text').textContent = sayProof(verdict, known);
  $('verdict-digest').textContent = verdict.good ? verdict.proof.digest : '';
  goTo(box);
}

$('check').addEventListener('submit', (event) => {
  event.preventDefault();
  if (typeof crypto === 'object' && crypto.subtle) void verify();
  else
    $('proof-error').textContent =
      '这个浏览器太旧，或网址不是 https 开头，不会核对签名。请换一个浏览器，或用命令行核对。';
});
$('without').hidden = true;
