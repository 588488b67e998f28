/** Receipt codes, loaded apart from the page for the same reason as seal.ts. */
export { toBase64 } from '../../workers/protocol/bytes.ts';
export { deriveReceipt, parseReceipt } from '../../workers/protocol/receipt.ts';
