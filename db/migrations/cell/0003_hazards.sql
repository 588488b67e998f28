CREATE TABLE sla_policy (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL,
  match TEXT NOT NULL,
  amount INTEGER NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('minute', 'hour', 'day', 'working_day')),
  warn_before INTEGER NOT NULL,
  escalate_after TEXT NOT NULL,
  basis TEXT NOT NULL,
  basis_checked INTEGER NOT NULL,
  effective_from TEXT NOT NULL,
  effective_to TEXT,
  priority INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id, version)
) WITHOUT ROWID;

CREATE TABLE clock (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit_id TEXT,
  policy_id TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  anchor_at INTEGER NOT NULL,
  due_day TEXT,
  due_at INTEGER,
  warn_at INTEGER,
  next_at INTEGER,
  epoch INTEGER NOT NULL DEFAULT 0,
  stopped_at INTEGER,
  outcome TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, policy_id, policy_version) REFERENCES sla_policy (tenant_id, id, version)
) WITHOUT ROWID;
CREATE INDEX clock_by_entity ON clock (tenant_id, entity, entity_id, kind);
CREATE INDEX clock_next ON clock (next_at, tenant_id, id) WHERE stopped_at IS NULL AND next_at IS NOT NULL;
CREATE INDEX clock_unknown ON clock (tenant_id, id) WHERE stopped_at IS NULL AND due_at IS NULL;

CREATE TABLE escalation_fired (
  tenant_id INTEGER NOT NULL,
  clock_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  step TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, clock_id, epoch, step),
  FOREIGN KEY (tenant_id, clock_id) REFERENCES clock (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE hazard (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('general', 'major')),
  source TEXT NOT NULL,
  sector TEXT,
  category TEXT,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  place_unit_id TEXT,
  address TEXT NOT NULL DEFAULT '',
  longitude REAL,
  latitude REAL,
  enterprise TEXT NOT NULL DEFAULT '',
  danger INTEGER NOT NULL DEFAULT 0,
  casualty INTEGER NOT NULL DEFAULT 0,
  restricted INTEGER NOT NULL DEFAULT 0,
  reported_by TEXT,
  owner_unit_id TEXT,
  assignee_id TEXT,
  rectified_by TEXT,
  verifier_id TEXT,
  watcher TEXT NOT NULL DEFAULT '',
  interim_measures TEXT NOT NULL DEFAULT '',
  rectification TEXT NOT NULL DEFAULT '',
  outcome_reason TEXT NOT NULL DEFAULT '',
  merged_into_id TEXT,
  round INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  closed_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, seq),
  FOREIGN KEY (tenant_id, place_unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, reported_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, assignee_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, rectified_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, verifier_id) REFERENCES person (tenant_id, id),
  -- A closed hazard was verified by somebody other than the one who rectified it, whatever the code above says.
  CONSTRAINT closed_by_another CHECK (state <> 'closed' OR (verifier_id IS NOT NULL AND verifier_id IS NOT rectified_by))
) WITHOUT ROWID;
-- In place of a self-reference: with one, SQLite looks for children row by row, and erasing a tenant becomes quadratic.
CREATE TRIGGER hazard_merged_into BEFORE UPDATE OF merged_into_id ON hazard
WHEN NEW.merged_into_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM hazard WHERE tenant_id = NEW.tenant_id AND id = NEW.merged_into_id) BEGIN
  SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: hazard.merged_into_id');
END;
-- Holds whatever decides who sees a row and what filters it, so that a page is picked from the index alone.
CREATE INDEX hazard_newest ON hazard (
  tenant_id, seq DESC, restricted, state, owner_unit_id, place_unit_id, reported_by, level, source, sector, due_at
);
CREATE INDEX hazard_by_state ON hazard (tenant_id, state, seq DESC);
CREATE INDEX hazard_by_owner ON hazard (tenant_id, owner_unit_id, state, seq DESC);
-- Work in hand, a small part of a ledger that only grows; closed_at is there to make the index sufficient by itself.
CREATE INDEX hazard_open ON hazard (
  tenant_id, seq DESC, restricted, state, owner_unit_id, place_unit_id, reported_by, assignee_id, rectified_by,
  danger, due_at, closed_at
) WHERE closed_at IS NULL;
CREATE INDEX hazard_by_reporter ON hazard (tenant_id, reported_by, seq DESC) WHERE reported_by IS NOT NULL;
CREATE INDEX hazard_by_due ON hazard (tenant_id, due_at, seq) WHERE due_at IS NOT NULL AND closed_at IS NULL;

CREATE TABLE hazard_evidence (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  hazard_id TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('before', 'after', 'document')),
  blob_id TEXT NOT NULL,
  caption TEXT NOT NULL DEFAULT '',
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, blob_id),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX hazard_evidence_by_hazard ON hazard_evidence (tenant_id, hazard_id, id);
