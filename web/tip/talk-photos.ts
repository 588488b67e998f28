import { MESSAGE_FILES_MAX } from '../../workers/protocol/messages.ts';
import { make } from './dom.ts';
import { redraw } from './pictures.ts';
import type { Kind } from './talk-write.ts';
import type { Plain } from './upload.ts';

/** A photo drawn anew, with the address it is shown under while the page lives. */
export interface Picture extends Plain {
  readonly url: string;
}

const HINT = `最多 ${MESSAGE_FILES_MAX} 张。照片在手机里重新压缩：拍摄时间、位置、机型都会去掉，然后加密。画面里的人脸、工牌、车牌去不掉，请自己留意。`;

/** Picks photos for a message. `kept` is changed in place: it outlives a new look-up, this element does not. */
export function picker(kind: Kind, kept: Picture[]): HTMLFieldSetElement {
  const list = make('ul', { className: 'photos', id: `${kind}-photos` });
  list.setAttribute('aria-label', '已选的照片');
  const note = make('p', { className: 'working' });
  note.setAttribute('role', 'status');
  const pick = make('input', { type: 'file', id: `${kind}-pick`, accept: 'image/*', multiple: true });
  const label = make('label', { htmlFor: pick.id, className: 'button plain', textContent: '附照片' });
  pick.setAttribute('aria-describedby', `${kind}-pick-hint`);
  const draw = () => {
    list.textContent = '';
    kept.forEach((picture, n) => {
      list.appendChild(item(picture, n + 1));
    });
    pick.disabled = kept.length >= MESSAGE_FILES_MAX;
  };
  const item = (picture: Picture, n: number) => {
    const remove = make('button', { type: 'button', className: 'plain', textContent: '去掉' });
    remove.setAttribute('aria-label', `去掉照片 ${n}`);
    remove.onclick = () => {
      drop(kept, [picture]);
      note.textContent = '';
      draw();
      pick.focus();
    };
    return make('li', {}, make('img', { src: picture.url, alt: `照片 ${n}` }), remove);
  };
  pick.onchange = () => {
    const files = Array.from(pick.files || []);
    pick.value = '';
    // What seals and sends is fetched now: by the time of sending the network may be gone.
    import('./upload-all.ts').catch(() => undefined);
    note.textContent = '正在处理照片……';
    void take(files, kept).then((said) => {
      note.textContent = said;
      draw();
    });
  };
  draw();
  const hint = make('p', { className: 'hint', id: `${kind}-pick-hint`, textContent: HINT });
  const legend = make('legend', { className: 'sr', textContent: '照片' });
  return make(
    'fieldset',
    { className: 'attach' },
    legend,
    list,
    make('p', { className: 'pick' }, pick, label),
    hint,
    note,
  );
}

/** Answers what to tell of those that were not taken. */
async function take(files: readonly File[], kept: Picture[]): Promise<string> {
  let unreadable = 0;
  for (const file of files) {
    if (kept.length >= MESSAGE_FILES_MAX) return `一条消息最多 ${MESSAGE_FILES_MAX} 张，多的没有加，可以再发一条。`;
    const blob = await redraw(file).catch(() => undefined);
    if (!blob) unreadable++;
    // A second pick may have filled the place while this one was drawn.
    else if (kept.length < MESSAGE_FILES_MAX)
      kept.push({ blob, name: '照片.jpg', mediaType: 'image/jpeg', url: URL.createObjectURL(blob) });
  }
  return unreadable > 0 ? `有 ${unreadable} 张打不开，请换一张，或截图后再选。` : '';
}

/** Sent or taken out. */
export function drop(kept: Picture[], gone: readonly Picture[]): void {
  for (const picture of gone) {
    const at = kept.indexOf(picture);
    if (at < 0) continue;
    kept.splice(at, 1);
    URL.revokeObjectURL(picture.url);
  }
}
