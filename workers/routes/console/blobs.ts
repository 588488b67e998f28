import { blob, upload } from '../../contract/hazards.ts';
import { getEvidence, type StoredFile } from '../../domain/blobs/get.ts';
import { upload as store } from '../../domain/blobs/upload.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** A stored file as an answer: pictures in place, everything else to be saved. */
export function fileResponse(blobId: string, file: StoredFile): Response {
  const inline = file.mediaType.startsWith('image/');
  const name = `${blobId}.${EXTENSIONS[file.mediaType] ?? 'bin'}`;
  return new Response(file.body, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.size),
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${name}"`,
      // Opened by itself, the file is a page of no origin that may load and run nothing.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

export const blobRoutes: readonly Bound[] = [
  bind(upload, async (ctx, input, { request }) => store(ctx, input, await readBytes(request, upload.upload.maxBytes))),
  bind(blob, async (ctx, { id, blobId }) => fileResponse(blobId, await getEvidence(ctx, id, blobId))),
];
