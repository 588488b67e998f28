interface Step {
  readonly step: string;
  readonly ms: number;
  readonly note: string;
}

/** Runs steps one after another, times them, prints a line each. */
export class Steps {
  readonly #done: Step[] = [];
  readonly #print: boolean;
  #current = '';
  failure = '';

  constructor(print: boolean) {
    this.#print = print;
  }

  /** `work` returns a value; `note` says in a few words what was seen. */
  async run<T>(step: string, work: () => Promise<T>, note: (value: T) => string = () => ''): Promise<T> {
    this.#current = step;
    const from = performance.now();
    const value = await work();
    const entry = { step, ms: Math.round(performance.now() - from), note: note(value) };
    this.#done.push(entry);
    if (this.#print)
      console.log(`✓ ${String(entry.ms).padStart(6)} ms  ${step}${entry.note ? ` — ${entry.note}` : ''}`);
    return value;
  }

  get failed(): boolean {
    return this.failure !== '';
  }

  fail(reason: string): void {
    this.failure = `${this.#current}: ${reason}`;
    if (this.#print) console.error(`✗            ${this.failure}`);
  }

  report(url: string) {
    const total = this.#done.reduce((sum, s) => sum + s.ms, 0);
    return { url, ok: !this.failed, totalMs: total, failure: this.failure || null, steps: this.#done };
  }
}

/** What must hold for a step to have happened; the sentence is printed when it does not. */
export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
