import * as platformContract from '../../workers/contract/platform.ts';
import type { ClientInput, ClientOutput, Route } from '../../workers/contract/route.ts';
import * as sessionContract from '../../workers/contract/session.ts';
import {
  ApiError,
  type CallOptions,
  call as rawCall,
  download as rawDownload,
  openStream as rawStream,
} from '../shared/api.ts';
import { apiBase, isPlatform } from './place.ts';

/** The access token lives in this variable alone; the refresh token is an HttpOnly cookie no script can read. */
let token: string | undefined;
let refreshing: Promise<boolean> | undefined;
const listeners = new Set<() => void>();
/** Answers served by a replica are no older than this; see workers/http/replicas.ts. */
let bookmark: string | undefined;

/** Bookmarks of one cell sort by time; one of another cell is newer: the district has moved. */
function onBookmark(seen: string): void {
  const older = bookmark?.split(':')[0] === seen.split(':')[0] && seen < (bookmark ?? '');
  if (!older) bookmark = seen;
}

export function setToken(next: string | undefined): void {
  if (next === undefined) bookmark = undefined;
  token = next;
  for (const listener of listeners) listener();
}
export const signedIn = (): boolean => token !== undefined;
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One refresh at a time, shared by all who wait. False = signed out. A network failure keeps the session. */
export function refresh(): Promise<boolean> {
  const route = isPlatform ? platformContract.refresh : sessionContract.refresh;
  refreshing ??= rawCall(route as Route, {} as never, { base: apiBase })
    .then(
      (answer) => {
        setToken((answer as { accessToken: string }).accessToken);
        return true;
      },
      (error: unknown) => {
        if (error instanceof ApiError && error.code === 'offline') throw error;
        setToken(undefined);
        return false;
      },
    )
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

type Options = Pick<CallOptions, 'key' | 'body'>;

async function withToken<T>(work: (options: CallOptions) => Promise<T>): Promise<T> {
  try {
    return await work({ base: apiBase, token, bookmark, onBookmark });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'not_signed_in') throw error;
    if (!(await refresh())) throw error;
    return work({ base: apiBase, token, bookmark, onBookmark });
  }
}

/** Calls a route as the signed-in person, renewing the access token once if it has run out. */
export const call = <R extends Route>(
  route: R,
  input: ClientInput<R>,
  options: Options = {},
): Promise<ClientOutput<R>> => withToken((base) => rawCall(route, input, { ...base, ...options }));

export const download = <R extends Route>(route: R, input: ClientInput<R>): Promise<Blob> =>
  withToken((base) => rawDownload(route, input, base));

export const openStream = <R extends Route>(route: R, input: ClientInput<R>): Promise<ReadableStream<Uint8Array>> =>
  withToken((base) => rawStream(route, input, base));

/** Hands a fetched file to the browser under a name. */
export async function saveAs(file: Promise<Blob>, name: string): Promise<void> {
  const url = URL.createObjectURL(await file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
