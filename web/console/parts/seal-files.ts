import { deskUpload } from '../../../workers/contract/tip-desk.ts';
import { type FileManifest, sealFile } from '../../../workers/protocol/attachments.ts';
import type { TipScope } from '../../../workers/protocol/envelope.ts';
import { MESSAGE_FILES_MAX, type MessageDraft } from '../../../workers/protocol/messages.ts';
import { ApiError } from '../../shared/api.ts';
import { call } from '../session.ts';
import { shrink } from './shrink.ts';

const TRIES = 4;

/** What goes into the message's `files`, and what claims the uploads (`attachments` of tips.answer). */
export interface SealedForMessage {
  readonly files: FileManifest[];
  readonly attachments: { id: string; uploadToken: string }[];
}

/**
 * Photos for an answer: drawn anew and small, so that nothing but the picture is left, sealed under the message's key and
 * uploaded. @throws RangeError for what is not a picture; ApiError
 */
export async function sealFilesForMessage(
  scope: TipScope,
  draft: MessageDraft,
  photos: readonly File[],
  tell: (percent: number) => void = () => undefined,
): Promise<SealedForMessage> {
  if (photos.length > MESSAGE_FILES_MAX) throw new RangeError('too many');
  const made: SealedForMessage = { files: [], attachments: [] };
  for (const [at, photo] of photos.entries()) {
    const blob = await shrink(photo);
    if (blob === photo || blob.type !== 'image/jpeg') throw new RangeError('not a picture');
    const told = { blob, name: `照片 ${at + 1}.jpg`, mediaType: 'image/jpeg' };
    const sealed = await sealFile(scope, draft.key, draft.id, told);
    for (let n = 0; n < sealed.parts; n++) {
      await put(sealed, n, await sealed.part(n));
      tell(Math.round((100 * (at + (n + 1) / sealed.parts)) / photos.length));
    }
    made.files.push(await sealed.manifest());
    made.attachments.push({ id: sealed.id, uploadToken: sealed.uploadToken });
  }
  return made;
}

/** A part sent again changes nothing, so a lost answer is simply asked for anew. */
async function put(sealed: Awaited<ReturnType<typeof sealFile>>, n: number, body: Uint8Array): Promise<void> {
  const { id, uploadToken, size, parts } = sealed;
  for (let attempt = 1; ; attempt++) {
    try {
      await call(deskUpload, { id, n, parts, size, uploadToken }, { body });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'offline' || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
    }
  }
}
