/** A statement and its bound values, as it travels to whoever makes the batch. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** D1 takes at most so many bound parameters a statement. */
const MAX_PARAMS = 100;
/** One row of plain values: may stand in one statement with others of its kind. No `?` in what follows them. */
const PLAIN_INSERT = /^(INSERT INTO [^?]+ VALUES )(\((?:\?, )*\?\))( ON CONFLICT [^?]+)?$/;

/** Neighbours that insert into the same columns of the same table as one statement: each statement has its price. */
export function joined(writes: readonly Statement[]): Statement[] {
  const out: { sql: string; params: readonly unknown[]; one: string }[] = [];
  for (const { sql, params } of writes) {
    const last = out.at(-1);
    const parts = last?.one === sql ? PLAIN_INSERT.exec(sql) : null;
    if (last && parts && last.params.length + params.length <= MAX_PARAMS) {
      last.params = [...last.params, ...params];
      const rows = Array.from({ length: last.params.length / params.length }, () => parts[2]);
      last.sql = `${parts[1]}${rows.join(', ')}${parts[3] ?? ''}`;
    } else out.push({ sql, params, one: sql });
  }
  return out;
}

interface Run {
  readonly plain: boolean;
  readonly writes: Statement[];
}

/** Plain inserts next to each other make a run; so does what stands between two such runs. */
function runsOf(writes: readonly Statement[]): Run[] {
  const runs: Run[] = [];
  for (const write of writes) {
    const plain = PLAIN_INSERT.test(write.sql);
    const last = runs.at(-1);
    if (last?.plain === plain) last.writes.push(write);
    else runs.push({ plain, writes: [write] });
  }
  return runs;
}

const bySql = (writes: readonly Statement[]): Statement[] =>
  [...Map.groupBy(writes, (write) => write.sql).values()].flat();

/**
 * Several commits as one list of statements. Members built alike go run by run: their plain inserts together, what is not
 * plain (a number drawn, rows that use it) member after member, so that each member keeps the order of its own. Others go
 * one behind the other.
 */
export function grouped(members: readonly (readonly Statement[])[]): Statement[] {
  const all = members.map(runsOf);
  const shape = (runs: readonly Run[]) => runs.map((run) => run.plain).join();
  const first = all[0];
  if (!first || all.some((runs) => shape(runs) !== shape(first))) return members.flatMap(joined);
  return first.flatMap((run, n) => {
    const writes = all.flatMap((runs) => runs[n]!.writes);
    return run.plain ? joined(bySql(writes)) : writes;
  });
}
