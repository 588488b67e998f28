/** How a sealed file lies in bytes. Head: suite byte ‖ salt of the file's key ‖ nonce prefix; then chunks, each with its tag. */
export const CHUNK = 1024 * 1024;
export const TAG = 16;
export const HEAD = 1 + 16 + 7;
/** What travels in one request: five chunks; the first part has the head too. */
const PART_CHUNKS = 5;
const SEALED_CHUNK = CHUNK + TAG;
const PART = PART_CHUNKS * SEALED_CHUNK;

/** Every file has at least one chunk, an empty one too. */
export const chunksOf = (plain: number): number => Math.max(1, Math.ceil(plain / CHUNK));
export const sealedSize = (plain: number): number => HEAD + plain + chunksOf(plain) * TAG;
/** Parts of a sealed file of so many bytes. */
export const partsOf = (sealed: number): number => Math.max(1, Math.ceil((sealed - HEAD) / PART));

/** How many bytes lie sealed in so many; undefined: no sealed file has this length. */
export function plainSize(sealed: number): number | undefined {
  const plain = sealed - HEAD - TAG * Math.max(1, Math.ceil((sealed - HEAD) / SEALED_CHUNK));
  return plain >= 0 && sealedSize(plain) === sealed ? plain : undefined;
}

/** Length of part `n` of a sealed file of so many bytes; the sizes of all parts add up to it. */
export function partSize(sealed: number, n: number): number {
  const rest = sealed - HEAD - n * PART;
  return Math.min(PART, rest) + (n === 0 ? HEAD : 0);
}

/** The chunks that lie in part `n`: from, and up to but not with. */
export const chunksIn = (chunks: number, n: number): readonly [number, number] => [
  n * PART_CHUNKS,
  Math.min(chunks, (n + 1) * PART_CHUNKS),
];
