import './old.ts';
import { checkCard, sayCard } from '../../workers/protocol/expert-card.ts';
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
  const box = $('verdict');
  const verdict = await checkProof(text, jwks.keys, digest.value.trim().toLowerCase());
  if (!verdict.good && verdict.why === 'not_a_proof' && (await verifyCard(text))) return goTo(box);
  $('verdict-title').textContent = verdict.good ? '凭证属实' : verdict.why === 'no_ed25519' ? '没有结论' : '没有通过';
  $('verdict-text').textContent = sayProof(verdict, known);
  $('verdict-digest').textContent = verdict.good ? verdict.proof.digest : '';
  goTo(box);
}

/** An expert's card is signed by the same keys. False: it is none either. */
async function verifyCard(text: string): Promise<boolean> {
  const verdict = await checkCard(text.slice(text.indexOf('#') + 1), jwks.keys);
  if (!verdict.good && verdict.why === 'not_a_card') return false;
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  $('verdict-title').textContent = verdict.good ? '专家证属实' : verdict.why === 'no_ed25519' ? '没有结论' : '没有通过';
  $('verdict-text').textContent = sayCard(verdict, day, Object.keys(known)[0]);
  $('verdict-digest').textContent = '';
  return true;
}

$('check').addEventListener('submit', (event) => {
  event.preventDefault();
  if (typeof crypto === 'object' && crypto.subtle) void verify();
  else
    $('proof-error').textContent =
      '这个浏览器太旧，或网址不是 https 开头，不会核对签名。请换一个浏览器，或用命令行核对。';
});
$('without').hidden = true;
