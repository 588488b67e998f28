import { $, make } from './dom.ts';
import { MIB, megabytes, redraw } from './pictures.ts';

/** Something to go with the tip: a photo drawn anew, or a file as it is. */
export interface Photo {
  readonly blob: Blob;
  readonly name: string;
  readonly mediaType: string;
  readonly item: HTMLLIElement;
}
export interface Limits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

const kept: Photo[] = [];
let limits: Limits = { maxFiles: 10, maxBytes: 200 * MIB };

export const photos = (): readonly Photo[] => kept;

/** What this place takes, as its form says. */
export function allow(told: Limits): void {
  limits = told;
  $('file-limits').textContent = `最多 ${told.maxFiles} 个，一共不超过 ${Math.floor(told.maxBytes / MIB)} MB。`;
}

/** Wires both pickers. A picture is drawn anew as JPEG, so that place, time and device in it are gone; others go as they are. */
export function watchPhotos(changed: () => void): void {
  for (const id of ['pick', 'pick-files']) {
    const pick = $<HTMLInputElement>(id);
    pick.addEventListener('change', () => {
      const files = Array.from(pick.files || []);
      pick.value = '';
      take(files, changed).catch(() => say('这张照片打不开，请换一张，或截图后再选。'));
    });
  }
}

const say = (text: string) => {
  $('photo-note').textContent = text;
};

async function take(files: readonly File[], changed: () => void): Promise<void> {
  let unreadable = 0;
  let over = '';
  // What seals and sends is fetched now: by the time of sending the network may be gone.
  import('./upload-all.ts').catch(() => undefined);
  for (const file of files) {
    const picture = /^image\//.test(file.type);
    if (picture) say('正在处理照片……');
    const blob = picture ? await redraw(file).catch(() => undefined) : file;
    if (!blob) unreadable++;
    else if (kept.length >= limits.maxFiles) over = `已有 ${limits.maxFiles} 个，满了。`;
    else if (total() + blob.size > limits.maxBytes)
      over = `“${file.name}”有 ${megabytes(blob.size)}，加上已选的就超过了 ${Math.floor(limits.maxBytes / MIB)} MB，没有加。`;
    else if (blob.size === 0) over = `“${file.name}”是空的，没有加。`;
    else keep(blob, picture ? '' : file.name, changed);
  }
  say(unreadable > 0 ? `有 ${unreadable} 张打不开，请换一张，或截图后再选。` : over);
}

const total = () => kept.reduce((sum, { blob }) => sum + blob.size, 0);

/** `name` is empty for a photo. */
function keep(blob: Blob, name: string, changed: () => void): void {
  const remove = make('button', { type: 'button', className: 'plain', textContent: '去掉' });
  const url = name ? '' : URL.createObjectURL(blob);
  const told = name || `照片 ${kept.length + 1}`;
  const face = name
    ? make('span', { textContent: `${name}（${megabytes(blob.size)}）` })
    : make('img', { src: url, alt: told });
  const item = make('li', {}, face, remove);
  const photo: Photo = { blob, name: name || `${told}.jpg`, mediaType: blob.type || 'application/octet-stream', item };
  kept.push(photo);
  const list = $(name ? 'files' : 'photos');
  list.appendChild(item);
  remove.setAttribute('aria-label', `去掉${told}`);
  remove.addEventListener('click', () => {
    kept.splice(kept.indexOf(photo), 1);
    list.removeChild(item);
    if (url) URL.revokeObjectURL(url);
    say('');
    $(name ? 'pick-files' : 'pick').focus();
    changed();
  });
  changed();
}
