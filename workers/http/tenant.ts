import { mintTenantId, type TenantId } from '../../db/tenant-db.ts';
import type { TenantInfo } from '../domain/context.ts';
import { DomainError } from '../domain/errors.ts';

export interface ResolvedTenant {
  readonly id: TenantId;
  readonly cell: string;
  /** Its rows are being copied: jobs leave it alone, what requests write is refused by the fence in its cell. */
  readonly moving: boolean;
  readonly info: TenantInfo;
}

interface TenantRow extends Omit<TenantInfo, 'no'> {
  id: number;
  cell: string;
  step: string;
}

const COLUMNS =
  'id, slug, name, short_name AS shortName, level, division_code AS divisionCode, status, notice, cell, step';
const KEPT_MS = 5_000;

/** Slug or host → tenant, kept five seconds in the isolate: a suspension reaches every isolate within that time. */
export class TenantResolver {
  readonly #directory: D1Database;
  readonly #now: () => number;
  readonly #kept = new Map<string, { at: number; tenant: ResolvedTenant | undefined }>();

  constructor(directory: D1Database, now: () => number) {
    this.#directory = directory;
    this.#now = now;
  }

  /** @throws `tenant_unknown` for a slug nobody holds, or whose tenant is not (or no longer) open. */
  async bySlug(slug: string): Promise<ResolvedTenant> {
    const tenant = await this.#keep(`s:${slug}`, `SELECT ${COLUMNS} FROM tenant WHERE slug = ?`, slug);
    if (!tenant || !['active', 'suspended', 'closing'].includes(tenant.info.status)) {
      throw new DomainError('tenant_unknown');
    }
    return tenant;
  }

  async byHost(host: string): Promise<ResolvedTenant | undefined> {
    return this.#keep(
      `h:${host}`,
      `SELECT ${COLUMNS} FROM tenant WHERE id = (SELECT tenant_id FROM tenant_host WHERE host = ?)`,
      host,
    );
  }

  /** A tenant in any status, for operators and background jobs. */
  async byNo(no: number): Promise<ResolvedTenant | undefined> {
    return this.#load(`SELECT ${COLUMNS} FROM tenant WHERE id = ?`, no);
  }

  forget(): void {
    this.#kept.clear();
  }

  async #keep(key: string, sql: string, value: string): Promise<ResolvedTenant | undefined> {
    const now = this.#now();
    const kept = this.#kept.get(key);
    if (kept && now - kept.at < KEPT_MS && now >= kept.at) return kept.tenant;
    const tenant = await this.#load(sql, value);
    if (this.#kept.size > 5_000) this.#kept.clear();
    this.#kept.set(key, { at: now, tenant });
    return tenant;
  }

  async #load(sql: string, value: string | number): Promise<ResolvedTenant | undefined> {
    const row = await this.#directory.prepare(sql).bind(value).first<TenantRow>();
    if (!row) return undefined;
    const { id, cell, step, ...info } = row;
    return { id: mintTenantId(id), cell, moving: step.startsWith('moving:'), info: { no: id, ...info } };
  }
}
