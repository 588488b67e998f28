import type { DirectoryDb } from '../../db/directory-db.ts';
import type { TenantDb } from '../../db/tenant-db.ts';
import type { Grant, Permission } from '../contract/access.ts';
import { permits } from '../contract/access.ts';
import type { health } from '../contract/health.ts';
import type { OutputOf } from '../contract/route.ts';
import type { Ports } from '../ports/ports.ts';
import { DomainError } from './errors.ts';

export type Actor =
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly sessionId: string;
      readonly grants: readonly Grant[];
    }
  | { readonly kind: 'operator'; readonly operatorId: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'system'; readonly reason: string };

/** What is known of the tenant without opening its data. */
export interface TenantInfo {
  readonly no: number;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: string;
  readonly divisionCode: string;
  readonly status: string;
  readonly notice: string;
}

/** Everything a verb may touch, handed in explicitly. `now` is epoch milliseconds; tests move it, verbs never read a clock. */
export interface Ctx {
  readonly db: TenantDb;
  readonly tenant: TenantInfo;
  readonly actor: Actor;
  readonly now: number;
  readonly newId: () => string;
  readonly ports: Ports;
}

/** The operators' context: no tenant is open; each cross-tenant call of the directory takes a reason. */
export interface PlatformCtx {
  readonly directory: DirectoryDb;
  readonly actor: Actor;
  readonly now: number;
  readonly newId: () => string;
  readonly ports: Ports;
  /** Password of the first operator, `operator`, made at the first sign-in while there is none; '' = no such door. */
  readonly bootstrapPassword: string;
  /** Cells that have a binding here. */
  readonly cellNames: readonly string[];
  /** Opens a tenant for provisioning, export, moving, erasing; `cell`: not where it lives, but where it moves to. */
  openTenant(no: number, reason: string, cell?: string): Promise<Ctx>;
  /** How the databases are and what waits in them. */
  health(): Promise<OutputOf<typeof health>>;
  /** Drops what this isolate keeps of tenants, hosts and the calendar. To be called after they changed. */
  forget(): void;
}

/** The string an event keeps of its actor: `person:<id>`, `operator:<id>`, `public`, `system:<reason>`. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.personId}`;
  if (actor.kind === 'operator') return `operator:${actor.operatorId}`;
  return actor.kind === 'public' ? 'public' : `system:${actor.reason}`;
}

/** The id of the acting person. @throws `not_signed_in` for any other kind of actor. */
export function personId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'person') throw new DomainError('not_signed_in');
  return ctx.actor.personId;
}

export function can(ctx: Ctx, permission: Permission): boolean {
  if (ctx.actor.kind === 'system') return true;
  return ctx.actor.kind === 'person' && permits(ctx.actor.grants, permission);
}
