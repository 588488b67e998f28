import type { FileManifest } from '../../workers/protocol/attachments.ts';
import { openFile } from '../../workers/protocol/attachments-open.ts';
import { Refused } from './api.ts';
import { make } from './dom.ts';
import type { Line, Talk } from './talk-read.ts';

const SHOWN = ['image/jpeg', 'image/png', 'image/webp'];

/** Fetches a sealed file of a message, opens it on this phone, and shows it or offers it to be kept. */
export async function showFile(talk: Talk, line: Line, file: FileManifest, at: HTMLElement): Promise<void> {
  const { session, scope } = talk;
  const opened = line.opened;
  if (!opened) return;
  const sealed = await fetchSealed(`${session.api}/receipt/files`, { token: session.view.token, id: file.id });
  const blob = await openFile(scope, opened.key, line.id, sealed, file).catch(() => {
    const detail = '附件不完整或被改动过，没有打开。请在回复里告诉受理员。';
    throw new Refused({ code: 'file_broken', detail, fields: [], retryAfter: 0 });
  });
  const shown = SHOWN.indexOf(file.mediaType) >= 0;
  // A type that a browser would run as a page is handed over as plain bytes.
  const url = URL.createObjectURL(shown ? blob : new Blob([blob], { type: 'application/octet-stream' }));
  const name = file.name || '附件';
  if (shown) at.appendChild(make('img', { src: url, alt: name }));
  else at.appendChild(make('a', { href: url, download: name, textContent: `存到手机：${name}` }));
}

async function fetchSealed(url: string, body: object): Promise<ReadableStream<Uint8Array>> {
  const headers = { 'content-type': 'application/json' };
  const request = {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    credentials: 'omit',
    cache: 'no-store',
  } as const;
  const answer = await fetch(url, request).catch(() => undefined);
  if (answer?.ok && answer.body) return answer.body;
  const refusal = (answer ? await answer.json().catch(() => ({})) : { code: 'offline' }) as {
    code?: string;
    detail?: string;
  };
  const detail = refusal.detail || '没有取到附件，请检查网络后再按一次。';
  throw new Refused({ code: refusal.code || 'internal', detail, fields: [], retryAfter: 0 });
}
