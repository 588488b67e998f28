import { Refused } from './api.ts';
import { newKey } from './dom.ts';
import { MIB, megabytes, redraw } from './pictures.ts';

/** A file on the server that nobody has claimed yet, and the word by which this browser may. */
export interface Filed {
  readonly id: string;
  readonly token: string;
  readonly name: string;
  readonly at: number;
}

/** The night's sweep takes unclaimed files after a day. */
export const GONE_MS = 20 * 3_600_000;
const TOO_LARGE = '这份文件超过 10 MB。照片请调低清晰度再拍，PDF 请分成几份或压缩后再选。';

/** Wires the picker of a card. `told`: the file that lies on the server now, or null. */
export function watchFile(
  box: HTMLElement,
  api: string,
  maxBytes: number,
  first: Filed | null,
  told: (file: Filed | null) => void,
): void {
  const part = <T extends HTMLElement>(name: string) => box.querySelector<T>(name) as T;
  const pick = part<HTMLInputElement>('[data-pick]');
  const say = (text: string) => {
    part('[data-error]').textContent = text;
  };
  const show = (file: Filed | null) => {
    part('[data-filed]').hidden = file === null;
    part('.pick').hidden = file !== null;
    part('[data-filed] span').textContent = file ? `✓ 已上传：${file.name}` : '';
  };
  pick.id = `pick-${newKey()}`;
  part<HTMLLabelElement>('.pick label').htmlFor = pick.id;
  pick.addEventListener('change', () => {
    const chosen = pick.files?.[0];
    pick.value = '';
    if (!chosen) return;
    say('');
    part('[data-uploading]').hidden = false;
    part('.pick').hidden = true;
    void send(chosen)
      .then((file) => {
        show(file);
        told(file);
      })
      .catch((error: unknown) => {
        show(null);
        say(error instanceof Refused ? error.refusal.detail : '这份文件读不出来，请换一份再试。');
      })
      .then(() => {
        part('[data-uploading]').hidden = true;
      });
  });
  part('[data-unfile]').addEventListener('click', () => {
    show(null);
    told(null);
    pick.focus();
  });
  show(first);

  async function send(chosen: File): Promise<Filed> {
    const large = chosen.size > maxBytes;
    const body: Blob = large && /^image\//.test(chosen.type) ? await redraw(chosen) : chosen;
    if (body.size > maxBytes) throw refused('too_large', TOO_LARGE);
    const token = newKey();
    const { id } = await put(`${api}/expert-uploads?token=${token}`, body, (sent) => {
      part<HTMLProgressElement>('progress').value = (100 * sent) / body.size;
      part('.working').textContent = `正在上传 ${megabytes(sent)}，共 ${(body.size / MIB).toFixed(1)} MB`;
    });
    return { id, token, name: chosen.name || '照片', at: Date.now() };
  }
}

const refused = (code: string, detail: string) => new Refused({ code, detail, fields: [], retryAfter: 0 });

/** XMLHttpRequest, because `fetch` does not tell how much has gone. */
function put(url: string, body: Blob, sent: (bytes: number) => void): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const gone = () => reject(refused('offline', '网络断了，这份文件没有传上去。接通后请再选一次，别的内容都在。'));
    call.open('POST', url);
    call.setRequestHeader('accept', 'application/json');
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.upload.onprogress = (event) => sent(event.loaded);
    call.onerror = gone;
    call.ontimeout = gone;
    call.onload = () => {
      let answer: { id?: string; code?: string; detail?: string } = {};
      try {
        answer = JSON.parse(call.responseText) as typeof answer;
      } catch {
        // Not from the application: a proxy on the way.
      }
      if (call.status === 200 && answer.id) resolve({ id: answer.id });
      else
        reject(
          refused(
            answer.code || 'internal',
            answer.code === 'too_large' ? TOO_LARGE : answer.detail || '没有传上去，请再选一次。',
          ),
        );
    };
    sent(0);
    call.send(body);
  });
}
