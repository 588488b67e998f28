import { StoreError } from '../../db/errors.ts';

/** Stored objects: R2 on Cloudflare, the same R2 API on local disk under `.data/`. Keys start with `t{tenant}/`. */
export interface Blobs {
  put(key: string, body: ReadableStream | ArrayBuffer | Uint8Array, mediaType: string): Promise<{ size: number }>;
  get(key: string): Promise<{ body: ReadableStream; size: number; mediaType: string } | undefined>;
  remove(keys: string[]): Promise<void>;
  list(prefix: string, cursor?: string): Promise<{ keys: string[]; cursor?: string }>;
}

export function r2Blobs(bucket: R2Bucket): Blobs {
  return {
    async put(key, body, mediaType) {
      const object = await tried(bucket.put(key, body, { httpMetadata: { contentType: mediaType } }));
      return { size: object.size };
    },
    async get(key) {
      const object = await tried(bucket.get(key));
      if (!object) return undefined;
      const mediaType = object.httpMetadata?.contentType ?? 'application/octet-stream';
      return { body: object.body, size: object.size, mediaType };
    },
    async remove(keys) {
      if (keys.length > 0) await tried(bucket.delete(keys));
    },
    async list(prefix, cursor) {
      const page = await tried(bucket.list(cursor ? { prefix, cursor } : { prefix }));
      return { keys: page.objects.map((o) => o.key), ...(page.truncated ? { cursor: page.cursor } : {}) };
    },
  };
}

/** @throws StoreError for whatever the store says: it may succeed later. */
async function tried<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new StoreError(error instanceof Error ? error.message : 'unknown');
  }
}
