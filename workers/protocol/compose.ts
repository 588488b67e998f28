import { type AnyManifest, type FileManifest, OF_TIP, type SealedFile, sealFile } from './attachments.ts';
import { type Bytes, fromBase64, hex, newTipId, sha256, toBase64 } from './bytes.ts';
import { checkRoleKeys, type Statement } from './chain.ts';
import { type Envelope, newDek, sealEnvelope, type TipScope } from './envelope.ts';
import { type SealedIdentity, sealIdentity } from './identity.ts';
import { deriveReceipt, newReceipt, RECEIPT_ITERATIONS, type ReceiptKeys } from './receipt.ts';
import { newReporterKeys, type ReporterKeys } from './reporter-keys.ts';

export { newTipId };

/** The clear part, as the contract's `header`. A copy lies in the sealed body, so that a change on the way is seen. */
export interface TipHeader {
  category: string;
  placeUnitId: string | null;
  danger: boolean;
  casualty: boolean;
  track: 'anonymous' | 'sealed_name' | 'real_name';
  /** It is about the office that would receive it: sealed to discipline inspection instead. */
  aboutOffice: boolean;
  day: string;
}
/** What the reporter wrote. */
export interface TipText {
  text: string;
  place: string;
  enterprise: string;
  /** On the two tracks with a name; empty otherwise. */
  name: string;
  contact: string;
}
/** What the body holds. `replyTo` is the reporter's key under the seal: the server cannot put its own in its place. */
export interface TipContent extends TipText {
  v: 1;
  header: TipHeader;
  replyTo: string;
  files: AnyManifest[];
}
/** The part of tips.form that sealing needs. */
export interface TipForm {
  tenant: { no: number };
  formHash: string;
  roleKeys: readonly { id: string; role: string; sealPublic: string; statement: Statement | null }[];
  roots: readonly Statement[];
}
/** A tip being written: its keys, before anything is sealed. Kept in memory alone. */
export interface Draft {
  readonly scope: TipScope;
  readonly dek: Bytes;
  readonly receipt: string;
  readonly keys: ReceiptKeys;
  readonly reporter: ReporterKeys;
}
/** A sealed file that has been uploaded whole. */
export interface Attached {
  readonly uploadToken: string;
  readonly manifest: FileManifest;
}
/** Input of tips.send. */
export interface TipPayload {
  id: string;
  header: TipHeader;
  envelope: Envelope;
  locator: string;
  auth: string;
  reporterPublic: string;
  reporterWrapped: string;
  formHash: string;
  /** On the name-sealed track alone. */
  identity: SealedIdentity | null;
  attachments: { id: string; uploadToken: string }[];
  work: Record<string, unknown>;
}

/**
 * Draws the receipt and all keys. About a second on a phone: start it while the reporter still writes. `root`: the
 * fingerprint that checkRoleKeys gave; it is kept with the receipt, so that answers are held against the same root.
 */
export async function startTip(
  form: TipForm,
  root: string,
  iterations = RECEIPT_ITERATIONS,
  receipt = newReceipt(),
): Promise<Draft> {
  const scope = { tenantNo: form.tenant.no, tipId: newTipId(), formHash: form.formHash };
  const keys = await deriveReceipt(receipt, scope.tenantNo, iterations);
  return { scope, dek: newDek(), receipt, keys, reporter: await newReporterKeys(keys.wrap, scope.tenantNo, root) };
}

/** Which desk opens it: discipline inspection for what is about the office itself, where there is such a desk. */
export const deskOf = (form: Pick<TipForm, 'roleKeys'>, header: Pick<TipHeader, 'aboutOffice'>): string =>
  header.aboutOffice && form.roleKeys.some((k) => k.role === 'discipline') ? 'discipline' : 'intake';

/** Seals a file of this draft part by part; the caller uploads the parts under its id and token. */
export const sealTipFile = (draft: Draft, file: Parameters<typeof sealFile>[3]): Promise<SealedFile> =>
  sealFile(draft.scope, draft.dek, OF_TIP, file);

/** Seals the words. Call it once a draft; on a retry send the same payload with the same Idempotency-Key. */
export async function finishTip(
  draft: Draft,
  form: TipForm,
  header: TipHeader,
  text: TipText,
  attached: readonly Attached[],
  work: object,
): Promise<TipPayload> {
  const { scope, dek, keys, reporter } = draft;
  const files = attached.map(({ manifest }) => manifest);
  const roleKey = (role: string) => form.roleKeys.find((k) => k.role === role);
  const [custody, discipline] = [roleKey('identity'), roleKey('discipline')];
  let [words, identity]: [TipText, SealedIdentity | null] = [text, null];
  if (header.track === 'sealed_name') {
    if (!custody || !discipline) throw new RangeError('no keys for the name-sealed track');
    const { name, contact } = text;
    identity = await sealIdentity(scope, { name, contact }, custody, discipline);
    words = { ...text, name: '', contact: '' };
  }
  const content: TipContent = { v: 1, header, ...words, replyTo: reporter.reporterPublic, files };
  const desk = deskOf(form, header);
  return {
    id: scope.tipId,
    header,
    envelope: await sealEnvelope(
      scope,
      dek,
      content,
      form.roleKeys.filter((k) => k.role === desk),
    ),
    locator: toBase64(keys.locator),
    auth: toBase64(keys.auth),
    ...reporter,
    formHash: scope.formHash,
    identity,
    attachments: attached.map(({ uploadToken, manifest }) => ({ id: manifest.id, uploadToken })),
    work: { ...work },
  };
}

/** The whole client side in one call: `upload` sends every part of a sealed file, `work` is solved beforehand. */
export async function composeTip(options: {
  form: TipForm;
  header: TipHeader;
  text: TipText;
  photos?: readonly { bytes: Bytes; mediaType: string; name?: string }[];
  upload?: (file: SealedFile) => Promise<void>;
  work: object;
  iterations?: number;
}): Promise<{ payload: TipPayload; receipt: string; draft: Draft }> {
  const draft = await startTip(options.form, await checkRoleKeys(options.form), options.iterations);
  const attached: Attached[] = [];
  for (const { bytes, ...told } of options.photos ?? []) {
    const file = await sealTipFile(draft, { blob: new Blob([bytes]), ...told });
    await options.upload!(file);
    attached.push({ uploadToken: file.uploadToken, manifest: await file.manifest() });
  }
  const payload = await finishTip(draft, options.form, options.header, options.text, attached, options.work);
  return { payload, receipt: draft.receipt, draft };
}

/** SHA-256 of the sealed body, lower-case hex: what the acceptance proof signs. The reporter can compute it alone. */
export const envelopeDigest = async (envelope: Envelope): Promise<string> =>
  hex(await sha256(fromBase64(envelope.body)));
