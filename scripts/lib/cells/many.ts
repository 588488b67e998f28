/** What became of each piece of work. */
export interface Outcome {
  readonly done: number;
  /** Name → why. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Does the same for many, a few at a time. One that fails hides none of the others; what is done is told at once, so that
 * a run that is interrupted has shown how far it came.
 */
export async function forEachOf(
  names: readonly string[],
  atOnce: number,
  work: (name: string) => Promise<string>,
  tell: (line: string) => void,
): Promise<Outcome> {
  const waiting = [...names];
  const failed = new Map<string, string>();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const result = await work(name).then(
        (said) => ({ mark: '✓', said }),
        (error: unknown) => ({ mark: '✗', said: error instanceof Error ? error.message : String(error) }),
      );
      if (result.mark === '✗') failed.set(name, result.said);
      else done += 1;
      tell(`${result.mark} ${done + failed.size}/${names.length} ${name}: ${result.said}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { done, failed };
}
