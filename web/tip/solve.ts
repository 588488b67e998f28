/** The proof of work as a file of its own to be loaded late: taken straight out of the shared file it would cost that one a helper. */
export { solve } from '../../workers/protocol/work.ts';
