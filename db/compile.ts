import { Column, getTableName, Name, Param, Placeholder, SQL, StringChunk, Subquery, Table } from 'drizzle-orm';

/** A statement's text and its values. */
export interface Text {
  readonly sql: string;
  readonly params: unknown[];
}
interface Draft {
  sql: string;
  readonly params: unknown[];
}
interface Field {
  readonly field: unknown;
}
interface Dialect {
  sqlToQuery(statement: SQL): Text;
  buildSelection(fields: Field[], how?: { isSingleTable?: boolean }): SQL;
}

interface Texts {
  readonly alone: StringChunk;
  readonly whole: StringChunk;
}
/** By the very object: a proxy the builder puts around a column stands for another table's. */
const texts = new WeakMap<object, Texts>();

/** From now on this column always stands for the same text: alone, and behind the name of its table. */
export function fixText(column: Column, table: string): void {
  const alone = quoted(column.name);
  texts.set(column, { alone: new StringChunk(alone), whole: new StringChunk(`${quoted(table)}.${alone}`) });
}

const COMMA = new StringChunk(', ');

/** Something that is none of what our statements are made of. */
class Unknown extends Error {}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Lets a dialect of the query builder write statements in one walk. Its own way makes a list of texts a level and asks of
 * every part by name what it is, which costs a page more than reading its rows. What is not known here is left to it.
 */
export function quick<D>(given: D): D {
  const dialect = given as Dialect;
  const slow = dialect.sqlToQuery.bind(dialect);
  const slowSelection = dialect.buildSelection.bind(dialect);
  dialect.buildSelection = (fields, how) => {
    const kind = how?.isSingleTable ? 'alone' : 'whole';
    const parts = fields.map((one) => {
      const known = texts.get(one.field as object);
      return known ? known[kind] : slowSelection([one], how);
    });
    return new SQL(parts.flatMap((part, n) => (n === 0 ? [part] : [COMMA, part])));
  };
  dialect.sqlToQuery = (statement) => {
    const draft: Draft = { sql: '', params: [] };
    try {
      write(statement, draft);
      return draft;
    } catch (error) {
      if (error instanceof Unknown) return slow(statement);
      throw error;
    }
  };
  return given;
}

function write(part: unknown, draft: Draft): void {
  if (part === undefined) return;
  if (typeof part !== 'object' || part === null) value(part, draft);
  else if (part instanceof StringChunk) draft.sql += part.value.length === 1 ? part.value[0] : part.value.join('');
  else if (part instanceof Name) draft.sql += quoted(part.value);
  else if (part instanceof Column) writeColumn(part, draft);
  else if (part instanceof SQL) writeAll(part, draft);
  else if (part instanceof Param) writeParam(part, draft);
  else if (part instanceof Subquery) writeSubquery(part, draft);
  else if (part instanceof Table) draft.sql += quoted(getTableName(part));
  else if (part instanceof SQL.Aliased) draft.sql += quoted(part.fieldAlias);
  else if (Array.isArray(part)) writeList(part, draft);
  else if ('getSQL' in part) writeSelect(part as { getSQL(): SQL }, draft);
  else throw new Unknown();
}

function writeColumn(part: Column, draft: Draft): void {
  draft.sql += texts.get(part)?.whole.value[0] ?? `${quoted(getTableName(part.table))}.${quoted(part.name)}`;
}

function writeAll(part: SQL, draft: Draft): void {
  if ((part as unknown as { shouldInlineParams: boolean }).shouldInlineParams) throw new Unknown();
  for (const chunk of part.queryChunks) write(chunk, draft);
}

function writeParam({ value: given, encoder }: Param, draft: Draft): void {
  if (given instanceof Placeholder) throw new Unknown();
  const mapped = given === null ? null : (encoder.mapToDriverValue(given) as unknown);
  if (mapped instanceof SQL) write(mapped, draft);
  else value(mapped, draft);
}

function writeSubquery(part: Subquery, draft: Draft): void {
  const { isWith, sql, alias } = part._;
  if (!isWith) {
    draft.sql += '(';
    write(sql, draft);
    draft.sql += ') ';
  }
  draft.sql += quoted(alias);
}

function writeList(parts: readonly unknown[], draft: Draft): void {
  draft.sql += '(';
  for (const [n, one] of parts.entries()) {
    if (n > 0) draft.sql += ', ';
    write(one, draft);
  }
  draft.sql += ')';
}

function writeSelect(part: { getSQL(): SQL; shouldOmitSQLParens?(): boolean }, draft: Draft): void {
  const bare = part.shouldOmitSQLParens?.() ?? false;
  if (!bare) draft.sql += '(';
  write(part.getSQL(), draft);
  if (!bare) draft.sql += ')';
}

function value(given: unknown, draft: Draft): void {
  draft.sql += '?';
  draft.params.push(given);
}
