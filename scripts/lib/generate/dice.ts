/** Chance that a seed repeats: the same throws in the same order, on any machine. */
export class Dice {
  #state: number;

  constructor(...seed: readonly (string | number)[]) {
    let hash = 0x811c9dc5;
    for (const char of seed.join('|')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }

  /** An id as the house makes them: it begins with its millisecond. */
  id(at: number): string {
    const time = at.toString(16).padStart(12, '0');
    const hex = (bits: number) => Math.floor(this.next() * 2 ** bits).toString(16);
    const [a, b] = [hex(12).padStart(3, '0'), (0x8000 + this.between(0, 0x4000)).toString(16)];
    const tail = hex(24).padStart(6, '0') + hex(24).padStart(6, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${b}-${tail}`;
  }
}
