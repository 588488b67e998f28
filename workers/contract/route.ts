import type * as z from 'zod';
import type { Permission } from './access.ts';
import type { ErrorCode } from './errors.ts';
import type { BucketName } from './limits.ts';

/**
 * Who may call: `public` (no actor), `session` (any signed-in person of the tenant), a permission of the tenant's
 * staff, or `operator` of the platform. Declared here once; it drives the guard, the documentation and the tests.
 */
export type Access = 'public' | 'session' | 'operator' | { readonly permission: Permission };

export interface Route<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  /** Stable name: `hazards.assign`. */
  readonly id: string;
  readonly app: 'public' | 'console' | 'platform';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path behind `/{slug}/api` (public, console) or `/platform/api`; `{name}` takes the field `name` of the input. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** The request body is a stream of bytes, not JSON; the input then comes from path and query alone. */
  readonly upload?: { readonly maxBytes: number };
  /** The answer is a file, streamed by the handler; `output` is not applied. */
  readonly download?: string;
  /** Why this write takes no Idempotency-Key. */
  readonly unkeyed?: string;
  /** The answer holds a one-time secret and is not stored for replay. */
  readonly secretAnswer?: boolean;
  readonly limit?: BucketName;
  readonly errors?: readonly ErrorCode[];
  /** Also answers while the tenant is suspended. */
  readonly whenSuspended?: boolean;
}

export type InputOf<R extends Route> = z.output<R['input']>;
export type OutputOf<R extends Route> = z.input<R['output']>;
/** What a client sends and gets. */
export type ClientInput<R extends Route> = z.input<R['input']>;
export type ClientOutput<R extends Route> = z.output<R['output']>;

export function route<I extends z.ZodObject, O extends z.ZodType, const R extends Route<I, O>>(
  spec: R & { input: I; output: O },
): R & Route<I, O> {
  return spec;
}

/** Names of the `{name}` parts of a route's path. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string);
}
