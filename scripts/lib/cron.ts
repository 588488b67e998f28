const MINUTE = 60_000;

/** Fires of a wrangler cron expression in (from, to], at most one: `* * * * *` or `M H * * *`, in UTC. */
export function isDue(expression: string, from: number, to: number): boolean {
  const [minute, hour, ...rest] = expression.split(' ');
  if (rest.join(' ') !== '* * *') throw new Error(`cron expression not supported here: ${expression}`);
  if (minute === '*' && hour === '*') return Math.floor(to / MINUTE) > Math.floor(from / MINUTE);
  const at = (Number(hour) * 60 + Number(minute)) * MINUTE;
  if (Number.isNaN(at)) throw new Error(`cron expression not supported here: ${expression}`);
  const day = 24 * 60 * MINUTE;
  return Math.floor((to - at) / day) > Math.floor((from - at) / day);
}

export interface Ticker {
  stop(): void;
}

/** Fires each expression on the minute. A run that is still going is not started a second time; a failure is logged. */
export function startTicker(
  expressions: readonly string[],
  lastRun: (expression: string) => number,
  fire: (expression: string) => Promise<void>,
): Ticker {
  const running = new Set<string>();
  const last = new Map(expressions.map((e) => [e, lastRun(e)]));
  let timer: NodeJS.Timeout;
  const run = async (expression: string): Promise<void> => {
    running.add(expression);
    try {
      await fire(expression);
    } catch (error) {
      console.error(`cron ${expression}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      running.delete(expression);
    }
  };
  const tick = (): void => {
    const now = Date.now();
    for (const expression of expressions) {
      if (!running.has(expression) && isDue(expression, last.get(expression) ?? now, now)) {
        last.set(expression, now);
        void run(expression);
      }
    }
    timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
  };
  tick();
  return { stop: () => clearTimeout(timer) };
}
