import type { SealedFile } from './attachments.ts';
import { type Bytes, toBase64 } from './bytes.ts';
import {
  composeTip,
  type Draft,
  newTipId,
  type TipForm,
  type TipHeader,
  type TipPayload,
  type TipText,
} from './compose.ts';
import { deriveReceipt } from './receipt.ts';
import { solve } from './work.ts';

/** `fetch`, or the application's own handler in a test. */
export type Fetch = (request: Request) => Promise<Response>;

/** A refusal of the server: the stable code of its problem document. */
export class TipRefused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number) {
    super(`${status} ${code}`);
    this.code = code;
    this.status = status;
  }
}

export interface Accepted {
  proof: string;
  digest: string;
  day: string;
}
export interface SentTip {
  readonly accepted: Accepted;
  readonly receipt: string;
  readonly payload: TipPayload;
  readonly draft: Draft;
  /** The Idempotency-Key it went with. */
  readonly key: string;
}
export interface TipOptions {
  readonly text?: Partial<TipText>;
  readonly header?: Partial<TipHeader>;
  readonly photos?: readonly { bytes: Bytes; mediaType: string; name?: string }[];
  readonly key?: string;
  /** Lowered in tests on workerd alone. */
  readonly iterations?: number;
}

export type PublicForm = TipForm & {
  day: string;
  places: { id: string; name: string }[];
  challenge: Record<string, unknown>;
};

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json()) as { code?: string };
  if (!response.ok) throw new TipRefused(body.code ?? 'internal', response.status);
  return body as T;
}

const post = (base: string, path: string, key: string, body: string): Request =>
  new Request(`${base}${path}`, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': key, 'content-type': 'application/json' },
  });

/** The public API of one tenant as its tip page uses it. `base`: `http://host/{slug}/api`. */
export class TipClient {
  readonly #fetch: Fetch;
  readonly #base: string;

  constructor(fetch: Fetch, base: string) {
    this.#fetch = fetch;
    this.#base = base;
  }

  async form(): Promise<PublicForm> {
    return answerOf(await this.#fetch(new Request(`${this.#base}/tip-form`)));
  }

  /** Every part of a sealed file, one after the other. */
  async upload(file: SealedFile): Promise<void> {
    for (let n = 0; n < file.parts; n++) await this.uploadPart(file, n, await file.part(n));
  }

  async uploadPart(file: Pick<SealedFile, 'id' | 'uploadToken' | 'size' | 'parts'>, n: number, body: Bytes) {
    const { id, uploadToken, size, parts } = file;
    const url = `${this.#base}/tip-uploads/${id}/parts/${n}?parts=${parts}&size=${size}&uploadToken=${uploadToken}`;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    await answerOf<{ ok: true }>(await this.#fetch(new Request(url, { method: 'PUT', body, headers })));
  }

  /** The parts of an upload that have arrived. */
  async uploaded({ id, uploadToken }: Pick<SealedFile, 'id' | 'uploadToken'>): Promise<number[]> {
    const url = `${this.#base}/tip-uploads/${id}?uploadToken=${uploadToken}`;
    return (await answerOf<{ parts: number[] }>(await this.#fetch(new Request(url)))).parts;
  }

  /** Everything up to the last press: form, proof of work, photos, sealing. */
  async prepare(options: TipOptions = {}): Promise<{ payload: TipPayload; receipt: string; draft: Draft }> {
    const form = await this.form();
    const blank = { category: 'gas', placeUnitId: null, danger: false, casualty: false } as const;
    const rest = { track: 'anonymous', aboutOffice: false, day: form.day } as const;
    return composeTip({
      form,
      header: { ...blank, ...rest, ...options.header },
      text: { text: '', place: '', enterprise: '', name: '', contact: '', ...options.text },
      photos: options.photos,
      upload: (file) => this.upload(file),
      work: await solve(form.challenge),
      iterations: options.iterations,
    });
  }

  /** The last press; the same payload with the same key may be sent again. */
  async post(payload: object, key: string): Promise<Accepted> {
    return answerOf(await this.#fetch(post(this.#base, '/tips', key, JSON.stringify(payload))));
  }

  async send(options: TipOptions = {}): Promise<SentTip> {
    const prepared = await this.prepare(options);
    const key = options.key ?? newTipId();
    return { ...prepared, key, accepted: await this.post(prepared.payload, key) };
  }

  /** What the receipt page asks for; the caller gives the answer its type (`statusView` of the contract). */
  async status(tenantNo: number, receipt: string, iterations?: number): Promise<unknown> {
    const { locator, auth } = await deriveReceipt(receipt, tenantNo, iterations);
    const body = JSON.stringify({ locator: toBase64(locator), auth: toBase64(auth) });
    const { padded } = await answerOf<{ padded: string }>(
      await this.#fetch(post(this.#base, '/receipt', newTipId(), body)),
    );
    return JSON.parse(padded);
  }
}
