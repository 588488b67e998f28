-- A pool one district lends to another over their link. Each keeps a row of its own; `pool_id`: the pool itself, or its mirror.
CREATE TABLE pool_loan (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  lent_pool TEXT NOT NULL,
  pool_id TEXT,
  field TEXT NOT NULL,
  title TEXT NOT NULL,
  until_day TEXT,
  state TEXT NOT NULL CHECK (state IN ('offered', 'agreed', 'refused', 'ended')),
  members INTEGER NOT NULL DEFAULT 0,
  told_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, direction, slug, lent_pool),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES expert_pool (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX pool_loan_by_pool ON pool_loan (tenant_id, pool_id, direction, state);

-- What a lent expert does in the district that borrowed: it counts towards the load here, and nothing else is known of it.
CREATE TABLE lent_job (
  tenant_id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  part TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  open INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, slug, part),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX lent_job_by_expert ON lent_job (tenant_id, expert_id, open);
CREATE INDEX expert_by_origin ON expert (tenant_id, origin, id) WHERE origin IS NOT NULL;
CREATE INDEX expert_seat_by_origin ON expert_seat (tenant_id, origin) WHERE origin IS NOT NULL;
