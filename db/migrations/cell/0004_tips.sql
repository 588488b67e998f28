CREATE TABLE officer_key (
  tenant_id INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  seal_public TEXT NOT NULL,
  sign_public TEXT NOT NULL,
  wrapped TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, person_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE role_key (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  role TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seal_public TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'retired', 'destroyed')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, role, epoch)
) WITHOUT ROWID;

CREATE TABLE role_key_share (
  tenant_id INTEGER NOT NULL,
  role_key_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  envelope TEXT NOT NULL,
  sealed_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, role_key_id, person_id),
  FOREIGN KEY (tenant_id, role_key_id) REFERENCES role_key (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

-- Rows of 4 to 350 kB: an ordinary rowid table, so that lists read the narrow index and not the envelopes.
CREATE TABLE tip (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  hazard_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  track TEXT NOT NULL CHECK (track IN ('anonymous', 'sealed_name', 'real_name')),
  category TEXT NOT NULL,
  place_unit_id TEXT,
  danger INTEGER NOT NULL,
  casualty INTEGER NOT NULL,
  day TEXT NOT NULL,
  locator TEXT NOT NULL,
  auth_mac TEXT NOT NULL,
  form_hash TEXT NOT NULL,
  reporter_public TEXT NOT NULL,
  reporter_wrapped TEXT NOT NULL,
  digest TEXT NOT NULL,
  proof TEXT NOT NULL,
  opened_by TEXT,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  envelope TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, place_unit_id) REFERENCES unit (tenant_id, id)
);
CREATE UNIQUE INDEX tip_by_locator ON tip (tenant_id, locator);
CREATE INDEX tip_by_state ON tip (tenant_id, state, seq DESC);
CREATE INDEX tip_by_seq ON tip (tenant_id, seq DESC);
CREATE INDEX tip_by_hazard ON tip (tenant_id, hazard_id);

CREATE TABLE tip_attachment (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  tip_id TEXT,
  object_key TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  upload_hash TEXT NOT NULL,
  day TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX tip_attachment_by_tip ON tip_attachment (tenant_id, tip_id);
CREATE INDEX tip_attachment_orphans ON tip_attachment (tenant_id, created_at) WHERE tip_id IS NULL;

CREATE TABLE spent_proof (
  tenant_id INTEGER NOT NULL,
  signature TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, signature)
) WITHOUT ROWID;
