import type { ErrorCode } from '../contract/errors.ts';

/** A field of the input that was refused: its path in the schema and a sentence, never what was sent. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A refusal, free of transport: http/problem.ts turns the code into a status and a Chinese sentence. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | undefined;
  /** What the operators tell the public while a tenant is suspended. */
  readonly notice: string;
  constructor(code: ErrorCode, more: { fields?: FieldError[]; retryAfter?: number; notice?: string } = {}) {
    super(code);
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfter = more.retryAfter;
    this.notice = more.notice ?? '';
  }
}

export const refuse = (code: ErrorCode, more?: { fields?: FieldError[]; retryAfter?: number }): never => {
  throw new DomainError(code, more);
};

/** The value, or `not_found`: another tenant's id and an id that never was are the same to the caller. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new DomainError('not_found');
  return value;
}
