import { $, make } from './dom.ts';

export interface Photo {
  readonly blob: Blob;
  readonly name: string;
  readonly mediaType: string;
  readonly item: HTMLLIElement;
}

const MOST = 5;
const EDGE = 1600;
const kept: Photo[] = [];

export const photos = (): readonly Photo[] => kept;

/** Wires the file picker: each picture is drawn anew as JPEG, so that place, time and device in the file are gone. */
export function watchPhotos(changed: () => void): void {
  const pick = $<HTMLInputElement>('pick');
  pick.addEventListener('change', () => {
    const files = Array.from(pick.files || []);
    pick.value = '';
    take(files, changed).catch(() => say('这张照片打不开，请换一张，或截图后再选。'));
  });
}

const say = (text: string) => {
  $('photo-note').textContent = text;
};

async function take(files: readonly File[], changed: () => void): Promise<void> {
  let unreadable = 0;
  for (const file of files.slice(0, MOST - kept.length)) {
    say('正在处理照片……');
    const blob = await redraw(file).catch(() => undefined);
    if (!blob) unreadable++;
    else keep(blob, changed);
  }
  const over = files.length > 0 && kept.length >= MOST ? `已有五张，满了。` : '';
  say(unreadable > 0 ? `有 ${unreadable} 张打不开，请换一张，或截图后再选。` : over);
  showPicker();
}

function keep(blob: Blob, changed: () => void): void {
  const url = URL.createObjectURL(blob);
  const remove = make('button', { type: 'button', className: 'plain', textContent: '去掉' });
  const item = make('li', {}, make('img', { src: url, alt: `照片 ${kept.length + 1}` }), remove);
  const photo: Photo = { blob, name: `照片 ${kept.length + 1}.jpg`, mediaType: 'image/jpeg', item };
  kept.push(photo);
  $('photos').appendChild(item);
  remove.setAttribute('aria-label', `去掉照片 ${kept.length}`);
  remove.addEventListener('click', () => {
    kept.splice(kept.indexOf(photo), 1);
    $('photos').removeChild(item);
    URL.revokeObjectURL(url);
    say('');
    showPicker();
    $('pick').focus();
    changed();
  });
  changed();
}

function showPicker(): void {
  ($('pick').parentNode as HTMLElement).hidden = kept.length >= MOST;
}

/** At most 1600 pixels a side; smaller again if the picture is still large. */
async function redraw(file: File): Promise<Blob> {
  const url = URL.createObjectURL(file);
  try {
    const image = await loaded(url);
    const scale = Math.min(1, EDGE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = make('canvas', {
      width: Math.max(1, Math.round(image.naturalWidth * scale)),
      height: Math.max(1, Math.round(image.naturalHeight * scale)),
    });
    const paper = canvas.getContext('2d') as CanvasRenderingContext2D;
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/jpeg', 0.82);
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('image'));
    image.src = url;
  });
}
