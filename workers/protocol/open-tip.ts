import type { Bytes } from './bytes.ts';
import type { TipContent, TipHeader } from './compose.ts';
import type { Envelope, TipScope } from './envelope.ts';
import { openEnvelope } from './envelope-open.ts';

export interface OpenedTip {
  readonly dek: Bytes;
  readonly content: TipContent;
  /** The clear header is the one the reporter sealed. False: somebody changed it on the way. */
  readonly headerIntact: boolean;
}

/** In the officer's browser: opens the words and holds the clear header against the sealed one. */
export async function openTip(
  scope: TipScope,
  envelope: Envelope,
  header: TipHeader,
  roleKeyId: string,
  pair: CryptoKeyPair,
): Promise<OpenedTip> {
  const { dek, content } = await openEnvelope(scope, envelope, roleKeyId, pair);
  const opened = content as TipContent;
  const fields = ['category', 'placeUnitId', 'danger', 'casualty', 'track', 'aboutOffice', 'day'] as const;
  // The first forms did not ask whether it is about the office.
  const sealed = { ...opened.header, aboutOffice: opened.header.aboutOffice ?? false };
  return { dek, content: opened, headerIntact: fields.every((f) => sealed[f] === header[f]) };
}
