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

/** The object store could not do it now. */
export class StoreError extends Error {}

const D1_SAYS = /^D1_ERROR\b|SQLITE_|database or disk is full|disk I\/O error/;
/** What is wrong with the statement or with what it was given is wrong at the next try too. */
const OURS = /constraint failed|SQLITE_(?:CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG|AUTH)\b|unsupported type/i;
/** What the runtime says of an object or a database it cannot reach, had to end, or cannot write for. */
const RUNTIME_SAYS =
  /Network connection lost|storage caused object to be reset|storage operation exceeded timeout|overloaded|Durable Object|internal error; reference|jsg\.Error|took too long|the batch failed/i;

/** Nobody's mistake: a full or broken disk, a database that is away. The same again, later, may succeed. */
export function isOutage(error: unknown): boolean {
  const said = root(error);
  if (said instanceof StoreError) return true;
  if (!(said instanceof Error) || OURS.test(said.message)) return false;
  return D1_SAYS.test(said.message) || RUNTIME_SAYS.test(said.message);
}

/** What was said in the first place: drizzle wraps an error in one that tells the statement and its values. */
export function root(error: unknown): unknown {
  let said = error;
  while (said instanceof Error && said.cause instanceof Error) said = said.cause;
  return said;
}
