import type * as z from 'zod';
import { ConflictError, isOutage, MovingError, ReplayError, root } from '../../db/errors.ts';
import { ERRORS, type ErrorCode } from '../contract/errors.ts';
import { DomainError, type FieldError } from '../domain/errors.ts';

/** RFC 9457 problem document. Never carries what was sent, a stack, or SQL. */
export function problem(
  code: ErrorCode,
  fields: readonly FieldError[] = [],
  retryAfter?: number,
  notice = '',
): Response {
  const [status, detail] = ERRORS[code];
  const body = {
    type: `/api/problems#${code}`,
    title: code,
    status,
    code,
    detail,
    ...(fields.length ? { fields } : {}),
    ...(notice ? { notice } : {}),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  return new Response(JSON.stringify(body), { status, headers });
}

/** When somebody may try again whose request met a full disk or a database that is away. */
const AGAIN_SECONDS = 10;

/** Most districts are copied within seconds. */
const MOVING_RETRY_S = 5;

/** Tables whose primary key is the lock of a transition; a key taken elsewhere is a name taken. */
const RACES = new Set(['event', 'operator_event']);

/** The one place where an error becomes an answer. Unknown errors are logged by name and message, and answered `internal`. */
export function problemOf(error: unknown): Response {
  if (error instanceof DomainError) return problem(error.code, error.fields, error.retryAfter, error.notice);
  if (error instanceof ConflictError) return problem(RACES.has(error.table) ? 'conflict' : 'name_taken');
  if (error instanceof MovingError) return problem('tenant_moving', [], MOVING_RETRY_S);
  if (error instanceof ReplayError) return problem('conflict');
  const said = root(error);
  const name = said instanceof Error ? said.name : 'unknown';
  const message = said instanceof Error ? said.message.slice(0, 200).replaceAll(/'[^']*'|"[^"]*"/g, '…') : '';
  console.error(JSON.stringify({ level: 'error', name, message }));
  return isOutage(error) ? problem('unavailable', [], AGAIN_SECONDS) : problem('internal');
}

const SENTENCES: Record<string, string> = {
  invalid_type: '必填，或类型不对',
  too_small: '内容太短或数值太小',
  too_big: '内容太长或数值太大',
  invalid_format: '格式不对',
  invalid_value: '不在可选范围内',
  unrecognized_keys: '含有不认识的项目',
  custom: '内容不符合要求',
};

/** Zod's issues as field errors. The path is kept only as far as it names fields of ours or array positions. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.slice(0, 50).map((issue) => ({
    path: issue.path.map((p) => (typeof p === 'number' ? String(p) : String(p).slice(0, 40))).join('.'),
    message: issue.code === 'custom' && issue.message ? issue.message : (SENTENCES[issue.code] ?? '内容不符合要求'),
  }));
}
