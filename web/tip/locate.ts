/** The receipt page's part of the protocol, loaded apart for the same reason as seal.ts. */
export { toBase64 } from '../../workers/protocol/bytes.ts';
export { deriveReceipt, parseReceipt } from '../../workers/protocol/receipt.ts';
