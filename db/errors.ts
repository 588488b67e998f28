/** A unique key was taken by somebody faster: the batch was rolled back whole. `table` names whose key. */
export class ConflictError extends Error {
  readonly table: string;
  constructor(table: string) {
    super(`unique key taken in ${table}`);
    this.table = table;
  }
}

/** The tenant is being moved to another cell: nothing is written meanwhile. */
export class MovingError extends Error {}

/** The same idempotency key was committed before; the caller answers from the stored command. */
export class ReplayError extends Error {}

/** The table whose UNIQUE or PRIMARY KEY constraint D1 reports as violated; '' if the error is another one. */
export function isUniqueViolation(error: unknown, prefix = ''): string {
  const found = /UNIQUE constraint failed: (\w+)\./.exec(error instanceof Error ? error.message : '');
  return found?.[1] && `${found[1]}.`.startsWith(prefix) ? found[1] : '';
}
