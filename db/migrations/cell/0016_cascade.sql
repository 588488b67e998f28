-- Two districts, one above the other, that agreed to send each other plans and progress. Each keeps a row of its own.
CREATE TABLE district_link (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('down', 'up')),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Of a link downwards: the unit of ours that the other district is.
  unit_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('offered', 'agreed', 'refused', 'ended')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, direction, slug),
  UNIQUE (tenant_id, unit_id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
