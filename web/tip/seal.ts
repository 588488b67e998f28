/** Everything that checks and seals, in one chunk of its own: the BigInt literals in it are a syntax error to engines before 2018. */
export { checkRoleKeys } from '../../workers/protocol/chain.ts';
export { finishTip, startTip } from '../../workers/protocol/compose.ts';
export { formatReceipt } from '../../workers/protocol/receipt.ts';
export { solve } from '../../workers/protocol/work.ts';
