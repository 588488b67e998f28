import { eq } from 'drizzle-orm';
import type { PlainTip } from '../../contract/plain.ts';
import { type Bytes, toBase64 } from '../../protocol/bytes.ts';
import { checkRoleKeys } from '../../protocol/chain.ts';
import { type Attached, type Draft, finishTip, sealTipFile, startTip } from '../../protocol/compose.ts';
import { deriveReceipt, RECEIPT_ITERATIONS } from '../../protocol/receipt.ts';
import { cleanJpeg } from '../blobs/jpeg.ts';
import { cleanPng } from '../blobs/png.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { tipForm } from './form.ts';
import { checkTicket } from './plain-ticket.ts';
import { takeTip } from './send.ts';
import { uploadPart } from './upload-part.ts';

export type PlainOutcome =
  | { readonly kind: 'taken'; readonly proof: string }
  | { readonly kind: 'early'; readonly seconds: number }
  | { readonly kind: 'over' };

/**
 * The tip of a browser without script: sealed here, in memory, by the same code that the page runs elsewhere; the clear
 * words are kept nowhere. The connection protected them on the way, nothing protected them from this Worker: the page says
 * so. Pressed again after a lost answer, it is the same tip: the receipt was drawn with the form.
 */
export async function sendPlain(
  ctx: Ctx,
  input: PlainTip,
  photos: readonly Uint8Array[],
  arrivals: number,
  iterations = RECEIPT_ITERATIONS,
): Promise<PlainOutcome> {
  const before = await proofOf(ctx, input.receipt, iterations);
  if (before !== undefined) return { kind: 'taken', proof: before };
  const ticket = await checkTicket(ctx, input.ticket, arrivals);
  if (ticket.kind !== 'good') return ticket;
  const cleaned = photos.map(clean);
  const form = await tipForm(ctx);
  if (!form.tracks.includes(input.track)) throw new DomainError('bad_request');
  const draft = await startTip(form, await checkRoleKeys(form), iterations, input.receipt);
  const attached: Attached[] = [];
  for (const photo of cleaned) attached.push(await attach(ctx, draft, photo));
  const { category, danger, casualty, aboutOffice, track, placeUnitId } = input;
  const header = { category, danger, casualty, aboutOffice, track, placeUnitId, day: form.day };
  const named = track !== 'anonymous';
  const text = {
    ...{ text: input.text, place: input.place, enterprise: input.enterprise },
    ...{ name: named ? input.name : '', contact: named ? input.contact : '' },
  };
  const payload = await finishTip(draft, form, header, text, attached, {});
  const way = { channel: 'form', spent: ticket.spent, surge: ticket.surge, mustChange: false } as const;
  const { proof } = await takeTip(ctx, payload as Parameters<typeof takeTip>[1], way);
  return { kind: 'taken', proof };
}

/** The proof of the tip this receipt was given for, if it has arrived before. */
async function proofOf(ctx: Ctx, receipt: string, iterations: number): Promise<string | undefined> {
  const { locator } = await deriveReceipt(receipt, ctx.tenant.no, iterations);
  const t = ctx.db.rows.tip;
  const [row] = await ctx.db
    .select({ proof: t.proof })
    .from(t)
    .where(eq(t.locator, toBase64(locator)));
  return row?.proof;
}

/** Drops where, when and with what it was taken. @throws `unsupported_file` */
function clean(bytes: Uint8Array): { bytes: Bytes; mediaType: string } {
  const png = bytes[0] === 0x89;
  const cleaned = png ? cleanPng(bytes) : cleanJpeg(bytes);
  if (!cleaned) throw new DomainError('unsupported_file');
  return { bytes: cleaned as Bytes, mediaType: png ? 'image/png' : 'image/jpeg' };
}

async function attach(ctx: Ctx, draft: Draft, photo: { bytes: Bytes; mediaType: string }): Promise<Attached> {
  const file = await sealTipFile(draft, { blob: new Blob([photo.bytes]), mediaType: photo.mediaType });
  const { id, size, parts, uploadToken } = file;
  for (let n = 0; n < parts; n++) {
    const body = await file.part(n);
    const headers = { 'content-length': String(body.length) };
    const request = new Request('http://memory/', { method: 'PUT', body, headers });
    await uploadPart(ctx, { id, n, parts, size, uploadToken }, request);
  }
  return { uploadToken, manifest: await file.manifest() };
}
