import { type FilePart, type SealedFile, sealFile } from '../../workers/protocol/attachments.ts';
import type { Bytes } from '../../workers/protocol/bytes.ts';
import type { Attached } from '../../workers/protocol/compose.ts';
import type { TipScope } from '../../workers/protocol/envelope.ts';
import { Refused } from './api.ts';
import { megabytes } from './pictures.ts';
import { type Plain, Stop, sendSealed } from './upload.ts';

/** What the files belong to: the tip's key and `file`, or a message's key and its id. */
export interface Owner {
  readonly scope: TipScope;
  readonly key: Bytes;
  readonly part: FilePart;
}
/** What has been begun, so that a second press sends only the rest. */
export type Uploads = Map<Plain, { readonly sealed: Promise<SealedFile>; done?: Attached }>;
/** `halt` stops the upload. */
export type TellUpload = (percent: number, what: string, halt: () => void) => void;

/** Seals and sends files one after the other. @throws Refused; after it the same files can be sent on. */
export async function sendAll(
  api: string,
  { scope, key, part }: Owner,
  files: readonly Plain[],
  uploads: Uploads,
  tell: TellUpload,
): Promise<Attached[]> {
  const stop = new Stop();
  const halt = () => stop.stop();
  const all = files.reduce((sum, { blob }) => sum + blob.size, 0);
  let before = 0;
  const attached: Attached[] = [];
  for (const file of files) {
    const upload = uploads.get(file) || { sealed: sealFile(scope, key, part, file) };
    uploads.set(file, upload);
    const said = (bytes: number, waiting: boolean) => {
      const sent = Math.min(before + bytes, all);
      const what = waiting ? '网络断了，接通后会自动接着传。已传' : '正在加密上传';
      tell((100 * sent) / all, `${what} ${megabytes(sent)}，共 ${megabytes(all)}`, halt);
    };
    said(0, false);
    try {
      upload.done = upload.done || (await sendSealed(api, await upload.sealed, file, said, stop));
    } catch (error) {
      // Refused for good: the next press begins this file anew.
      const passing = error instanceof Refused && /^(offline|internal|rate_limited|stopped)$/.test(error.refusal.code);
      if (!passing) uploads.delete(file);
      throw error;
    }
    before += file.blob.size;
    attached.push(upload.done);
  }
  return attached;
}
