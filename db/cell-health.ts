/** Numbers are counted so far and no further: the question must stay cheap when things are bad. */
export const COUNTED = 10_000;

/** What waits in a cell, over all its tenants. Times in epoch ms, null where nothing waits. */
export interface Waiting {
  readonly outbox: number;
  readonly outboxSince: number | null;
  /** Given up after ten attempts, for a person to look at. */
  readonly parked: number;
  readonly clocks: number;
  readonly clocksSince: number | null;
}

/** Outbox rows and clock steps that are due and not done. `parkedAt`: where given-up rows lie. */
export async function waitingIn(d1: D1Database, now: number, parkedAt: number): Promise<Waiting> {
  const ask = (sql: string, ...values: number[]) => d1.prepare(sql).bind(...values);
  const answers = await d1.batch<{ n: number; since: number | null }>([
    ask(
      `SELECT /* whole cell: health */ count(*) AS n, min(next_at) AS since FROM
         (SELECT next_at FROM outbox INDEXED BY outbox_due_in_cell WHERE next_at <= ?1 ORDER BY next_at LIMIT ?2)`,
      now,
      COUNTED,
    ),
    ask(
      `SELECT /* whole cell: health */ count(*) AS n, NULL AS since FROM
         (SELECT 1 FROM outbox INDEXED BY outbox_due_in_cell WHERE next_at >= ?1 LIMIT ?2)`,
      parkedAt,
      COUNTED,
    ),
    ask(
      `SELECT /* whole cell: health */ count(*) AS n, min(next_at) AS since FROM
         (SELECT next_at FROM clock INDEXED BY clock_next
          WHERE stopped_at IS NULL AND next_at IS NOT NULL AND next_at <= ?1 ORDER BY next_at LIMIT ?2)`,
      now,
      COUNTED,
    ),
  ]);
  const [outbox, parked, clocks] = answers.map((answer) => answer.results[0]!);
  return {
    outbox: outbox!.n,
    outboxSince: outbox!.since,
    parked: parked!.n,
    clocks: clocks!.n,
    clocksSince: clocks!.since,
  };
}
