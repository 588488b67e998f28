/** Sends sealed files: loaded when the first one is chosen, so that a tip without files does not carry it. */

import { FileChanged, type SealedFile } from '../../workers/protocol/attachments.ts';
import type { Attached } from '../../workers/protocol/compose.ts';
import { ask, OFFLINE, Refused } from './api.ts';

/** A file to be sealed as it is. */
export interface Plain {
  readonly blob: Blob;
  readonly name: string;
  readonly mediaType: string;
}
/** `bytes` of the sealed file have arrived; `waiting`: the network is gone, it goes on by itself. */
export type TellBytes = (bytes: number, waiting: boolean) => void;
/** To stop with: set by whoever waits for the upload. */
export class Stop {
  declare stopped: boolean;
  declare now: (() => void) | undefined;
  constructor() {
    this.stopped = false;
  }
  stop(): void {
    this.stopped = true;
    if (this.now) this.now();
  }
}

const TRIES = 8;
const LONGEST_MS = 30_000;
/** What is on the server of each file, so that a second press sends only the rest. */
const arrived = new WeakMap<SealedFile, Set<number>>();

const refused = (code: string, detail: string, retryAfter = 0) => new Refused({ code, detail, fields: [], retryAfter });
const stopped = () => refused('stopped', '已停止上传，内容都在，可以去掉文件再提交。');
const unreadable = ({ name }: Plain) =>
  refused('unreadable', `“${name}”读不出来，可能被移动、改动或删除了。请退回“照片、文件”一步，去掉后重新选。`);

/**
 * Sends a sealed file part by part. A broken connection is waited out with growing pauses, or until the browser says it is
 * back; then only what has not arrived is sent. @throws Refused; after it the same file can be sent on.
 */
export async function sendSealed(
  api: string,
  sealed: SealedFile,
  file: Plain,
  tell: TellBytes,
  stop: Stop,
): Promise<Attached> {
  const { id, uploadToken, size, parts } = sealed;
  let unsure = arrived.has(sealed);
  const here = arrived.get(sealed) || new Set<number>();
  arrived.set(sealed, here);
  const sizes: number[] = [];
  const before = () => Array.from(here).reduce((sum, n) => sum + (sizes[n] || 0), 0);
  let failures = 0;
  for (let n = 0; n < parts; ) {
    if (stop.stopped) throw stopped();
    try {
      if (unsure) {
        const answer = await ask<{ parts: number[] }>(`${api}/tip-uploads/${id}?uploadToken=${uploadToken}`);
        for (const m of answer.parts) here.add(m);
        unsure = false;
      }
      if (!here.has(n)) {
        const bytes = await sealed.part(n);
        sizes[n] = bytes.length;
        const url = `${api}/tip-uploads/${id}/parts/${n}?parts=${parts}&size=${size}&uploadToken=${uploadToken}`;
        await put(url, bytes, (sent) => tell(before() + sent, false), stop);
        here.add(n);
      }
      failures = 0;
      n++;
    } catch (error) {
      if (!(error instanceof Refused))
        throw error instanceof FileChanged || isReadError(error) ? unreadable(file) : error;
      if (!passing(error) || ++failures > TRIES) throw error;
      unsure = true;
      tell(before(), true);
      await pause(error.refusal.retryAfter * 1000 || Math.min(LONGEST_MS, 500 * 2 ** failures), stop);
    }
  }
  tell(size, false);
  return { uploadToken, manifest: await sealed.manifest() };
}

const isReadError = (error: unknown) => error instanceof Error && /^Not(Readable|Found)Error$/.test(error.name);
/** What may be better in a moment. */
const passing = ({ refusal: { code, retryAfter } }: Refused) =>
  code === 'offline' ||
  code === 'internal' ||
  code === 'tenant_moving' ||
  (code === 'rate_limited' && retryAfter <= 60);

/** XMLHttpRequest, because `fetch` does not tell how much has gone. */
function put(url: string, body: Uint8Array<ArrayBuffer>, sent: (bytes: number) => void, stop: Stop): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const gone = () => reject(refused('offline', OFFLINE));
    call.open('PUT', url);
    call.setRequestHeader('accept', 'application/json');
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.upload.onprogress = (event) => sent(event.loaded);
    call.onerror = gone;
    call.ontimeout = gone;
    call.onabort = () => reject(stopped());
    call.onload = () => (call.status === 200 ? resolve() : reject(problem(call)));
    stop.now = () => call.abort();
    call.send(body);
  });
}

function problem(call: XMLHttpRequest): Refused {
  let told: { code?: string; detail?: string } = {};
  try {
    told = JSON.parse(call.responseText) as typeof told;
  } catch {
    // Not from the application: a proxy on the way.
  }
  const wait = Number(call.getResponseHeader('retry-after')) || 0;
  return refused(told.code || 'internal', told.detail || '服务器出了问题，内容还在这一页，请稍后再试。', wait);
}

/** Ends early when the network is back, or when somebody stops it. */
function pause(ms: number, stop: Stop): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener('online', go);
    stop.now = go;
  });
}
