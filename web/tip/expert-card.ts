import './old.ts';
import { checkCard, sayCard } from '../../workers/protocol/expert-card.ts';
import type { ProofKey } from '../../workers/protocol/proof.ts';
import { $, goTo } from './dom.ts';

const { keys = '', slug = '', number = '' } = $('card').dataset;
const jwks = JSON.parse(keys) as { keys: ProofKey[] };
const field = $<HTMLTextAreaElement>('card-text');

/** The day in China, as a card tells days. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The keys came with the page: whether a card is real is told without a network. */
async function verify(text: string): Promise<void> {
  const jws = text.slice(text.indexOf('#') + 1).trim();
  $('card-error').textContent = jws ? '' : '请先把专家证粘贴到这里。';
  if (!jws) return field.focus();
  const verdict = await checkCard(jws, jwks.keys);
  const other = verdict.good && (verdict.card.number !== number || verdict.card.tenant !== slug);
  $('verdict').className = verdict.good && !other ? 'notice' : 'notice red';
  $('verdict-title').textContent = verdict.good
    ? other
      ? '是另一张专家证'
      : '签名属实'
    : verdict.why === 'no_ed25519'
      ? '没有结论'
      : '没有通过';
  $('verdict-text').textContent = sayCard(verdict, today(), slug);
  goTo($('verdict'));
}

$('check').addEventListener('submit', (event) => {
  event.preventDefault();
  if (typeof crypto === 'object' && crypto.subtle) void verify(field.value);
  else
    $('card-error').textContent =
      '这个浏览器太旧，或网址不是 https 开头，不会核对签名。请换一个浏览器，或用命令行核对。';
});

/** Scanned from a card: what stands behind `#` is checked at once, and against the number above it. */
const scanned = location.hash.slice(1);
if (scanned) {
  field.value = scanned;
  if (typeof crypto === 'object' && crypto.subtle) void verify(scanned);
}
