import { DomainError } from '../domain/errors.ts';

/** When somebody may try again who was not waited for any longer. */
const AGAIN_S = 10;

/**
 * What `work` answers, unless it takes longer than `ms`: a cell that hangs must not take along whoever asks, nor the jobs of
 * other cells. What takes longer goes on by itself through `goOn`, to its end or to nothing. @throws `unavailable`
 */
export async function within<T>(ms: number, work: Promise<T>, goOn: (work: Promise<unknown>) => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      goOn(work.catch(() => undefined));
      fail(new DomainError('unavailable', { retryAfter: AGAIN_S }));
    }, ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
