import { newPayCode } from '../../workers/protocol/pay-code.ts';
import { ask, Refused, sentence } from './api.ts';
import { dayText, empty, make, newKey } from './dom.ts';
import { wireCopy } from './receipt-card.ts';
import type { Session, Status } from './session.ts';

type Reward = NonNullable<Status['reward']>;

/** Fen as people write it: 30,000 元, 1,234.50 元. */
const money = (fen: number): string => {
  const [whole = '', rest = ''] = (fen / 100).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === '00' ? '' : `.${rest}`} 元`;
};
const p = (textContent: string, className = '') => make('p', { className, textContent });

/** The reward at the receipt: how much, until when, where; and the code that fetches it, which only this page ever shows. */
export function showReward(box: HTMLElement, session: Session): void {
  const { reward, mustChange } = session.view;
  empty(box);
  box.hidden = reward === null;
  if (!reward) return;
  box.appendChild(make('h2', { textContent: '举报奖励' }));
  box.appendChild(p(money(reward.amount), 'reward-sum'));
  if (reward.state === 'paid') box.appendChild(p('已经领取。'));
  else if (reward.state === 'lapsed') box.appendChild(p('领奖期限已过，没有领取，视为放弃。'));
  else if (mustChange) box.appendChild(p('这个回执码别人见过。请先换一个新码，再来领取。'));
  else offer(box, reward, session);
}

function offer(box: HTMLElement, reward: Reward, session: Session): void {
  const again = reward.state === 'claimed';
  if (reward.until) box.appendChild(p(`请在${dayText(reward.until)}前领到手（含当天），过期视为放弃。`));
  const code = make('div', { hidden: true });
  const note = make('p', { className: 'error' });
  note.setAttribute('role', 'alert');
  const button = make('button', { type: 'button', textContent: again ? '重新生成领奖码' : '领取' });
  if (again) box.appendChild(p('领奖码已经生成过。记着就直接去领；忘了可以重新生成，旧的随即作废。'));
  else box.appendChild(p('按“领取”生成一个领奖码。只凭它领钱，发钱的人看不到您举报了什么。'));
  // One code for one press: after a lost answer the same is sent again, and shown once it is surely in force.
  let drawn = { code: newPayCode(), key: newKey() };
  button.onclick = () => {
    button.disabled = true;
    note.textContent = '';
    void ask(`${session.api}/receipt/claim`, { token: session.view.token, code: drawn.code }, drawn.key)
      .then(
        () => {
          showPayCode(code, drawn.code, reward);
          button.hidden = true;
        },
        (error: unknown) => {
          const told = error instanceof Refused ? error.refusal.code : '';
          if (told === 'receipt_expired') return session.expired();
          // Drawn by somebody else too, once in a lifetime: another one.
          if (told === 'conflict') drawn = { code: newPayCode(), key: newKey() };
          note.textContent = told === 'conflict' ? '请再按一次。' : sentence(error);
        },
      )
      .then(() => {
        button.disabled = false;
      });
  };
  box.appendChild(make('p', {}, button));
  box.appendChild(note);
  box.appendChild(code);
  box.appendChild(whereTo(reward));
}

function showPayCode(box: HTMLElement, code: string, reward: Reward): void {
  empty(box);
  const groups = code.replace(/(\d{4})(?=\d)/g, '$1 ');
  const shown = make('div', { className: 'code', tabIndex: -1 });
  shown.setAttribute('role', 'group');
  shown.setAttribute('aria-label', '领奖码');
  groups.split(' ').forEach((group, n) => {
    shown.appendChild(
      make('span', {}, make('small', { textContent: `第 ${n + 1} 组` }), make('b', { textContent: group })),
    );
  });
  const note = make('span', { className: 'working' });
  note.setAttribute('role', 'status');
  const copy = make('button', { type: 'button', className: 'plain', textContent: '复制领奖码' });
  wireCopy(copy, note, groups);
  box.appendChild(make('h3', { textContent: '领奖码' }));
  box.appendChild(shown);
  box.appendChild(p('仅此一次显示，请现在抄下。谁拿到它都能领，不要给别人看。', 'once'));
  box.appendChild(make('p', {}, copy, note));
  box.hidden = false;
  shown.focus();
  if (reward.withId) box.appendChild(p('到窗口只报领奖码，不要说举报了什么。'));
}

function whereTo({ where, withId }: Reward): HTMLElement {
  const bring = withId
    ? '领奖码和本人身份证。窗口要登记领款人，知道谁领了钱，但不知道为哪件举报。不愿出示证件，可以不领。'
    : '只带领奖码，不看证件；在单据上签收即可。';
  const list = make('dl', { className: 'means' });
  const row = (term: string, text: string) => {
    list.appendChild(make('dt', { textContent: term }));
    list.appendChild(make('dd', { textContent: text }));
  };
  row('去哪里领', where || '请拨打 12350 询问本地的领奖窗口。');
  row('带什么', bring);
  row('几个人一起举报的', '奖金发给排在第一位的署名人。');
  return list;
}
