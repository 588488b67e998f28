/** What the background jobs ask of a whole cell: only which tenant has work. The work is done through its TenantDb. */
export interface DueClock {
  readonly tenant: number;
  readonly id: string;
  readonly at: number;
}

/** Clocks with a step due, oldest first, behind `after`; `skip` are the tenants that are not open. */
export async function dueClocks(
  d1: D1Database,
  now: number,
  skip: readonly number[],
  after: DueClock | undefined,
  limit: number,
): Promise<DueClock[]> {
  const { results } = await d1
    .prepare(
      `SELECT /* whole cell: due clocks */ tenant_id AS tenant, id, next_at AS at FROM clock
       WHERE stopped_at IS NULL AND next_at IS NOT NULL AND next_at <= ?1
         AND (next_at, tenant_id, id) > (?2, ?3, ?4) AND tenant_id NOT IN (SELECT value FROM json_each(?5))
       ORDER BY next_at, tenant_id, id LIMIT ?6`,
    )
    .bind(now, after?.at ?? -1, after?.tenant ?? 0, after?.id ?? '', JSON.stringify(skip), limit)
    .all<DueClock>();
  return results;
}

export async function tenantsWithOutbox(d1: D1Database, now: number, skip: readonly number[]): Promise<number[]> {
  const { results } = await d1
    .prepare(
      `SELECT /* whole cell: outboxes left behind */ DISTINCT tenant_id AS tenant FROM outbox INDEXED BY outbox_due_in_cell
       WHERE next_at <= ?1 AND lease_until <= ?1 AND tenant_id NOT IN (SELECT value FROM json_each(?2)) LIMIT 500`,
    )
    .bind(now, JSON.stringify(skip))
    .all<{ tenant: number }>();
  return results.map((r) => r.tenant);
}

/** Open tenants of all cells behind `after`. */
export async function openTenants(directory: D1Database, after: number, limit: number): Promise<number[]> {
  const { results } = await directory
    .prepare(`SELECT id FROM tenant WHERE status = 'active' AND id > ? ORDER BY id LIMIT ?`)
    .bind(after, limit)
    .all<{ id: number }>();
  return results.map((r) => r.id);
}

/** Whether rows still lie in a cell that a tenant has left. */
export async function anyMoved(directory: D1Database): Promise<boolean> {
  const row = await directory.prepare(`SELECT 1 FROM tenant WHERE substr(step, 1, 6) = 'moved:' LIMIT 1`).first();
  return row !== null;
}

/** Writes down how big a cell is, as its database says itself: what new districts are placed by. */
export async function countBytes(directory: D1Database, name: string, d1: D1Database, now: number): Promise<void> {
  const { meta } = await d1.prepare('SELECT 1').run();
  await directory
    .prepare('UPDATE cell SET bytes = ?2, counted_at = ?3 WHERE name = ?1')
    .bind(name, meta.size_after, now)
    .run();
}

/** Tenants of a cell to be left alone: suspended, closing, not yet open, being moved. */
export async function restingTenants(directory: D1Database, cell: string): Promise<number[]> {
  const { results } = await directory
    .prepare(`SELECT id FROM tenant WHERE cell = ? AND (status <> 'active' OR substr(step, 1, 7) = 'moving:')`)
    .bind(cell)
    .all<{ id: number }>();
  return results.map((r) => r.id);
}
