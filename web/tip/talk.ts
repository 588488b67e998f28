import { sentence } from './api.ts';
import { dayText, empty, make } from './dom.ts';
import { MIB, megabytes } from './pictures.ts';
import type { Session } from './session.ts';
import { forgetArrived, keepFor, over, retaliation, sayDone, writer } from './talk-form.ts';
import { type Line, readPage, startTalk, type Talk } from './talk-read.ts';

const OTHER_ROOT =
  '您举报时核对过的密钥，和网站现在给出的接不上。下面受理员的消息无法核实，请不要照着做，也不要在这里写，拨打 12350 问清楚。';
const BROKEN = '这条消息的签名对不上，可能不是受理员写的，内容没有显示。请拨打 12350 核实。';

/** Draws the conversation into `box`. @throws Refused when the messages cannot be had */
export async function showTalk(box: HTMLElement, session: Session): Promise<void> {
  keepFor(session.view.tipId);
  const talk = await startTalk(session);
  const read = await readPage(talk);
  const arrived = forgetArrived(read);
  const redraw = () => showTalk(box, session);
  empty(box);
  box.appendChild(make('h2', { textContent: '往来消息' }));
  if (!read.rootHolds) box.appendChild(make('p', { className: 'notice red', textContent: OTHER_ROOT }));
  const list = make('ol', { className: 'messages' });
  const older = olderButton(talk, list);
  box.appendChild(older.line);
  box.appendChild(list);
  put(talk, list, read.lines, true);
  older.upTo(read.inbox.next);
  if (read.lines.length === 0) box.appendChild(make('p', { textContent: '还没有消息。' }));
  box.appendChild(writer(talk, read, 'message', redraw));
  box.appendChild(retaliation(talk, read, redraw));
  for (const kind of arrived) sayDone(kind);
}

/** Behind the reporter's own last message everything from the officers is new; nothing is told to the server. */
function put(talk: Talk, list: HTMLElement, lines: readonly Line[], newest: boolean): void {
  const own = lines.filter((line) => line.sender === 'reporter').map((line) => line.seq);
  const last = own[own.length - 1] || 0;
  const before = list.firstChild;
  for (const line of lines) list.insertBefore(item(talk, line, newest && line.seq > last), before);
}

function item(talk: Talk, line: Line, fresh: boolean): HTMLElement {
  const { sender, day, opened } = line;
  const from = sender === 'reporter' ? '我' : opened ? '受理员（已核对签名）' : '来源不明';
  const head = make('p', { className: 'from' });
  if (fresh && sender === 'officer' && opened) head.appendChild(make('span', { className: 'new', textContent: '新' }));
  head.appendChild(make('b', { textContent: from }));
  head.appendChild(document.createTextNode(` ${dayText(day)}`));
  if (!opened) {
    return make('li', { className: 'broken' }, head, make('p', { className: 'notice red', textContent: BROKEN }));
  }
  const li = make(
    'li',
    { className: sender },
    head,
    make('p', { className: 'words', textContent: opened.content.text }),
  );
  for (const file of opened.content.files) li.appendChild(fileButton(talk, line, file));
  return li;
}

/** Fetched only when asked for: a photo costs data, and who looks over the shoulder should not see it unasked. */
function fileButton(
  talk: Talk,
  line: Line,
  file: NonNullable<Line['opened']>['content']['files'][number],
): HTMLElement {
  const size = file.size < MIB / 10 ? '' : `，${megabytes(file.size)}`;
  const text = `打开附件（${file.name || '未命名'}${size}）`;
  const button = make('button', { type: 'button', className: 'plain small', textContent: text });
  const note = make('p', { className: 'error' });
  note.setAttribute('role', 'alert');
  const box = make('div', { className: 'file' }, button, note);
  button.onclick = () => {
    button.disabled = true;
    note.textContent = '';
    import('./talk-files.ts')
      .then(({ showFile }) => showFile(talk, line, file, box))
      .then(
        () => {
          button.hidden = true;
        },
        (error: unknown) => {
          button.disabled = false;
          if (!over(talk, error)) note.textContent = sentence(error);
        },
      );
  };
  return box;
}

function olderButton(talk: Talk, list: HTMLElement) {
  const button = make('button', { type: 'button', className: 'plain small', textContent: '更早的消息' });
  const note = make('span', { className: 'working' });
  const line = make('p', { hidden: true }, button, note);
  let before: number | undefined;
  const upTo = (next: number | null) => {
    before = next === null ? undefined : next;
    line.hidden = next === null;
  };
  button.onclick = () => {
    button.disabled = true;
    note.textContent = '';
    void readPage(talk, before)
      .then(
        ({ lines, inbox }) => {
          put(talk, list, lines, false);
          upTo(inbox.next);
        },
        (error: unknown) => {
          if (!over(talk, error)) note.textContent = sentence(error);
        },
      )
      .then(() => {
        button.disabled = false;
      });
  };
  return { line, upTo };
}
