import { random } from './bytes.ts';

/** No letter that is taken for another one: it is copied by hand. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Twenty characters, a hundred bits: words that somebody can guess stay sealed until they are opened. */
export const newDrawSalt = (): string =>
  Array.from(random(20))
    .map((byte) => ALPHABET.charAt(byte & 31))
    .join('');
