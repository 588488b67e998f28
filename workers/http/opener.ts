import { and, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { DirectoryDb } from '../../db/directory-db.ts';
import { rowOf } from '../../db/group.ts';
import { SearchIndex } from '../../db/search-index.ts';
import { type Command, TenantDb, type Write } from '../../db/tenant-db.ts';
import { BUCKETS, type Bucket, type BucketName } from '../contract/limits.ts';
import type { Route } from '../contract/route.ts';
import type { Actor, Ctx, PlatformCtx } from '../domain/context.ts';
import { DomainError } from '../domain/errors.ts';
import type { Platform } from '../platform.ts';
import { forgetChanged, memo } from '../ports/memo.ts';
import type { Ports } from '../ports/ports.ts';
import { forgetCalendar, loadCalendar, loadHolidays } from './calendar.ts';
import type { CommitQueue } from './committer.ts';
import { Gatherer } from './gather.ts';
import { HealthDesk } from './health.ts';
import type { Buckets } from './limiter.ts';
import { Pulse } from './pulse.ts';
import { seenBy, type View, viewOn } from './replicas.ts';
import { SecurityLog } from './security-log.ts';
import { type ResolvedTenant, TenantResolver } from './tenant.ts';
import { AccessTokens, Keyring, signAccess, signProof } from './tokens.ts';

/** The outbox of a tenant is worked off so long after the first of what lies there, and together. */
const WAKE_MS = 250;
/** Published in the README: whoever sets DEMO=1 lets everybody in. */
const DEMO_PASSWORD = 'Anshao-demo-2026';

export type StoredAnswer = Pick<Command, 'route' | 'requestHash'> & { answer: string };

/** One request's way in: who acts, and how to open what they may touch. */
export interface Door {
  readonly actor: Actor;
  /** Namespace of the rate limits. */
  readonly scope: string;
  /** 0 for the platform. */
  readonly tenantNo: number;
  open(command: Command | undefined, newId: () => string): Ctx | PlatformCtx;
  answered(command: Command): Promise<StoredAnswer | undefined>;
  /** What staff have seen of their cell by now, where replicas serve them. */
  readonly bookmark?: (() => string | undefined) | undefined;
}

/** Authenticates, resolves and opens. The only code that mints a TenantDb for a request or a job. */
export class Opener {
  readonly platform: Platform;
  readonly tenants: TenantResolver;
  readonly accessKeys: Keyring;
  readonly proofKeys: Keyring;
  readonly security: SecurityLog;
  readonly health: HealthDesk;
  readonly #tokens: AccessTokens;
  readonly #pulse: Pulse;
  readonly #woken = new Set<number>();
  readonly #gatherers = new Map<string, Gatherer>();
  readonly now: () => number;

  constructor(platform: Platform) {
    this.platform = platform;
    this.now = platform.now;
    this.tenants = new TenantResolver(platform.directory, platform.now);
    this.accessKeys = new Keyring(platform.directory, platform.secrets, 'access');
    this.#tokens = new AccessTokens(this.accessKeys);
    this.proofKeys = new Keyring(platform.directory, platform.secrets, 'proof');
    const open = async (no: number) => {
      const tenant = await this.tenants.byNo(no);
      if (!tenant) throw new DomainError('tenant_unknown');
      return this.openTenant(tenant, { kind: 'system', reason: 'security' }).db;
    };
    this.health = new HealthDesk(platform);
    this.#pulse = new Pulse(platform.waitUntil);
    this.security = new SecurityLog(open, platform.now, platform.waitUntil);
  }

  async door(route: Route, slug: string | undefined, request: Request): Promise<Door> {
    if (route.app === 'platform') return this.#platformDoor(request);
    const tenant = await this.tenants.bySlug(slug ?? '');
    if (tenant.info.status !== 'active' && !route.whenSuspended) {
      throw new DomainError('tenant_suspended', { notice: tenant.info.notice });
    }
    const actor: Actor = route.app === 'public' ? { kind: 'public' } : await this.#staff(tenant, request);
    const staff = this.platform.replicas && actor.kind === 'person';
    const { at, view } = staff ? await this.#view(tenant, request) : { at: tenant, view: undefined };
    return {
      actor,
      scope: `t${tenant.id}`,
      tenantNo: tenant.id,
      bookmark: view?.bookmark,
      open: (command, newId) => this.openTenant(at, actor, command, newId, view?.db),
      answered: async (command) => {
        const { db } = this.openTenant(at, actor);
        const c = db.rows.command;
        const [row] = await db
          .select({ route: c.route, requestHash: c.requestHash, answer: c.answer })
          .from(c)
          .where(and(eq(c.actor, command.actor), eq(c.key, command.key)));
        return row;
      },
    };
  }

  /** Who saw another cell than we know of may know better: the tenant moved, and the directory is asked again. */
  async #view(tenant: ResolvedTenant, request: Request): Promise<{ at: ResolvedTenant; view: View }> {
    const seen = seenBy(request);
    const at = seen && seen.cell !== tenant.cell ? ((await this.tenants.byNo(tenant.id)) ?? tenant) : tenant;
    if (at.cell !== tenant.cell) this.tenants.forget();
    return { at, view: viewOn(at.cell, this.#cell(at.cell).db, request.method, seen) };
  }

  #cell(name: string) {
    const cell = this.platform.cells.get(name);
    if (!cell) throw new Error(`cell ${name} has no binding`);
    return cell;
  }

  openTenant(
    tenant: ResolvedTenant,
    actor: Actor,
    command?: Command,
    newId: () => string = uuidv7,
    d1?: D1Database,
  ): Ctx {
    const cell = this.#cell(tenant.cell);
    const db = new TenantDb(d1 ?? cell.db, tenant.id, command, {
      committed: (writes) => forgetChanged(tenant.id, writes),
      moving: () => this.tenants.forget(),
      group: this.platform.commits && ((writes) => this.#commitGrouped(tenant.cell, writes)),
    });
    const ports = this.#ports(new SearchIndex(cell.search, tenant.id), tenant);
    return { db, tenant: tenant.info, actor, now: this.now(), newId, ports };
  }

  async #staff(tenant: ResolvedTenant, request: Request): Promise<Actor> {
    const claims = await this.#bearer(request, `t${tenant.id}`);
    if (!claims) return { kind: 'public' };
    return { kind: 'person', personId: claims.subject, sessionId: claims.sessionId, grants: claims.grants };
  }

  async #platformDoor(request: Request): Promise<Door> {
    const claims = await this.#bearer(request, 'platform');
    const actor: Actor = claims ? { kind: 'operator', operatorId: claims.subject } : { kind: 'public' };
    return {
      actor,
      scope: 'platform',
      tenantNo: 0,
      open: (command, newId) => this.openPlatform(actor, command, newId),
      answered: async (command) => new DirectoryDb(this.platform.directory).answered(command),
    };
  }

  openPlatform(actor: Actor, command?: Command, newId: () => string = uuidv7): PlatformCtx {
    const directory = new DirectoryDb(this.platform.directory, command);
    const openTenant = async (no: number, reason: string, cell?: string): Promise<Ctx> => {
      const tenant = await this.tenants.byNo(no);
      if (!tenant) throw new DomainError('not_found');
      const placed = cell === undefined ? tenant : { ...tenant, cell };
      return this.openTenant(placed, actor.kind === 'operator' ? { kind: 'system', reason } : actor);
    };
    const forget = (): void => {
      this.tenants.forget();
      forgetCalendar();
    };
    const cellNames = [...this.platform.cells.keys()].sort();
    const bootstrapPassword = this.platform.operatorPassword || (this.platform.demo ? DEMO_PASSWORD : '');
    const ports = this.#ports(undefined, undefined);
    const health = () => this.health.report();
    const now = this.now();
    return { directory, actor, now, newId, ports, bootstrapPassword, cellNames, openTenant, forget, health };
  }

  async #bearer(request: Request, audience: string) {
    const token = /^Bearer ([\w.-]+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
    return token ? this.#tokens.claims(audience, token, this.now()) : undefined;
  }

  /**
   * Answers how many tips this tenant got in about the last minute. @throws `rate_limited` with the seconds to wait; never
   * for an intake whose senders have no trusted address, nor when the counting itself fails.
   */
  async limit(bucket: BucketName, scope: string, request: Request): Promise<number> {
    const { buckets, clientHeader } = this.platform;
    if (!buckets) return 0;
    const rule: Bucket = BUCKETS[bucket];
    const address = (clientHeader && request.headers.get(clientHeader)?.split(',')[0]?.trim()) || undefined;
    const stub = buckets.get(buckets.idFromName(`${scope}:${rule.channel ?? bucket}`)) as DurableObjectStub<Buckets>;
    if (rule.intake && address === undefined) {
      return this.#pulse.count(`${scope}:${rule.channel}`, bucket === 'tip', (count) => stub.arrived(count));
    }
    try {
      const { wait, arrivals } = await stub.take(bucket, address ?? 'unknown');
      if (wait > 0) throw new DomainError('rate_limited', { retryAfter: wait });
      return arrivals;
    } catch (error) {
      if (error instanceof DomainError || !rule.intake) throw error;
      return 0;
    }
  }

  async #commitGrouped(cell: string, writes: readonly Write[]): Promise<void> {
    const { commits, waitUntil } = this.platform;
    const stub = () => commits!.get(commits!.idFromName(cell)) as DurableObjectStub<CommitQueue>;
    const gatherer = this.#gatherers.get(cell) ?? new Gatherer((parcel) => stub().commit(cell, parcel), waitUntil);
    this.#gatherers.set(cell, gatherer);
    const failure = await gatherer.commit(writes.map(rowOf));
    if (failure !== '') throw new Error(failure);
  }

  /** One message for what a tenant leaves behind within a moment; what is lost the cron finds. */
  #wake(outbox: Queue, tenant: number): void {
    if (this.#woken.has(tenant)) return;
    this.#woken.add(tenant);
    const send = async () => {
      await new Promise((later) => setTimeout(later, WAKE_MS));
      this.#woken.delete(tenant);
      await outbox.send({ tenant });
    };
    this.platform.waitUntil(send().catch(() => undefined));
  }

  #ports(search: SearchIndex | undefined, tenant: ResolvedTenant | undefined): Ports {
    const { blobs, secrets, outbox, deliver, outside, directory } = this.platform;
    return {
      blobs,
      secrets,
      search: search as SearchIndex,
      deliver,
      outside,
      memo: (key, load, of) => memo(tenant?.info.no ?? 0, key, load, of),
      districts: (by) => new DirectoryDb(directory).districts(by, tenant?.info.slug ?? ''),
      deliverTo: async (slug, message) => {
        const other = await this.tenants.bySlug(slug);
        if (other.info.status !== 'active') throw new DomainError('tenant_suspended');
        const ctx = this.openTenant(other, { kind: 'system', reason: 'cascade' });
        const { receive } = await import('../domain/cascade/receive.ts');
        await receive(ctx, tenant?.info.slug ?? '', message);
        ctx.ports.wakeOutbox();
      },
      calendar: (year) => loadCalendar(directory, year),
      holidays: (year) => loadHolidays(directory, year),
      signProof: (claims) => signProof(this.proofKeys, claims, this.now()),
      accessToken: (audience, claims) => signAccess(this.accessKeys, audience, claims, this.now()),
      proofJwks: () => this.proofKeys.jwks(this.now()),
      wakeOutbox: () => {
        if (outbox && tenant) this.#wake(outbox, tenant.info.no);
      },
    };
  }
}
