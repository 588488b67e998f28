/** A statement and its bound values. */
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

/** One write of a commit made together with others: its values as JSON without the opening bracket. */
export interface Row {
  readonly sql: string;
  readonly values: string;
}

export const rowOf = ({ sql, params }: Statement): Row => ({ sql, values: JSON.stringify(params).slice(1) });

/** Draws a number of a sequence. */
export const DRAW =
  'INSERT INTO sequence (tenant_id, name, value) VALUES (?, ?, 1) ON CONFLICT (tenant_id, name) DO UPDATE SET value = value + 1';
/** How many others were drawn after it in the same batch: none, unless commits are made together. */
const SINCE = '- 0';
/** The number drawn, by tenant and name. */
export const DRAWN = `(SELECT value ${SINCE} FROM sequence WHERE tenant_id = ? AND name = ?)`;

const INSERT = /^(INSERT INTO [^?]+?) VALUES \((.*)\)$/s;
const texts = new Map<string, string>();

/** The same insert for any number of rows in one JSON list, each with SINCE before its values. undefined: it is none. */
function forRows(sql: string): string | undefined {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  const [insert = '', conflict] = sql.split(' ON CONFLICT ');
  const [, head, values] = INSERT.exec(insert) ?? [];
  if (head === undefined || values === undefined || conflict?.includes('?')) return undefined;
  let n = 0;
  const picks = values.replaceAll('?', () => `(j.value ->> ${++n})`).replaceAll(SINCE, '- (j.value ->> 0)');
  // Materialized: json_each would write out the row anew for each of its columns.
  const rows = 'WITH j (value) AS MATERIALIZED (SELECT value FROM json_each(?))';
  const text = `${rows} ${head} SELECT ${picks} FROM j WHERE true${conflict ? ` ON CONFLICT ${conflict}` : ''}`;
  if (texts.size > 1000) texts.clear();
  texts.set(sql, text);
  return text;
}

/** `order` with the texts of a member that it lacks, so that the member's own order is kept. undefined: the two cross. */
function merged(order: readonly string[], member: readonly Row[]): string[] | undefined {
  if (member.filter(({ sql }) => sql === DRAW).length > 1) return undefined;
  const all = [...order];
  let at = -1;
  for (const [n, { sql }] of member.entries()) {
    if (sql === member[n - 1]?.sql) continue;
    const found = all.indexOf(sql);
    if (found === -1) all.splice(++at, 0, sql);
    else if (found > at) at = found;
    else return undefined;
  }
  return all;
}

/**
 * Several commits as one list of statements: one for each kind of insert, with the rows of all. Each commit keeps the order
 * of its own; those that do not fit to the ones before go behind them.
 */
export function grouped(members: readonly (readonly Row[])[]): Statement[] {
  let order: string[] = [];
  const here: (readonly Row[])[] = [];
  const behind: (readonly Row[])[] = [];
  for (const member of members) {
    const all = merged(order, member);
    (all ? here : behind).push(member);
    order = all ?? order;
  }
  if (here.length === 0) return members.flat().flatMap(({ sql, values }) => statements(sql, [`[0,${values}`]));
  const rows = new Map<string, string[]>(order.map((sql) => [sql, []]));
  const drawn = new Map<string, number>();
  for (const member of here.toReversed()) {
    const sequence = member.find(({ sql }) => sql === DRAW)?.values ?? '';
    const since = drawn.get(sequence) ?? 0;
    drawn.set(sequence, since + 1);
    for (const { sql, values } of member) rows.get(sql)!.push(`[${since},${values}`);
  }
  const made = order.flatMap((sql) => statements(sql, rows.get(sql)!));
  return behind.length > 0 ? [...made, ...grouped(behind)] : made;
}

/** What is no insert is made row by row. */
function statements(sql: string, rows: readonly string[]): Statement[] {
  const text = forRows(sql);
  if (text !== undefined) return [{ sql: text, params: [`[${rows.join()}]`] }];
  return rows.map((row) => ({ sql, params: (JSON.parse(row) as unknown[]).slice(1) }));
}
